package dev.reconcile.core.run;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a run spares the databases that it reads.
 *
 * @param maxRate the most rows that are read in a second from each side, over all tables at once, at least 1; null for as
 *     many as there are
 * @param pauseWhen while one of these holds, no read begins
 * @param hold while it is on, no read begins; null where nobody holds the run
 * @param runTime once it is over, no read begins any more; null where the run takes as long as it takes
 */
public record PaceOptions(
        @Nullable Integer maxRate,
        List<LoadCondition> pauseWhen,
        @Nullable Hold hold,
        @Nullable Duration runTime) {

    /** Nothing holds the run up. */
    public static final PaceOptions NONE = new PaceOptions(null, List.of(), null, null);

    public PaceOptions {
        pauseWhen = List.copyOf(pauseWhen);
        if (maxRate != null && maxRate < 1) {
            throw new IllegalArgumentException("At least 1 row a second must be read, not " + maxRate + ".");
        }
        if (runTime != null && (runTime.isNegative() || runTime.isZero())) {
            throw new IllegalArgumentException("A run takes some time, not " + runTime + ".");
        }
    }

    /** The same with at most so many rows a second. */
    public PaceOptions withMaxRate(int rowsPerSecond) {
        return new PaceOptions(rowsPerSecond, pauseWhen, hold, runTime);
    }

    /** The same that pauses under these conditions. */
    public PaceOptions withPauseWhen(List<LoadCondition> conditions) {
        return new PaceOptions(maxRate, conditions, hold, runTime);
    }

    /** The same that somebody may hold. */
    public PaceOptions withHold(Hold other) {
        return new PaceOptions(maxRate, pauseWhen, other, runTime);
    }

    /** The same that ends after so long. */
    public PaceOptions withRunTime(Duration time) {
        return new PaceOptions(maxRate, pauseWhen, hold, time);
    }

    OptionalInt rate() {
        return maxRate == null ? OptionalInt.empty() : OptionalInt.of(maxRate);
    }
}
