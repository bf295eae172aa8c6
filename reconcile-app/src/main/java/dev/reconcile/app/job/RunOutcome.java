package dev.reconcile.app.job;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What came of a run. */
public sealed interface RunOutcome {

    /** Whether every table was compared and matches. */
    default boolean isPassed() {
        return this instanceof Ended ended && ended.report().status() == Status.PASS;
    }

    /** The outcome for a person, without values of rows. */
    String summary();

    /** The run as the history is to know it. */
    RunEntry entry(RunStart start, Instant end);

    /**
     * It has a report.
     *
     * @param state whether it came to its end, and if not, why
     * @param report what it found
     * @param file where that stands; empty where no file was asked for, or it could not be written
     */
    record Ended(RunState state, Report report, Optional<Path> file) implements RunOutcome {

        @Override
        public String summary() {
            return report.status() + ": " + report.summary();
        }

        @Override
        public RunEntry entry(RunStart start, Instant end) {
            return new RunEntry(
                    start,
                    state,
                    report.status(),
                    report.timestamp(),
                    report.summary(),
                    report.totalTables(),
                    report.tablesMatched(),
                    report.tablesMismatched(),
                    report.tablesInconclusive(),
                    report.tablesErrored());
        }
    }

    /**
     * It could not begin, or broke off, so that nothing is known of the tables.
     *
     * @param reason why and what to do
     */
    record Failed(String reason) implements RunOutcome {

        @Override
        public String summary() {
            return "FAILED: " + reason;
        }

        @Override
        public RunEntry entry(RunStart start, Instant end) {
            return new RunEntry(start, RunState.FAILED, null, end, reason, 0, 0, 0, 0, 0);
        }
    }
}
