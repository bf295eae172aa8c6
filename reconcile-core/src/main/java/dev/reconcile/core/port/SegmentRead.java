package dev.reconcile.core.port;

import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.HashPlace;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One read of a segment of one side of a table pair, or of all of the side where it is not cut into segments. It says nothing of
 * keys: neither which rows the segment holds nor where it ends.
 *
 * @param side whose rows
 * @param work what was done with them
 * @param place where they were hashed; null where they were only counted
 * @param rows how many were counted, hashed or fetched; 0 where the read did not come to its end
 * @param start when the read began, without what it waited for its turn
 * @param end when it ended; not before {@code start} unless the clock was set back
 * @param ending how it ended
 */
public record SegmentRead(
        Side side, Work work, @Nullable HashPlace place, long rows, Instant start, Instant end, Ending ending) {

    public SegmentRead {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(ending, "ending");
    }

    /** What is done with the rows of a segment. */
    public enum Work {
        /** They are counted. */
        COUNT,
        /** They are counted, and their hashes are summed. */
        HASH,
        /** Those of the buckets that differ are handed out, with their keys and hashes. */
        FETCH
    }

    /** How a read ends. */
    public enum Ending {
        /** All rows were read. */
        COMPLETE,
        /** Somebody else held a lock on some, each time that it was tried. */
        LOCKED,
        /** Nobody wants them any more: the run was ended, or the same segment could not be read on the other side. */
        CANCELLED,
        /** It failed. What that means for the table, its result says. */
        FAILED
    }
}
