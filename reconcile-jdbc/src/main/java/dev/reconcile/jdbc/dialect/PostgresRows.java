package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.util.List;

/**
 * Reads rows in the binary form of COPY, value by value as the server holds them: no calendar, zone or text of the driver
 * comes between.
 *
 * <p>The form is described at <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, File Formats, Binary
 * Format</a>; each field is what the type's send function writes.
 */
final class PostgresRows {

    private static final int SIGNATURE_LENGTH = 11;
    private static final int MICROS_PER_SECOND = 1_000_000;

    /** From 1970-01-01 to 2000-01-01, where PostgreSQL counts from. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400L;

    private final Form[] forms;
    private final RowSink sink;
    private boolean headerRead;

    /** @throws IllegalArgumentException if values of a column's type are not sent in a form that is known here */
    PostgresRows(List<ReadColumn> columns, RowSink sink) {
        this.forms = columns.stream()
                .map(column -> form(column.column().valueType()))
                .toArray(Form[]::new);
        this.sink = sink;
    }

    /** Reads one message: whole rows, before the first of them the header, after the last the trailer. */
    void read(byte[] message) {
        int at = 0;
        if (!headerRead) {
            at = SIGNATURE_LENGTH + Integer.BYTES;
            at += Integer.BYTES + BigEndian.int32(message, at);
            headerRead = true;
        }
        while (at < message.length) {
            int fields = BigEndian.int16(message, at);
            if (fields < 0) {
                return;
            }
            if (fields != forms.length) {
                throw new IllegalStateException(
                        "COPY sent a row of " + fields + " columns instead of " + forms.length + ".");
            }
            at += Short.BYTES;
            for (Form form : forms) {
                int length = BigEndian.int32(message, at);
                at += Integer.BYTES;
                if (length < 0) {
                    sink.nullValue();
                } else {
                    readValue(form, message, at, length);
                    at += length;
                }
            }
            sink.endRow();
        }
    }

    private void readValue(Form form, byte[] message, int at, int length) {
        switch (form) {
            case WHOLE -> sink.longValue(whole(message, at, length));
            case TEXT -> sink.utf8Value(message, at, length);
            case NUMERIC -> PostgresNumeric.give(message, at, sink);
            case TIMESTAMP -> readTimestamp(BigEndian.int64(message, at));
            case BOOL -> sink.booleanValue(message[at] != 0);
            case FLOATING -> sink.doubleValue(floating(message, at, length));
            case DATE -> readDate(BigEndian.int32(message, at));
            case TIME -> sink.timeValue(BigEndian.int64(message, at) * 1000);
            case UUID -> sink.uuidValue(BigEndian.int64(message, at), BigEndian.int64(message, at + Long.BYTES));
            case BINARY -> sink.binaryValue(message, at, length);
        }
    }

    private static long whole(byte[] message, int at, int length) {
        return switch (length) {
            case Short.BYTES -> BigEndian.int16(message, at);
            case Integer.BYTES -> BigEndian.int32(message, at);
            default -> BigEndian.int64(message, at);
        };
    }

    private static double floating(byte[] message, int at, int length) {
        return length == Float.BYTES
                ? Float.intBitsToFloat(BigEndian.int32(message, at))
                : Double.longBitsToDouble(BigEndian.int64(message, at));
    }

    private void readDate(int day) {
        if (day == Integer.MAX_VALUE) {
            sink.latest();
        } else if (day == Integer.MIN_VALUE) {
            sink.earliest();
        } else {
            sink.dateValue((long) day + EPOCH_DAYS);
        }
    }

    private void readTimestamp(long micros) {
        if (micros == Long.MAX_VALUE) {
            sink.latest();
        } else if (micros == Long.MIN_VALUE) {
            sink.earliest();
        } else {
            long second = Math.floorDiv(micros, MICROS_PER_SECOND);
            sink.timestampValue(second + EPOCH_SECONDS, (int) (micros - second * MICROS_PER_SECOND) * 1000);
        }
    }

    private static Form form(ValueType type) {
        if (type instanceof ValueType.Whole) {
            return Form.WHOLE;
        }
        if (PostgresTypes.isReadAsText(type)) {
            return Form.TEXT;
        }
        if (type instanceof ValueType.FixedDecimal || type instanceof ValueType.FreeDecimal) {
            return Form.NUMERIC;
        }
        if (type instanceof ValueType.Timestamp || type instanceof ValueType.Instant) {
            return Form.TIMESTAMP;
        }
        if (type instanceof ValueType.Bool) {
            return Form.BOOL;
        }
        if (type instanceof ValueType.Floating) {
            return Form.FLOATING;
        }
        if (type instanceof ValueType.Date) {
            return Form.DATE;
        }
        if (type instanceof ValueType.Time) {
            return Form.TIME;
        }
        if (type instanceof ValueType.Uuid) {
            return Form.UUID;
        }
        if (type instanceof ValueType.Binary) {
            return Form.BINARY;
        }
        throw new IllegalArgumentException("Values of " + type + " cannot be read.");
    }

    /** What a type's send function writes; chosen once for each column, not for each of its values. */
    private enum Form {
        WHOLE,
        TEXT,
        NUMERIC,
        TIMESTAMP,
        BOOL,
        FLOATING,
        DATE,
        TIME,
        UUID,
        BINARY
    }
}
