package dev.reconcile.app.job;

import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * A pair is done.
     *
     * @param compared how deep it was compared; null where it was not
     * @param part whether only a part of its rows was
     * @param narrowings in what way less than all was compared
     */
    record TableFinished(
            Instant time,
            TablePair pair,
            Verdict verdict,
            @Nullable Depth compared,
            boolean part,
            Set<Narrowing> narrowings)
            implements RunEvent {

        public TableFinished {
            narrowings = Set.copyOf(narrowings);
        }

        static TableFinished of(Instant time, TablePair pair, TableReport table) {
            return new TableFinished(
                    time, pair, table.verdict(), table.compared(), table.isOfPart(), Narrowing.of(pair, table));
        }
    }

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
