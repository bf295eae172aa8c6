package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.checkpoint.DifferingHashes;
import dev.reconcile.core.checkpoint.DifferingRange;
import dev.reconcile.core.checkpoint.TableProgress.Ranged;
import dev.reconcile.core.compare.BucketDifferences;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.SideWork.Both;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sums in ranges of keys that are the same on both sides. Where they differ the rows are read again through the index, and
 * nothing else is; a row that changes meanwhile stays in its range.
 */
final class RangedSums implements Sums {

    /** So many ranges of a segment are read again by themselves, as many as one statement takes; of more, all between too. */
    private static final int MOST_RANGES_OF_A_SEGMENT = RangeBatch.MOST_RANGES;

    /** Behind so many ranges, a segment has one: memory is not to grow with what differs. */
    private static final int MOST_RANGES = 10_000;

    private static final Bucketing ONE_BUCKET = new Buckets(1);

    /** Behind so many ranges that are locked, all else is taken for locked. */
    private static final int MOST_LOCKED = 100;

    private final Reading reading;
    private final int compared;
    private final List<DifferingRange> differing;
    private final Fingerprint source;
    private final Fingerprint target;
    private final long sourceMilliseconds;
    private final long targetMilliseconds;
    private final @Nullable Ranged progress;
    private final @Nullable Unread unread;

    /** @param progress what of it a checkpoint keeps; null where it is read again, which it does not */
    private RangedSums(Totals totals, @Nullable Ranged progress) {
        this.reading = totals.reading;
        this.compared = totals.compared;
        this.differing = List.copyOf(totals.differing);
        this.source = totals.source;
        this.target = totals.target;
        this.sourceMilliseconds = totals.sourceTime.milliseconds();
        this.targetMilliseconds = totals.targetTime.milliseconds();
        this.progress = progress;
        this.unread = totals.unread;
    }

    /** Reads both sides whole, segment by segment, but for what an earlier run has read. */
    static RangedSums read(Reading reading, SharedOrder order) {
        Optional<Ranged> before = reading.checkpoint().ranged(reading.signature());
        Totals totals = before.map(progress -> new Totals(reading, progress)).orElseGet(() -> new Totals(reading));
        KeyRange left = before.isEmpty() ? KeyRange.ALL : before.get().rest();
        if (left != null) {
            totals.readAll(new SharedSegments(reading, order), left);
        }
        totals.readLocked(new SharedSegments(reading, order));
        return new RangedSums(totals, totals.progress(null));
    }

    @Override
    public Both<SideRead, SideRead> reads() {
        return new Both<>(
                SideRead.of(reading.sides().source(), source, sourceMilliseconds),
                SideRead.of(reading.sides().target(), target, targetMilliseconds));
    }

    @Override
    public BucketDifferences differences() {
        int different = differing.stream().mapToInt(DifferingRange::buckets).sum();
        return new BucketDifferences(compared, different, false);
    }

    @Override
    public Optional<Unread> unread() {
        return Optional.ofNullable(unread);
    }

    @Override
    public RowsReport findRows(RowStage stage) {
        return stage.find(batches(), new SearchProgress(reading, progress));
    }

    /** What agreed is not read again: it has been read whole once. */
    @Override
    public Sums readAgain() {
        Totals totals = new Totals(this);
        for (DifferingRange batch : batches()) {
            reading.awaitPace();
            totals.replace(batch);
        }
        return new RangedSums(totals, null);
    }

    /** The ranges that differ, several in one statement. */
    private List<DifferingRange> batches() {
        List<DifferingRange> batches = new ArrayList<>();
        boolean mayHalt = reading.options().rows().haltAbove() != null;
        RangeBatch batch = new RangeBatch(mayHalt);
        for (DifferingRange range : differing) {
            if (!batch.takes(range)) {
                batches.add(batch.joined());
                batch = new RangeBatch(mayHalt);
            }
            batch.add(range);
        }
        if (!differing.isEmpty()) {
            batches.add(batch.joined());
        }
        return batches;
    }

    /** What has been read so far. */
    static final class Totals {

        private final Reading reading;
        private final List<DifferingRange> differing = new ArrayList<>();
        private final List<KeyRange> locked = new ArrayList<>();
        private @Nullable Unread unread;
        private int compared;
        private Fingerprint source;
        private Fingerprint target;
        private final BusyTime sourceTime;
        private final BusyTime targetTime;

        Totals(Reading reading) {
            this.reading = reading;
            this.source = Fingerprint.EMPTY;
            this.target = Fingerprint.EMPTY;
            this.sourceTime = new BusyTime(reading.clock(), 0);
            this.targetTime = new BusyTime(reading.clock(), 0);
        }

        Totals(Reading reading, Ranged before) {
            this.reading = reading;
            this.compared = before.compared();
            this.differing.addAll(before.differing());
            this.locked.addAll(before.locked());
            this.source = before.source();
            this.target = before.target();
            this.sourceTime = new BusyTime(reading.clock(), before.sourceMilliseconds());
            this.targetTime = new BusyTime(reading.clock(), before.targetMilliseconds());
        }

        Ranged progress(@Nullable KeyRange rest) {
            return new Ranged(
                    reading.signature(),
                    rest,
                    compared,
                    source,
                    target,
                    differing,
                    locked,
                    sourceTime.milliseconds(),
                    targetTime.milliseconds());
        }

        Totals(RangedSums before) {
            this.reading = before.reading;
            this.compared = before.compared;
            this.source = before.source;
            this.target = before.target;
            this.sourceTime = new BusyTime(reading.clock(), before.sourceMilliseconds);
            this.targetTime = new BusyTime(reading.clock(), before.targetMilliseconds);
            this.unread = before.unread;
        }

        /**
         * Reads what an earlier reading left, segment by segment, but for what stays locked: a segment, or all that is left where
         * nobody can tell where the next one ends, or where one after the other is locked.
         *
         * @throws DatabaseException also if everything is locked
         */
        void readAll(SharedSegments segments, KeyRange left) {
            Locks locks = new Locks();
            AtomicReference<@Nullable KeyRange> rest = new AtomicReference<>(left);
            try {
                segments.forEach(left, this::sum, (range, sums, behind) -> {
                    rest.set(behind);
                    if (!locks.read(() -> add(range, sums.get()))) {
                        isLocked(range);
                    }
                    if (behind != null && (locks.areEverywhere() || locked.size() >= MOST_LOCKED)) {
                        throw locks.last();
                    }
                    reading.checkpoint().ranged(progress(behind));
                });
            } catch (DatabaseException e) {
                locks.met(e);
                KeyRange notReached = rest.get();
                if (compared == 0 || notReached == null) {
                    throw e;
                }
                isLocked(locks.areEverywhere() ? notReached : withSegmentBefore(notReached));
                if (notReached instanceof Between && reading.mayLackKey()) {
                    isLocked(KeyRange.WITH_NULL);
                }
                reading.checkpoint().ranged(progress(null));
            }
        }

        /** A segment that was cut before the lock was met, and then found locked, is one with all that follows. */
        private KeyRange withSegmentBefore(KeyRange rest) {
            int last = locked.size() - 1;
            if (last >= 0
                    && rest instanceof Between behind
                    && locked.get(last) instanceof Between segment
                    && segment.upTo().equals(behind.after())) {
                locked.remove(last);
                return new Between(segment.after(), behind.upTo());
            }
            return rest;
        }

        private void isLocked(KeyRange range) {
            locked.add(range);
            reading.locked().run();
        }

        /**
         * Tries once more to read what was locked: time has passed.
         *
         * @throws DatabaseException also if everything is locked
         */
        void readLocked(SharedSegments segments) {
            Locks locks = new Locks();
            for (int i = 0; i < locked.size() && !locks.areEverywhere(); ) {
                int place = i;
                if (locks.read(() -> readLocked(segments, place))) {
                    locked.remove(place);
                } else {
                    i++;
                }
                reading.checkpoint().ranged(progress(null));
            }
            if (!locked.isEmpty()) {
                if (compared == 0) {
                    throw locks.last();
                }
                List<String> columns = reading.side(Side.SOURCE).read().keyOrder().stream()
                        .map(column -> column.column().name())
                        .toList();
                unread = new Unread(locked, columns, String.valueOf(locks.last().getMessage()));
            }
        }

        /** A range without an upper end may be long, and is cut into segments: what is behind a segment takes its place. */
        private void readLocked(SharedSegments segments, int place) {
            KeyRange range = locked.get(place);
            if (range.equals(KeyRange.WITH_NULL)
                    || (range instanceof Between between && !between.upTo().isEmpty())) {
                reading.awaitPace();
                add(range, sum(range, segments.unspread()));
                return;
            }
            segments.forEach(range, this::sum, (segment, sums, behind) -> {
                // Rows that lack a key are a range of their own.
                if (!segment.equals(KeyRange.WITH_NULL) || range.equals(KeyRange.ALL)) {
                    add(segment, sums.get());
                    if (behind instanceof Between) {
                        locked.set(place, behind);
                        reading.checkpoint().ranged(progress(null));
                    }
                }
            });
        }

        /**
         * Adds the sums of a segment.
         *
         * @return how many rows the fuller side has there
         */
        long add(KeyRange range, Both<BucketFingerprints, BucketFingerprints> sums) {
            Bucketing buckets = sums.source().buckets();
            source = source.plus(sums.source().total());
            target = target.plus(sums.target().total());
            compared += buckets.count();
            BitSet unequal = sums.source().differences(sums.target());
            if (buckets instanceof KeyBuckets ofKeys) {
                addParts(range, ofKeys, unequal, sums);
            } else if (!unequal.isEmpty()) {
                differing.add(differing(range, unequal, unequal.cardinality(), sums));
            }
            return Math.max(sums.source().total().rows(), sums.target().total().rows());
        }

        private void addParts(
                KeyRange range, KeyBuckets buckets, BitSet unequal, Both<BucketFingerprints, BucketFingerprints> sums) {
            BitSet different = withoutGaps(unequal);
            for (int first = different.nextSetBit(0); first >= 0; ) {
                int behind = different.nextClearBit(first);
                int count = unequal.get(first, behind).cardinality();
                differing.add(part(range, buckets, first, behind, count, sums));
                first = different.nextSetBit(behind);
            }
        }

        /** The sums of all that was read. */
        RangedSums sums() {
            return new RangedSums(this, null);
        }

        /** A whole range, of which some hashes differ. */
        private DifferingRange differing(
                KeyRange range, BitSet unequal, int count, Both<BucketFingerprints, BucketFingerprints> sums) {
            DifferingHashes hashes = differing.size() < MOST_RANGES
                    ? DifferingHashes.of(unequal, total(sums.source(), unequal), total(sums.target(), unequal))
                    : null;
            return new DifferingRange(
                    range, count, sums.source().total(), sums.target().total(), hashes);
        }

        private BitSet withoutGaps(BitSet unequal) {
            BitSet different = (BitSet) unequal.clone();
            int most = differing.size() < MOST_RANGES ? MOST_RANGES_OF_A_SEGMENT : 1;
            int ranges = 0;
            for (int first = different.nextSetBit(0); first >= 0; ranges++) {
                first = different.nextSetBit(different.nextClearBit(first));
            }
            if (ranges > most) {
                different.set(different.nextSetBit(0), different.length());
            }
            return different;
        }

        void replace(DifferingRange range) {
            boolean byHash = range.hashes() != null;
            Both<BucketFingerprints, BucketFingerprints> sums =
                    sum(range.range(), byHash ? reading.options().buckets() : ONE_BUCKET);
            Fingerprint ofSource = sums.source().total();
            Fingerprint ofTarget = sums.target().total();
            source = source.minus(range.source()).plus(ofSource);
            target = target.minus(range.target()).plus(ofTarget);
            BitSet unequal = sums.source().differences(sums.target());
            if (!unequal.isEmpty()) {
                differing.add(
                        byHash
                                ? differing(range.range(), unequal, unequal.cardinality(), sums)
                                : new DifferingRange(range.range(), range.buckets(), ofSource, ofTarget, null));
            }
        }

        private Both<BucketFingerprints, BucketFingerprints> sum(KeyRange range, Bucketing buckets) {
            // Where one side fails the other is cancelled, and further segments are not.
            Cancellation ofThisSegment = new Cancellation();
            try (Cancellation.Registration ignored = reading.cancellation().onCancel(ofThisSegment::cancel)) {
                return reading.work()
                        .both(
                                () -> sum(Side.SOURCE, range, buckets, ofThisSegment),
                                () -> sum(Side.TARGET, range, buckets, ofThisSegment),
                                ofThisSegment);
            }
        }

        /** Sums a range of a side. May be called by several threads at once. */
        BucketFingerprints sum(Side side, KeyRange range, Bucketing buckets, Cancellation ofThisSegment) {
            return busy(side).of(() -> sumOf(side, range, buckets, ofThisSegment));
        }

        private BusyTime busy(Side side) {
            return switch (side) {
                case SOURCE -> sourceTime;
                case TARGET -> targetTime;
            };
        }

        private BucketFingerprints sumOf(Side which, KeyRange range, Bucketing buckets, Cancellation ofThisSegment) {
            ReadSide side = reading.side(which);
            TableRead segment = side.within(range);
            SegmentSums summing = new SegmentSums(
                    side,
                    reading.hashing(),
                    ofThisSegment,
                    rows -> reading.progress().accept(which, rows));
            BucketFingerprints sums = reading.segments()
                    .over(
                            which,
                            Work.HASH,
                            side.place(),
                            read -> read.total().rows(),
                            () -> summing.of(segment, buckets));
            reading.pace(which).read(sums.total().rows());
            return sums;
        }
    }

    /** The buckets from the first up to the one behind, as a range. */
    private static DifferingRange part(
            KeyRange range,
            KeyBuckets buckets,
            int first,
            int behind,
            int different,
            Both<BucketFingerprints, BucketFingerprints> sums) {
        BitSet taken = new BitSet();
        taken.set(first, behind);
        KeyRange part = range instanceof Between between && behind - first < buckets.count()
                ? new Between(
                        first == 0 ? between.after() : List.of(new Value.Whole(buckets.lastOf(first - 1))),
                        behind == buckets.count()
                                ? between.upTo()
                                : List.of(new Value.Whole(buckets.lastOf(behind - 1))))
                : range;
        return new DifferingRange(part, different, total(sums.source(), taken), total(sums.target(), taken), null);
    }

    /** The sum of some buckets. */
    private static Fingerprint total(BucketFingerprints sums, BitSet buckets) {
        return buckets.stream().mapToObj(sums::bucket).reduce(Fingerprint.EMPTY, Fingerprint::plus);
    }
}
