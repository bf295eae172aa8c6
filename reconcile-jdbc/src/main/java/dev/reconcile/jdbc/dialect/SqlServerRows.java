package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Reads the rows of {@link SqlServerSql#select}, each value in the driver's form that loses nothing: dates and times as
 * those of java.time, which come without a calendar, so that neither a time zone nor the year 1582 touches them.
 */
final class SqlServerRows {

    private final Reader[] readers;

    SqlServerRows(List<ReadColumn> columns) {
        this.readers = columns.stream()
                .map(column -> reader(column.column().valueType()))
                .toArray(Reader[]::new);
    }

    /** Hands on all rows. */
    void read(ResultSet rows, RowSink sink) throws SQLException {
        while (rows.next()) {
            for (int i = 0; i < readers.length; i++) {
                readers[i].read(rows, i + 1, sink);
            }
            sink.endRow();
        }
    }

    /** Hands on the value of one column. */
    @FunctionalInterface
    private interface Reader {

        void read(ResultSet row, int column, RowSink sink) throws SQLException;
    }

    private static Reader reader(ValueType type) {
        if (type instanceof ValueType.Whole) {
            return SqlServerRows::whole;
        }
        if (type instanceof ValueType.Text || type instanceof ValueType.Document) {
            return SqlServerRows::text;
        }
        if (type instanceof ValueType.FixedDecimal) {
            return SqlServerRows::decimal;
        }
        if (type instanceof ValueType.Timestamp || type instanceof ValueType.Instant) {
            return SqlServerRows::timestamp;
        }
        if (type instanceof ValueType.Bool) {
            return SqlServerRows::bool;
        }
        if (type instanceof ValueType.Floating) {
            return SqlServerRows::floating;
        }
        if (type instanceof ValueType.Date) {
            return SqlServerRows::date;
        }
        if (type instanceof ValueType.Time) {
            return SqlServerRows::time;
        }
        if (type instanceof ValueType.Uuid) {
            return SqlServerRows::uuid;
        }
        if (type instanceof ValueType.Binary) {
            return SqlServerRows::binary;
        }
        throw new IllegalArgumentException("Values of " + type + " cannot be read.");
    }

    private static void whole(ResultSet row, int column, RowSink sink) throws SQLException {
        long value = row.getLong(column);
        if (row.wasNull()) {
            sink.nullValue();
        } else {
            sink.longValue(value);
        }
    }

    private static void bool(ResultSet row, int column, RowSink sink) throws SQLException {
        boolean value = row.getBoolean(column);
        if (row.wasNull()) {
            sink.nullValue();
        } else {
            sink.booleanValue(value);
        }
    }

    private static void floating(ResultSet row, int column, RowSink sink) throws SQLException {
        double value = row.getDouble(column);
        if (row.wasNull()) {
            sink.nullValue();
        } else {
            sink.doubleValue(value);
        }
    }

    private static void decimal(ResultSet row, int column, RowSink sink) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        if (value == null) {
            sink.nullValue();
        } else {
            sink.decimalValue(value);
        }
    }

    private static void date(ResultSet row, int column, RowSink sink) throws SQLException {
        LocalDate value = row.getObject(column, LocalDate.class);
        if (value == null) {
            sink.nullValue();
        } else {
            sink.dateValue(value.toEpochDay());
        }
    }

    private static void time(ResultSet row, int column, RowSink sink) throws SQLException {
        LocalTime value = row.getObject(column, LocalTime.class);
        if (value == null) {
            sink.nullValue();
        } else {
            sink.timeValue(value.toNanoOfDay());
        }
    }

    private static void timestamp(ResultSet row, int column, RowSink sink) throws SQLException {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        if (value == null) {
            sink.nullValue();
        } else {
            Instant inUtc = value.toInstant(ZoneOffset.UTC);
            sink.timestampValue(inUtc.getEpochSecond(), inUtc.getNano());
        }
    }

    private static void uuid(ResultSet row, int column, RowSink sink) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        if (value == null) {
            sink.nullValue();
        } else {
            sink.uuidValue(value.getMostSignificantBits(), value.getLeastSignificantBits());
        }
    }

    private static void text(ResultSet row, int column, RowSink sink) throws SQLException {
        String value = row.getString(column);
        if (value == null) {
            sink.nullValue();
        } else {
            sink.textValue(value);
        }
    }

    private static void binary(ResultSet row, int column, RowSink sink) throws SQLException {
        byte[] value = row.getBytes(column);
        if (value == null) {
            sink.nullValue();
        } else {
            sink.binaryValue(value, 0, value.length);
        }
    }
}
