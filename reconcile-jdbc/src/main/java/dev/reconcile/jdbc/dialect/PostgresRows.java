package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    private static final int NUMERIC_NEGATIVE = 0x4000;
    private static final int NUMERIC_NAN = 0xC000;
    private static final int NUMERIC_INFINITY = 0xD000;
    private static final int NUMERIC_NEGATIVE_INFINITY = 0xF000;

    private final List<ReadColumn> columns;
    private final RowSink sink;
    private byte[] data = new byte[0];
    private int at;
    private boolean headerRead;

    PostgresRows(List<ReadColumn> columns, RowSink sink) {
        this.columns = columns;
        this.sink = sink;
    }

    /** Reads one message: whole rows, before the first of them the header, after the last the trailer. */
    void read(byte[] message) {
        data = message;
        at = 0;
        if (!headerRead) {
            at += SIGNATURE_LENGTH + Integer.BYTES;
            int extensionLength = int32();
            at += extensionLength;
            headerRead = true;
        }
        while (at < data.length) {
            int fields = int16();
            if (fields < 0) {
                return;
            }
            if (fields != columns.size()) {
                throw new IllegalStateException(
                        "COPY sent a row of " + fields + " columns instead of " + columns.size() + ".");
            }
            for (ReadColumn column : columns) {
                readField(column);
            }
            sink.endRow();
        }
    }

    private void readField(ReadColumn column) {
        int length = int32();
        if (length < 0) {
            sink.nullValue();
            return;
        }
        int end = at + length;
        readValue(column.column().valueType(), column.canonicalType(), length);
        at = end;
    }

    private void readValue(ValueType type, CanonicalType canonical, int length) {
        if (type instanceof ValueType.Whole) {
            sink.longValue(length == Short.BYTES ? int16() : length == Integer.BYTES ? int32() : int64());
        } else if (PostgresTypes.isReadAsText(type)) {
            sink.utf8Value(data, at, length);
        } else if (type instanceof ValueType.FixedDecimal || type instanceof ValueType.FreeDecimal) {
            readNumeric();
        } else if (type instanceof ValueType.Timestamp || type instanceof ValueType.Instant) {
            readTimestamp(int64());
        } else if (type instanceof ValueType.Bool) {
            sink.booleanValue(data[at] != 0);
        } else if (type instanceof ValueType.Floating) {
            sink.doubleValue(length == Float.BYTES ? Float.intBitsToFloat(int32()) : Double.longBitsToDouble(int64()));
        } else if (type instanceof ValueType.Date) {
            readDate(int32());
        } else if (type instanceof ValueType.Time) {
            sink.timeValue(int64() * 1000);
        } else if (type instanceof ValueType.Uuid) {
            long high = int64();
            sink.uuidValue(high, int64());
        } else if (type instanceof ValueType.Binary) {
            sink.binaryValue(data, at, length);
        } else {
            throw new IllegalStateException(type + " cannot be read as " + canonical + ".");
        }
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
            long second = Math.floorDiv(micros, MICROS_PER_SECOND) + EPOCH_SECONDS;
            sink.timestampValue(second, (int) Math.floorMod(micros, (long) MICROS_PER_SECOND) * 1000);
        }
    }

    /** A numeric: its number of base-10,000 digits, the exponent of the first, the sign, the scale shown, the digits. */
    private void readNumeric() {
        int digits = int16();
        int weight = int16();
        int sign = int16() & 0xffff;
        int scale = int16();
        switch (sign) {
            case NUMERIC_NAN -> sink.specialDecimal(SpecialDecimal.NAN);
            case NUMERIC_INFINITY -> sink.specialDecimal(SpecialDecimal.INFINITY);
            case NUMERIC_NEGATIVE_INFINITY -> sink.specialDecimal(SpecialDecimal.NEGATIVE_INFINITY);
            default -> sink.decimalValue(number(digits, weight, sign == NUMERIC_NEGATIVE, scale));
        }
    }

    private BigDecimal number(int digits, int weight, boolean negative, int scale) {
        int storedScale = 4 * (digits - 1 - weight);
        BigDecimal value = digits <= 4
                ? BigDecimal.valueOf(smallNumber(digits), storedScale)
                : new BigDecimal(largeNumber(digits), storedScale);
        // The last digit of base 10,000 may reach beyond the scale with zeros only.
        return (negative ? value.negate() : value).setScale(scale);
    }

    private long smallNumber(int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10_000 + int16();
        }
        return value;
    }

    private BigInteger largeNumber(int digits) {
        StringBuilder decimal = new StringBuilder(4 * digits);
        for (int i = 0; i < digits; i++) {
            int digit = int16();
            decimal.append((char) ('0' + digit / 1000))
                    .append((char) ('0' + digit / 100 % 10))
                    .append((char) ('0' + digit / 10 % 10))
                    .append((char) ('0' + digit % 10));
        }
        return new BigInteger(decimal.toString());
    }

    private int int16() {
        int value = (data[at] << 8) | (data[at + 1] & 0xff);
        at += Short.BYTES;
        return value;
    }

    private int int32() {
        int value =
                (data[at] << 24) | ((data[at + 1] & 0xff) << 16) | ((data[at + 2] & 0xff) << 8) | (data[at + 3] & 0xff);
        at += Integer.BYTES;
        return value;
    }

    private long int64() {
        long high = int32();
        return (high << 32) | (int32() & 0xffffffffL);
    }
}
