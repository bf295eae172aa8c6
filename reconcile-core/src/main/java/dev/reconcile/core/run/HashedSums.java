package dev.reconcile.core.run;

import dev.reconcile.core.compare.BucketDifferences;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.SideWork.Both;

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

    /** Reads both sides whole. */
    static HashedSums read(Reading reading) {
        return new HashedSums(
                reading,
                reading.work()
                        .both(
                                () -> sum(reading, Side.SOURCE),
                                () -> sum(reading, Side.TARGET),
                                reading.cancellation()));
    }

    private static Summed sum(Reading reading, Side which) {
        ReadSide side = reading.side(which);
        Stopwatch watch = Stopwatch.started(reading.clock());
        SegmentSums segments = new SegmentSums(
                side,
                reading.hashing(),
                reading.cancellation(),
                rows -> reading.progress().accept(which, rows));
        BucketFingerprints sums = new BucketFingerprints(reading.options().buckets());
        Pace.OfSide pace = reading.pace(which);
        new OwnSegments(
                        side.database(),
                        side.read(),
                        reading.options().segments(),
                        reading.clock(),
                        pace,
                        reading.cancellation())
                .forEach((segment, mostRows) -> {
                    BucketFingerprints ofSegment =
                            segments.of(segment, reading.options().buckets());
                    sums.add(ofSegment);
                    pace.read(ofSegment.total().rows());
                });
        Fingerprint total = sums.total();
        return new Summed(SideRead.of(side, total, watch.milliseconds()), sums);
    }

    @Override
    public Both<SideRead, SideRead> reads() {
        return new Both<>(summed.source().read(), summed.target().read());
    }

    @Override
    public BucketDifferences differences() {
        return BucketDifferences.between(summed.source().sums(), summed.target().sums());
    }

    @Override
    public RowsReport findRows(RowStage stage) {
        return stage.find(summed.source().sums(), summed.target().sums());
    }

    @Override
    public Sums readAgain() {
        return read(reading);
    }
}
