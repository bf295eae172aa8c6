package dev.reconcile.core.run;

import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.SideReport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What reading one side gave.
 *
 * @param count the rows read
 * @param report how they were read
 */
record SideRead(long count, SideReport report) {

    /** Counts the rows of a side. */
    static SideRead count(
            Side side,
            Database database,
            TableRead read,
            SegmentWatch segments,
            Pace.OfSide pace,
            Cancellation cancellation,
            LongConsumer progress) {
        Stopwatch watch = Stopwatch.started(segments.clock());
        pace.await();
        long count = segments.over(
                side,
                Work.COUNT,
                null,
                Long::longValue,
                () -> database.reader(read, cancellation).count());
        pace.read(count);
        if (count > 0) {
            progress.accept(count);
        }
        return of(database, count, null, null, watch.milliseconds());
    }

    /** What reading the contents of a side gave. */
    static SideRead of(ReadSide side, Fingerprint total, long milliseconds) {
        return of(side.database(), total.rows(), total.checksum(), side.place(), milliseconds);
    }

    private static SideRead of(
            Database database, long count, @Nullable String checksum, @Nullable HashPlace place, long milliseconds) {
        DatabaseFacts facts = database.facts();
        return new SideRead(
                count,
                new SideReport(
                        facts.engine(), count, checksum, place, facts.isolation(), facts.replica(), milliseconds));
    }
}
