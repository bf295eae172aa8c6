package dev.reconcile.core.run;

import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead;
import dev.reconcile.core.port.SegmentRead.Ending;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.report.HashPlace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each read of a segment of one table pair when it ends.
 *
 * @param clock tells when it begins and ends
 * @param told is told, by the thread that read
 */
record SegmentWatch(InstantSource clock, Consumer<SegmentRead> told) {

    /**
     * Reads a segment.
     *
     * @param place where rows are hashed; null where they are not
     * @param rows how many a read gave
     * @param read what is told of
     */
    <T> T over(Side side, Work work, @Nullable HashPlace place, ToLongFunction<T> rows, Supplier<T> read) {
        Instant start = clock.instant();
        Ending ending = Ending.FAILED;
        long count = 0;
        try {
            T result = read.get();
            count = rows.applyAsLong(result);
            ending = Ending.COMPLETE;
            return result;
        } catch (CancelledException e) {
            ending = Ending.CANCELLED;
            throw e;
        } catch (DatabaseException e) {
            ending = e.kind() == DatabaseException.Kind.LOCKED ? Ending.LOCKED : Ending.FAILED;
            throw e;
        } finally {
            told.accept(new SegmentRead(side, work, place, count, start, clock.instant(), ending));
        }
    }
}
