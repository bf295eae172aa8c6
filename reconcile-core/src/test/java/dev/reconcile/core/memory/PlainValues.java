package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of plain Java values: {@code Boolean}, {@code Long}, {@code BigDecimal}, {@link SpecialDecimal}, {@code Double},
 * {@code LocalDate}, {@code LocalTime}, {@link EndOfDay}, {@code LocalDateTime}, {@code java.time.Instant},
 * {@link Infinite}, {@code UUID}, {@code String}, {@code byte[]}, and null for NULL.
 */
public final class PlainValues {

    private PlainValues() {}

    /** Gives the values of one row to a sink, and ends the row. */
    public static void giveRow(List<? extends @Nullable Object> row, RowSink sink) {
        row.forEach(value -> give(value, sink));
        sink.endRow();
    }

    /** One value as a sink keeps it. */
    public static Value valueOf(@Nullable Object plain) {
        List<Value> values = new ArrayList<>();
        giveRow(Collections.singletonList(plain), new Values(values::addAll));
        return values.get(0);
    }

    /**
     * Gives one value to a sink.
     *
     * @throws IllegalArgumentException if it is of another class than those above
     */
    public static void give(@Nullable Object value, RowSink sink) {
        if (value == null) {
            sink.nullValue();
        } else if (value instanceof Boolean flag) {
            sink.booleanValue(flag);
        } else if (value instanceof Long number) {
            sink.longValue(number);
        } else if (value instanceof BigDecimal number) {
            sink.decimalValue(number);
        } else if (value instanceof SpecialDecimal special) {
            sink.specialDecimal(special);
        } else if (value instanceof Double number) {
            sink.doubleValue(number);
        } else if (value instanceof UUID uuid) {
            sink.uuidValue(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        } else if (value instanceof String text) {
            sink.textValue(text);
        } else if (value instanceof byte[] bytes) {
            giveBytes(bytes, sink);
        } else {
            giveTemporal(value, sink);
        }
    }

    /** Gives one value as {@link #give} does, a text that has a UTF-8 form in that form. */
    public static void giveEncoded(@Nullable Object value, RowSink sink) {
        if (value instanceof String text && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            byte[] padded = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
            sink.utf8Value(padded, 1, padded.length - 2);
        } else {
            give(value, sink);
        }
    }

    private static void giveTemporal(Object value, RowSink sink) {
        if (value instanceof LocalDate date) {
            sink.dateValue(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            sink.timeValue(time.toNanoOfDay());
        } else if (value == EndOfDay.MIDNIGHT) {
            sink.timeValue(86_400_000_000_000L);
        } else if (value instanceof LocalDateTime dateTime) {
            sink.timestampValue(dateTime.toEpochSecond(ZoneOffset.UTC), dateTime.getNano());
        } else if (value instanceof java.time.Instant instant) {
            sink.timestampValue(instant.getEpochSecond(), instant.getNano());
        } else if (value == Infinite.LATEST) {
            sink.latest();
        } else if (value == Infinite.EARLIEST) {
            sink.earliest();
        } else {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " is no plain value.");
        }
    }

    /** Gives bytes out of the middle of a larger array, as a reader's buffer does. */
    private static void giveBytes(byte[] bytes, RowSink sink) {
        byte[] padded = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, padded, 3, bytes.length);
        sink.binaryValue(padded, 3, bytes.length);
    }
}
