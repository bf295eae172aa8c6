package dev.reconcile.core.canonical;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the values of each row and hands them on as the row ends. Used by one thread at a time. */
public final class Values implements RowSink {

    private final Consumer<List<Value>> rows;
    private final List<Value> row = new ArrayList<>();

    /** Hands each row to {@code rows}, as a list that does not change. */
    public Values(Consumer<List<Value>> rows) {
        this.rows = rows;
    }

    @Override
    public void nullValue() {
        row.add(Value.Null.NULL);
    }

    @Override
    public void booleanValue(boolean value) {
        row.add(new Value.Bool(value));
    }

    @Override
    public void longValue(long value) {
        row.add(new Value.Whole(value));
    }

    @Override
    public void decimalValue(BigDecimal value) {
        row.add(new Value.Decimal(value));
    }

    @Override
    public void specialDecimal(SpecialDecimal value) {
        row.add(new Value.NotANumber(value));
    }

    @Override
    public void doubleValue(double value) {
        row.add(new Value.Floating(value));
    }

    @Override
    public void dateValue(long epochDay) {
        row.add(new Value.Date(epochDay));
    }

    @Override
    public void timeValue(long nanoOfDay) {
        row.add(new Value.Time(nanoOfDay));
    }

    @Override
    public void timestampValue(long epochSecond, int nano) {
        row.add(new Value.Timestamp(epochSecond, nano));
    }

    @Override
    public void latest() {
        row.add(Value.Infinite.LATEST);
    }

    @Override
    public void earliest() {
        row.add(Value.Infinite.EARLIEST);
    }

    @Override
    public void uuidValue(long high, long low) {
        row.add(new Value.Uuid(high, low));
    }

    @Override
    public void textValue(String value) {
        row.add(new Value.Text(value));
    }

    @Override
    public void utf8Value(byte[] bytes, int offset, int length) {
        row.add(new Value.Text(new String(bytes, offset, length, StandardCharsets.UTF_8)));
    }

    @Override
    public void binaryValue(byte[] bytes, int offset, int length) {
        row.add(new Value.Binary(HexFormat.of().formatHex(bytes, offset, offset + length)));
    }

    @Override
    public void endRow() {
        List<Value> ended = List.copyOf(row);
        row.clear();
        rows.accept(ended);
    }
}
