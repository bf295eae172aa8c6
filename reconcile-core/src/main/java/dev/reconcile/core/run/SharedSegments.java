package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.run.SideWork.Both;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Segments that are ranges of the same keys on both sides: for keys of whole numbers, which every database orders alike, in
 * indexes that have their columns in the same order.
 *
 * @param reading what is read
 */
record SharedSegments(Reading reading) {

    private static final int MOST_BUCKETS = 1024;

    /** Takes a segment and the buckets of its rows. */
    @FunctionalInterface
    interface Taker {

        /**
         * Reads it.
         *
         * @param rest the keys of the rows that are not read yet once it is read; null where there are none
         */
        void take(KeyRange range, KeyBuckets buckets, @Nullable KeyRange rest);
    }

    /** Whether both sides' rows lie in the same order of their keys. */
    static boolean arePossible(Both<ReadSide, ReadSide> sides) {
        List<Integer> source = order(sides.source().read());
        return !source.isEmpty() && source.equals(order(sides.target().read()));
    }

    /** The places of the key's columns in the index's order; empty where they are not all of whole numbers. */
    private static List<Integer> order(TableRead read) {
        List<ReadColumn> order = read.keyOrder();
        boolean whole = order.stream()
                .allMatch(column -> column.column().valueType() instanceof ValueType.Whole
                        && column.canonicalType() instanceof CanonicalType.Whole);
        return whole ? order.stream().map(read.columns()::indexOf).toList() : List.of();
    }

    /**
     * Hands out the segments in the order of their keys, each when the last one is read. Together they hold each row of each
     * side once; those that lack a key come last.
     *
     * @param left what an earlier reading has left: the rest that a segment of it was taken with; {@link KeyRange#ALL} for
     *     all
     */
    void forEach(KeyRange left, Taker segment) {
        boolean mayLackKey = reading.sides().source().read().mayLackKey()
                || reading.sides().target().read().mayLackKey();
        KeyRange withNull = mayLackKey ? KeyRange.WITH_NULL : null;
        if (!left.equals(KeyRange.WITH_NULL)) {
            List<Value> after = left instanceof Between between ? between.after() : List.of();
            ordered(after, segment, withNull);
        }
        if (withNull != null) {
            reading.awaitPace();
            segment.take(withNull, KeyBuckets.ONE, null);
        }
    }

    /** The rows behind a key, without those that lack one. */
    private void ordered(List<Value> begin, Taker segment, @Nullable KeyRange withNull) {
        SegmentSize size = new SegmentSize(reading.options().segments());
        Deque<ReadSide> cutters = cutters();
        List<Value> after = begin;
        double numbersOfARow = 0;
        while (true) {
            KeyRange rest = after.isEmpty() && withNull == null ? KeyRange.ALL : new Between(after, List.of());
            long rows = size.rows();
            reading.awaitPace();
            List<Value> end = end(cutters, rest, rows);
            if (end.isEmpty()) {
                segment.take(rest, behind(after, numbersOfARow * rows), withNull);
                return;
            }
            Instant start = reading.clock().instant();
            segment.take(new Between(after, end), upTo(after, end), new Between(end, List.of()));
            size.took(Duration.between(start, reading.clock().instant()));
            numbersOfARow = after.isEmpty() ? 0 : ((double) leading(end) - leading(after)) / rows;
            after = end;
        }
    }

    /**
     * The sides in the order in which they are asked where a segment ends, until they have no more rows: first the one that
     * is thought to have more. Of equals the target, which is less in use.
     */
    private Deque<ReadSide> cutters() {
        ReadSide source = reading.sides().source();
        ReadSide target = reading.sides().target();
        return new ArrayDeque<>(
                estimate(source) > estimate(target) ? List.of(source, target) : List.of(target, source));
    }

    private static long estimate(ReadSide side) {
        return side.read().table().estimatedRows().orElse(0);
    }

    private List<Value> end(Deque<ReadSide> cutters, KeyRange rest, long rows) {
        while (!cutters.isEmpty()) {
            ReadSide cutter = cutters.getFirst();
            Optional<List<Value>> end = cutter.database()
                    .reader(cutter.read().within(rest), reading.cancellation())
                    .keyAfter(rows);
            if (end.isPresent()) {
                return end.get();
            }
            cutters.removeFirst();
        }
        return List.of();
    }

    private static KeyBuckets upTo(List<Value> after, List<Value> end) {
        return after.isEmpty() ? KeyBuckets.ONE : KeyBuckets.over(leading(after), leading(end), MOST_BUCKETS);
    }

    /** Nobody knows the greatest key; it will be about as far away as the rows lie apart so far. */
    private static KeyBuckets behind(List<Value> after, double numbers) {
        if (numbers < 1) {
            return KeyBuckets.ONE;
        }
        long first = leading(after);
        return KeyBuckets.over(first, (long) Math.min(first + numbers, (double) Long.MAX_VALUE), MOST_BUCKETS);
    }

    private static long leading(List<Value> key) {
        return ((Value.Whole) key.get(0)).value();
    }
}
