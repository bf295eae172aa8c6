package dev.reconcile.metrics;

import dev.reconcile.core.report.Report;
import java.util.Locale;

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
        return switch (report.status()) {
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
