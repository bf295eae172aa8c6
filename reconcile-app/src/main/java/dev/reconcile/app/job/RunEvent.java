package dev.reconcile.app.job;

import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/** Something that happened to a run. Holds no value of a row. */
public sealed interface RunEvent {

    /** When. */
    Instant time();

    /** It waits for another run to be done with a table that it is to compare itself. */
    record Waiting(Instant time, String otherRun) implements RunEvent {

        public Waiting {
            Objects.requireNonNull(otherRun, "otherRun");
        }
    }

    /**
     * It compares from now on.
     *
     * @param tables how many pairs
     */
    record Started(Instant time, int tables) implements RunEvent {}

    /**
     * A pair's rows are about to be read.
     *
     * @param sourceEstimate the source's own estimate of its rows; empty where it has none
     * @param targetEstimate the target's
     */
    record TableStarted(Instant time, TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate)
            implements RunEvent {}

    /** A pair is done. */
    record TableFinished(Instant time, TablePair pair, Verdict verdict) implements RunEvent {}

    /** Nothing is read for a while. */
    record Pausing(Instant time, String reason) implements RunEvent {}

    /** It reads again. */
    record GoingOn(Instant time) implements RunEvent {}

    /**
     * It is over; nothing happens to it any more.
     *
     * @param passed whether every table was compared and matches
     * @param summary what came of it, for a person
     */
    record Ended(Instant time, boolean passed, String summary) implements RunEvent {}
}
