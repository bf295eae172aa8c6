package dev.reconcile.jdbc;

import dev.reconcile.core.canonical.RowSink;
import java.math.BigDecimal;

/** Counts rows and forgets their values. */
final class CountingSink implements RowSink {

    private long rows;

    long rows() {
        return rows;
    }

    @Override
    public void nullValue() {}

    @Override
    public void booleanValue(boolean value) {}

    @Override
    public void longValue(long value) {}

    @Override
    public void decimalValue(BigDecimal value) {}

    @Override
    public void specialDecimal(SpecialDecimal value) {}

    @Override
    public void doubleValue(double value) {}

    @Override
    public void dateValue(long epochDay) {}

    @Override
    public void timeValue(long nanoOfDay) {}

    @Override
    public void timestampValue(long epochSecond, int nano) {}

    @Override
    public void latest() {}

    @Override
    public void earliest() {}

    @Override
    public void uuidValue(long high, long low) {}

    @Override
    public void textValue(String value) {}

    @Override
    public void utf8Value(byte[] bytes, int offset, int length) {}

    @Override
    public void binaryValue(byte[] bytes, int offset, int length) {}

    @Override
    public void endRow() {
        rows++;
    }
}
