package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Segments that are ranges of the same canonical keys on both sides, where both have the same order of them.
 *
 * @param reading what is read
 * @param order the order
 */
record SharedSegments(Reading reading, SharedOrder order) {

    /** What they take, as the end of a sentence for whoever could give it. */
    static final String NEEDS =
            "a key of numbers, dates or times, or between two PostgreSQL databases of UUIDs, with a unique index on both"
                    + " sides that has its columns in the same order";

    private static final int MOST_BUCKETS = 1024;

    /** Takes a segment and the buckets of its rows. */
    @FunctionalInterface
    interface Taker {

        /**
         * Reads it.
         *
         * @param rest the keys of the rows that are not read yet once it is read; null where there are none
         */
        void take(KeyRange range, Bucketing buckets, @Nullable KeyRange rest);
    }

    /**
     * Hands out the segments in the order of their keys, each when the last one is read. Together they hold each row of each
     * side once; those that lack a key come last.
     *
     * @param left what an earlier reading has left: the rest that a segment of it was taken with; {@link KeyRange#ALL} for
     *     all
     */
    void forEach(KeyRange left, Taker segment) {
        KeyRange withNull = reading.mayLackKey() ? KeyRange.WITH_NULL : null;
        if (!left.equals(KeyRange.WITH_NULL)) {
            List<Value> after = left instanceof Between between ? between.after() : List.of();
            ordered(new Between(after, List.of()), RowBudget.NONE, segment, withNull);
        }
        if (withNull != null) {
            reading.awaitPace();
            segment.take(withNull, unspread(), null);
        }
    }

    /**
     * Hands out the segments of a range of keys likewise, until the budget is spent. The rows that lack a key come before those
     * of a range without a lower end, and cost nothing. The budget pays for the rows between the keys at which segments are
     * cut; what is behind the last such key is for the taker to pay.
     *
     * @return what of the range is left; null where nothing is
     */
    @Nullable
    Between forEach(Between range, RowBudget budget, Taker segment) {
        if (range.after().isEmpty() && reading.mayLackKey()) {
            reading.awaitPace();
            segment.take(KeyRange.WITH_NULL, unspread(), range);
        }
        return ordered(range, budget, segment, null);
    }

    /** Whether neither side has so many rows in a range of keys. Goes along the indexes, no further than that. */
    boolean haveFewerRows(Between range, long rows) {
        reading.awaitPace();
        return end(cutters(), asRead(range), rows).isEmpty();
    }

    /** All rows need no condition. */
    private KeyRange asRead(Between range) {
        return range.equals(Between.EVERY_KEY) && !reading.mayLackKey() ? KeyRange.ALL : range;
    }

    /** The rows of a range of keys, without those that lack one; {@code behind} comes after them. */
    private @Nullable Between ordered(Between range, RowBudget budget, Taker segment, @Nullable KeyRange behind) {
        SegmentSize size = new SegmentSize(reading.options().segments());
        Deque<ReadSide> cutters = cutters();
        Between left = range;
        double numbersOfARow = 0;
        while (!budget.isSpent()) {
            List<Value> after = left.after();
            KeyRange rest = asRead(left);
            long rows = budget.atMost(size.rows());
            reading.awaitPace();
            List<Value> end = end(cutters, rest, rows);
            if (end.isEmpty() || end.equals(range.upTo())) {
                segment.take(rest, toTheEnd(left, numbersOfARow * rows), behind);
                return null;
            }
            Instant start = reading.clock().instant();
            left = new Between(end, range.upTo());
            segment.take(new Between(after, end), upTo(after, end), left);
            budget.spend(rows);
            size.took(Duration.between(start, reading.clock().instant()));
            numbersOfARow = after.isEmpty() || !order.isLedByWholeNumbers()
                    ? 0
                    : ((double) leading(end) - leading(after)) / rows;
        }
        return left;
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
                    .reader(cutter.within(rest), reading.cancellation())
                    .keyAfter(rows);
            if (end.isPresent()) {
                return order.canonical(end.get());
            }
            cutters.removeFirst();
        }
        return List.of();
    }

    private Bucketing upTo(List<Value> after, List<Value> end) {
        return order.isLedByWholeNumbers() && !after.isEmpty() ? spread(leading(after), leading(end)) : unspread();
    }

    private Bucketing toTheEnd(Between left, double numbers) {
        return left.upTo().isEmpty() ? behind(left.after(), numbers) : upTo(left.after(), left.upTo());
    }

    /** Nobody knows the greatest key; it will be about as far away as the rows lie apart so far. */
    private Bucketing behind(List<Value> after, double numbers) {
        if (!order.isLedByWholeNumbers() || after.isEmpty()) {
            return unspread();
        }
        long first = leading(after);
        return spread(first, (long) Math.min(first + numbers, (double) Long.MAX_VALUE));
    }

    /** By the numbers between two, or by the rows' hashes where there are none. */
    private Bucketing spread(long first, long last) {
        KeyBuckets ofNumbers = KeyBuckets.over(first, last, MOST_BUCKETS);
        return ofNumbers.count() == 1 ? reading.options().buckets() : ofNumbers;
    }

    /** A range of whole numbers of which nobody knows the least is read together with others if it differs. */
    Bucketing unspread() {
        return order.isLedByWholeNumbers() ? KeyBuckets.ONE : reading.options().buckets();
    }

    private static long leading(List<Value> key) {
        return ((Value.Whole) key.get(0)).value();
    }
}
