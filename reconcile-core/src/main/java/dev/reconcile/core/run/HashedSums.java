package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.TableProgress.SideSums;
import dev.reconcile.core.compare.BucketDifferences;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.SideWork.Both;
import java.util.Optional;

/**
 * Sums in buckets of the rows' hashes: for every kind of key, and for none. Each side cuts its own segments in its own
 * order, and adds them up.
 */
final class HashedSums implements Sums {

    private final Reading reading;
    private final Both<Summed, Summed> summed;

    private HashedSums(Reading reading, Both<Summed, Summed> summed) {
        this.reading = reading;
        this.summed = summed;
    }

    private record Summed(SideRead read, BucketFingerprints sums) {}

    /** Reads both sides whole, but for what an earlier run has read. */
    static HashedSums read(Reading reading) {
        return read(reading, reading.checkpoint());
    }

    private static HashedSums read(Reading reading, TableCheckpoint checkpoint) {
        return new HashedSums(
                reading,
                reading.work()
                        .both(
                                () -> sum(reading, Side.SOURCE, checkpoint),
                                () -> sum(reading, Side.TARGET, checkpoint),
                                reading.cancellation()));
    }

    private static Summed sum(Reading reading, Side which, TableCheckpoint checkpoint) {
        ReadSide side = reading.side(which);
        Stopwatch watch = Stopwatch.started(reading.clock());
        Buckets buckets = reading.options().buckets();
        BucketFingerprints sums = new BucketFingerprints(buckets);
        Optional<SideSums> before = checkpoint.hashed(reading.signature(), which);
        before.ifPresent(earlier -> sums.addAll(earlier.buckets()));
        long earlierMilliseconds = before.map(SideSums::milliseconds).orElse(0L);
        SideSums begun = before.orElse(new SideSums(KeyRange.ALL, side.place(), sums.all(), earlierMilliseconds));
        checkpoint.hashed(reading.signature(), which, begun);
        if (begun.rest() != null) {
            segments(reading, which).forEach(begun.rest(), (segment, mostRows, rest) -> {
                BucketFingerprints ofSegment = reading.segments()
                        .over(
                                which,
                                Work.HASH,
                                side.place(),
                                read -> read.total().rows(),
                                () -> summing(reading, which).of(segment, buckets));
                sums.add(ofSegment);
                reading.pace(which).read(ofSegment.total().rows());
                checkpoint.hashed(
                        reading.signature(),
                        which,
                        new SideSums(rest, side.place(), sums.all(), earlierMilliseconds + watch.milliseconds()));
            });
        }
        return new Summed(SideRead.of(side, sums.total(), earlierMilliseconds + watch.milliseconds()), sums);
    }

    private static OwnSegments segments(Reading reading, Side which) {
        ReadSide side = reading.side(which);
        return new OwnSegments(
                side.database(),
                side.read(),
                reading.options().segments(),
                reading.clock(),
                reading.pace(which),
                reading.cancellation());
    }

    private static SegmentSums summing(Reading reading, Side which) {
        return new SegmentSums(
                reading.side(which),
                reading.hashing(),
                reading.cancellation(),
                rows -> reading.progress().accept(which, rows));
    }

    @Override
    public Both<SideRead, SideRead> reads() {
        return new Both<>(summed.source().read(), summed.target().read());
    }

    @Override
    public BucketDifferences differences() {
        return BucketDifferences.between(summed.source().sums(), summed.target().sums());
    }

    /** A segment of one side alone tells nothing of the other's: all is read, or nothing counts. */
    @Override
    public Optional<Unread> unread() {
        return Optional.empty();
    }

    @Override
    public RowsReport findRows(RowStage stage) {
        return stage.find(summed.source().sums(), summed.target().sums());
    }

    @Override
    public Sums readAgain() {
        return read(reading, TableCheckpoint.none());
    }
}
