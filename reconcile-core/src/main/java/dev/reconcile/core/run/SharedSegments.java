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

        void take(KeyRange range, KeyBuckets buckets);
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
     */
    void forEach(Taker segment) {
        SegmentSize size = new SegmentSize(reading.options().segments());
        Deque<ReadSide> cutters = cutters();
        boolean mayLackKey = cutters.stream().anyMatch(side -> side.read().mayLackKey());
        List<Value> after = List.of();
        double numbersOfARow = 0;
        while (true) {
            KeyRange rest = after.isEmpty() && !mayLackKey ? KeyRange.ALL : new Between(after, List.of());
            long rows = size.rows();
            reading.awaitPace();
            List<Value> end = end(cutters, rest, rows);
            if (end.isEmpty()) {
                segment.take(rest, behind(after, numbersOfARow * rows));
                break;
            }
            Instant start = reading.clock().instant();
            segment.take(new Between(after, end), upTo(after, end));
            size.took(Duration.between(start, reading.clock().instant()));
            numbersOfARow = after.isEmpty() ? 0 : ((double) leading(end) - leading(after)) / rows;
            after = end;
        }
        if (mayLackKey) {
            reading.awaitPace();
            segment.take(KeyRange.WITH_NULL, KeyBuckets.ONE);
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
