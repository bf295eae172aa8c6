package dev.reconcile.app.job;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import java.nio.file.Path;
import java.util.Optional;

/** What came of a run. */
public sealed interface RunOutcome {

    /** Whether every table was compared and matches. */
    default boolean isPassed() {
        return this instanceof Ended ended && ended.report().status() == Status.PASS;
    }

    /** The outcome for a person, without values of rows. */
    String summary();

    /**
     * It has a report.
     *
     * @param report what it found
     * @param file where that stands; empty where no file was asked for, or it could not be written
     */
    record Ended(Report report, Optional<Path> file) implements RunOutcome {

        @Override
        public String summary() {
            return report.status() + ": " + report.summary();
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
    }
}
