package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowHasher;
import dev.reconcile.core.canonical.RowHashing;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.report.HashPlace;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the rows of some buckets of one side, hashed where the side's fingerprints were. */
final class BucketRows {

    private BucketRows() {}

    /** Takes a row's hash and the values of its identifying columns. */
    @FunctionalInterface
    interface Taker {

        void take(long high, long low, List<Value> identifying);
    }

    /**
     * Hands each row of the wanted buckets to {@code taker}.
     *
     * @return how many there were
     * @throws RestartedException if the read was lost and would begin again: rows were taken that will come a second time
     */
    static long read(
            TableReader reader,
            TableRead read,
            HashPlace place,
            RowHashing hashing,
            Buckets buckets,
            BitSet wanted,
            Taker taker) {
        Counted counted = new Counted();
        Taker noticed = (high, low, identifying) -> {
            counted.rows++;
            taker.take(high, low, identifying);
        };
        Supplier<RowSink> sink = () -> {
            // A read that met a lock, or a connection that was gone, took none.
            if (counted.rows > 0) {
                throw new RestartedException();
            }
            return switch (place) {
                case DATABASE ->
                    new Values(row -> noticed.take(whole(row.get(0)), whole(row.get(1)), row.subList(2, row.size())));
                case CLIENT -> new Hashing(read, hashing, buckets, wanted, noticed);
            };
        };
        switch (place) {
            case DATABASE -> reader.hashedKeys(buckets, wanted, sink);
            case CLIENT -> reader.scan(sink);
        }
        return counted.rows;
    }

    /** Used by the thread that reads. */
    private static final class Counted {

        private long rows;
    }

    private static long whole(Value value) {
        return ((Value.Whole) value).value();
    }

    /** A read was lost after rows of it had been taken. */
    static final class RestartedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RestartedException() {
            super("A read was begun again.", null, false, false);
        }
    }

    /** Hashes each row, and keeps its identifying values until the hash tells whether it is wanted. */
    private static final class Hashing implements RowSink {

        private final RowHasher encoder;
        private final Values identifying;
        private final int identifyingColumns;
        private @Nullable List<Value> values;
        private int column;

        Hashing(TableRead read, RowHashing hashing, Buckets buckets, BitSet wanted, Taker taker) {
            List<CanonicalType> types = read.canonicalTypes();
            this.identifyingColumns = read.identifying().size();
            this.identifying = new Values(row -> values = row);
            this.encoder = hashing.hasher(types, (high, low) -> {
                List<Value> row = values;
                if (row != null && wanted.get(buckets.of(low))) {
                    taker.take(high, low, row);
                }
            });
        }

        private boolean next() {
            return column++ < identifyingColumns;
        }

        @Override
        public void nullValue() {
            encoder.nullValue();
            if (next()) {
                identifying.nullValue();
            }
        }

        @Override
        public void booleanValue(boolean value) {
            encoder.booleanValue(value);
            if (next()) {
                identifying.booleanValue(value);
            }
        }

        @Override
        public void longValue(long value) {
            encoder.longValue(value);
            if (next()) {
                identifying.longValue(value);
            }
        }

        @Override
        public void decimalValue(BigDecimal value) {
            encoder.decimalValue(value);
            if (next()) {
                identifying.decimalValue(value);
            }
        }

        @Override
        public void decimalValue(long unscaled, int scale) {
            encoder.decimalValue(unscaled, scale);
            if (next()) {
                identifying.decimalValue(unscaled, scale);
            }
        }

        @Override
        public void specialDecimal(SpecialDecimal value) {
            encoder.specialDecimal(value);
            if (next()) {
                identifying.specialDecimal(value);
            }
        }

        @Override
        public void doubleValue(double value) {
            encoder.doubleValue(value);
            if (next()) {
                identifying.doubleValue(value);
            }
        }

        @Override
        public void dateValue(long epochDay) {
            encoder.dateValue(epochDay);
            if (next()) {
                identifying.dateValue(epochDay);
            }
        }

        @Override
        public void timeValue(long nanoOfDay) {
            encoder.timeValue(nanoOfDay);
            if (next()) {
                identifying.timeValue(nanoOfDay);
            }
        }

        @Override
        public void timestampValue(long epochSecond, int nano) {
            encoder.timestampValue(epochSecond, nano);
            if (next()) {
                identifying.timestampValue(epochSecond, nano);
            }
        }

        @Override
        public void latest() {
            encoder.latest();
            if (next()) {
                identifying.latest();
            }
        }

        @Override
        public void earliest() {
            encoder.earliest();
            if (next()) {
                identifying.earliest();
            }
        }

        @Override
        public void uuidValue(long high, long low) {
            encoder.uuidValue(high, low);
            if (next()) {
                identifying.uuidValue(high, low);
            }
        }

        @Override
        public void textValue(String value) {
            encoder.textValue(value);
            if (next()) {
                identifying.textValue(value);
            }
        }

        @Override
        public void utf8Value(byte[] bytes, int offset, int length) {
            encoder.utf8Value(bytes, offset, length);
            if (next()) {
                identifying.utf8Value(bytes, offset, length);
            }
        }

        @Override
        public void binaryValue(byte[] bytes, int offset, int length) {
            encoder.binaryValue(bytes, offset, length);
            if (next()) {
                identifying.binaryValue(bytes, offset, length);
            }
        }

        @Override
        public void endRow() {
            identifying.endRow();
            encoder.endRow();
            column = 0;
        }
    }
}
