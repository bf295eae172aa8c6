package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.run.SideWork.Both;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
            "a key of whole or decimal numbers, dates or times, or between two PostgreSQL databases of UUIDs, with a unique index on both"
                    + " sides that has its columns in the same order";

    private static final int MOST_BUCKETS = 4096;

    /** Reads a segment of a side. */
    @FunctionalInterface
    interface Reader {

        /**
         * The sums of a range, spread so. Called by several threads at once.
         *
         * @param cancellation of this segment alone
         */
        BucketFingerprints read(Side side, KeyRange range, Bucketing buckets, Cancellation cancellation);
    }

    /** Takes what the segments gave, in their order. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes the sums of one.
         *
         * @param sums throws what reading them failed with
         * @param rest the keys of the rows behind it; null where there are none
         */
        void take(KeyRange range, Supplier<Both<BucketFingerprints, BucketFingerprints>> sums, @Nullable KeyRange rest);
    }

    /**
     * A segment.
     *
     * @param buckets how its rows are spread
     * @param rest what is behind it; null where nothing is
     * @param rows how many it has; 0 where nobody knows
     * @param time how long the slower side takes to read it, in nanoseconds
     */
    private record Segment(
            KeyRange range, Bucketing buckets, @Nullable KeyRange rest, long rows, AtomicLong time) {

        Segment(KeyRange range, Bucketing buckets, @Nullable KeyRange rest, long rows) {
            this(range, buckets, rest, rows, new AtomicLong());
        }
    }

    /**
     * Reads the segments, and hands out what they gave in the order of their keys. Together they hold each row of each side
     * once; those that lack a key come last.
     *
     * @param left what an earlier reading has left: the rest that a segment of it was taken with; {@link KeyRange#ALL} for
     *     all
     */
    void forEach(KeyRange left, Reader reader, Taker taker) {
        Segment withNull = reading.mayLackKey() ? new Segment(KeyRange.WITH_NULL, unspread(), null, 0) : null;
        List<Value> after = left instanceof Between between ? between.after() : List.of();
        Cuts cuts = left.equals(KeyRange.WITH_NULL)
                ? new Cuts(null, RowBudget.NONE, null, withNull)
                : new Cuts(new Between(after, List.of()), RowBudget.NONE, null, withNull);
        read(cuts, reader, taker);
    }

    /**
     * Reads the segments of a range of keys likewise, until the budget is spent. The rows that lack a key come before those
     * of a range without a lower end, and cost nothing. The budget pays for the rows between the keys at which segments are
     * cut; what is behind the last such key is for the taker to pay.
     *
     * @return what of the range is left; null where nothing is
     */
    @Nullable
    Between forEach(Between range, RowBudget budget, Reader reader, Taker taker) {
        Segment withNull = range.after().isEmpty() && reading.mayLackKey()
                ? new Segment(KeyRange.WITH_NULL, unspread(), range, 0)
                : null;
        Cuts cuts = new Cuts(range, budget, withNull, null);
        read(cuts, reader, taker);
        return cuts.left;
    }

    private void read(Cuts cuts, Reader reader, Taker taker) {
        new SegmentLine<Segment, BucketFingerprints>(
                        reading.work(),
                        reading.cancellation(),
                        reading.lanes()::ofEach,
                        cuts.size::isSettled,
                        (side, segment, cancellation) -> timed(side, segment, reader, cancellation))
                .forEach(
                        cuts::next,
                        (segment, sums) -> taker.take(
                                segment.range(),
                                () -> {
                                    Both<BucketFingerprints, BucketFingerprints> read = sums.get();
                                    cuts.took(segment);
                                    return read;
                                },
                                segment.rest()));
    }

    private BucketFingerprints timed(Side side, Segment segment, Reader reader, Cancellation cancellation) {
        reading.pace().of(side, cancellation).await();
        Instant start = reading.clock().instant();
        BucketFingerprints sums = reader.read(side, segment.range(), segment.buckets(), cancellation);
        long time = Duration.between(start, reading.clock().instant()).toNanos();
        segment.time().accumulateAndGet(time, Math::max);
        return sums;
    }

    /** Whether neither side has so many rows in a range of keys. Goes along the indexes, no further than that. */
    boolean haveFewerRows(Between range, long rows) {
        reading.pace().beforeCut(reading.cancellation());
        return end(cutters(), asRead(range), rows).isEmpty();
    }

    /** All rows need no condition. */
    private KeyRange asRead(Between range) {
        return range.equals(Between.EVERY_KEY) && !reading.mayLackKey() ? KeyRange.ALL : range;
    }

    /** Where the segments of a range of keys are. Used by one thread. */
    private final class Cuts {

        private final SegmentSize size = new SegmentSize(reading.options().segments());
        private final Deque<ReadSide> cutters = cutters();
        private final RowBudget budget;
        private final List<Value> end;
        private @Nullable Segment before;
        private @Nullable Segment behind;
        private @Nullable Between left;
        private double numbersOfARow;

        /**
         * @param range without rows that lack a key; null for none
         * @param before comes first
         * @param behind comes last
         */
        Cuts(@Nullable Between range, RowBudget budget, @Nullable Segment before, @Nullable Segment behind) {
            this.left = range;
            this.end = range == null ? List.of() : range.upTo();
            this.budget = budget;
            this.before = before;
            this.behind = behind;
        }

        /** So long a segment took to be read. */
        void took(Segment segment) {
            if (segment.rows() > 0) {
                size.took(segment.rows(), Duration.ofNanos(segment.time().get()));
            }
        }

        /** The next segment; null where there is none, or where the budget is spent. */
        @Nullable
        Segment next() {
            Segment first = before;
            before = null;
            if (first != null) {
                return first;
            }
            if (left != null) {
                return budget.isSpent() ? null : cut(left);
            }
            Segment last = behind;
            behind = null;
            return last;
        }

        private Segment cut(Between range) {
            List<Value> after = range.after();
            KeyRange rest = asRead(range);
            long rows = budget.atMost(size.rows());
            reading.pace().beforeCut(reading.cancellation());
            List<Value> upTo = end(cutters, rest, rows);
            if (upTo.isEmpty() || upTo.equals(end)) {
                left = null;
                return new Segment(
                        rest, toTheEnd(range, numbersOfARow * rows), behind == null ? null : behind.range(), 0);
            }
            Between further = new Between(upTo, end);
            left = further;
            budget.spend(rows);
            Segment segment = new Segment(new Between(after, upTo), upTo(after, upTo), further, rows);
            numbersOfARow = after.isEmpty() || !order.isLedByWholeNumbers()
                    ? 0
                    : ((double) leading(upTo) - leading(after)) / rows;
            return segment;
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
