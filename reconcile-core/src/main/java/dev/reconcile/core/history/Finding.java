package dev.reconcile.core.history;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs, through all the runs that saw it so: one finding, from the first of them to the one that found it gone.
 * Should the row differ once more after that, it is another finding.
 *
 * @param id its number in the history; 0 as long as it has none
 * @param pair whose row it is
 * @param row as the last run saw it
 * @param firstSeen when the first run did
 * @param firstRun that run
 * @param lastSeen when the last run did
 * @param lastRun that run
 * @param timesSeen how many runs did, at least 1
 * @param scope which rows that run compared, so that a run over others says nothing of it; see {@link TableOutcome#scopeOf}
 * @param accepted what the settings call the entry that accepts it; null where none does
 * @param end how it ended; null while the row may differ
 */
public record Finding(
        long id,
        PairName pair,
        SightedRow row,
        Instant firstSeen,
        String firstRun,
        Instant lastSeen,
        String lastRun,
        int timesSeen,
        String scope,
        @Nullable String accepted,
        @Nullable End end) {

    public Finding {
        Objects.requireNonNull(pair, "pair");
        Objects.requireNonNull(row, "row");
        Objects.requireNonNull(firstSeen, "firstSeen");
        Objects.requireNonNull(firstRun, "firstRun");
        Objects.requireNonNull(lastSeen, "lastSeen");
        Objects.requireNonNull(lastRun, "lastRun");
        Objects.requireNonNull(scope, "scope");
        if (timesSeen < 1) {
            throw new IllegalArgumentException("No finding was seen " + timesSeen + " times.");
        }
    }

    /** Whether the row may differ still. */
    public boolean isOpen() {
        return end == null;
    }

    static Finding first(TableOutcome outcome, SightedRow row) {
        String run = outcome.entry().run();
        Instant time = outcome.entry().time();
        return new Finding(0, outcome.entry().pair(), row, time, run, time, run, 1, outcome.scopeOf(row), null, null);
    }

    Finding again(TableOutcome outcome, SightedRow again) {
        String run = outcome.entry().run();
        // A run that goes on after a kill tells once more what it told before.
        int times = lastRun.equals(run) ? timesSeen : timesSeen + 1;
        return new Finding(
                id,
                pair,
                again,
                firstSeen,
                firstRun,
                outcome.entry().time(),
                run,
                times,
                outcome.scopeOf(again),
                null,
                null);
    }

    Finding acceptedBy(String entry) {
        return new Finding(id, pair, row, firstSeen, firstRun, lastSeen, lastRun, timesSeen, scope, entry, null);
    }

    /** Ended by a run that compared every row it was to, and did not see this one differ. */
    Finding endedBy(TableOutcome outcome) {
        String now = outcome.scopeOf(row);
        boolean looked = Reach.isSeenAgain(scope, now)
                && outcome.tellsApart(row)
                && outcome.columns().containsAll(row.columns());
        return new Finding(
                id,
                pair,
                row,
                firstSeen,
                firstRun,
                lastSeen,
                lastRun,
                timesSeen,
                scope,
                accepted,
                new End(
                        outcome.entry().time(),
                        outcome.entry().run(),
                        looked ? Resolution.of(outcome) : Resolution.NOT_COMPARED));
    }

    /**
     * How a finding ended.
     *
     * @param time when
     * @param run the run that found it so
     */
    public record End(Instant time, String run, Resolution resolution) {

        public End {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(resolution, "resolution");
        }
    }

    /** In what way a finding ended. */
    public enum Resolution {
        /** The row was compared, and is equal. */
        EQUAL,
        /** The row was compared, and is equal; or it was written too lately to be compared, by the settings' age limit. */
        EQUAL_OR_YOUNG,
        /**
         * The settings no longer have the row compared, or not those of its columns that differed, or those by another rule or rounding, or tell
         * rows apart by another key: nothing is known of it.
         */
        NOT_COMPARED;

        private static Resolution of(TableOutcome outcome) {
            return outcome.coverage() == TableOutcome.Coverage.ALL_OLD_ROWS
                            || outcome.entry().leavesYoungRowsOut()
                    ? EQUAL_OR_YOUNG
                    : EQUAL;
        }
    }
}
