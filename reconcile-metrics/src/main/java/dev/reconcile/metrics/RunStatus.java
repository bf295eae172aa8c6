package dev.reconcile.metrics;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import java.util.Locale;
import java.util.Objects;

/** How a run ended. */
public enum RunStatus {
    /** Every table matches. */
    PASS,
    /** At least one table does not. */
    FAIL,
    /** There was no table to compare. */
    NO_DATA,
    /** It was interrupted before it had come to its end. */
    INTERRUPTED,
    /** It came to no report: nothing was compared. */
    FAILED;

    static RunStatus of(Report report) {
        if (!report.complete()) {
            return INTERRUPTED;
        }
        return of(report.status());
    }

    /** How a run ended that is remembered. */
    static RunStatus of(RunEntry run) {
        return switch (run.state()) {
            case COMPLETED -> of(Objects.requireNonNull(run.status()));
            case CANCELLED, INTERRUPTED -> INTERRUPTED;
            case FAILED -> FAILED;
            case RUNNING -> throw new IllegalArgumentException("A run that goes on has not ended.");
        };
    }

    private static RunStatus of(Status status) {
        return switch (status) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case NO_DATA -> NO_DATA;
        };
    }

    /** Its value of the label {@code status}: {@code no_data}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
