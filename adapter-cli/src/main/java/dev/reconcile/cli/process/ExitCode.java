package dev.reconcile.cli.process;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;

/** The exit codes that scripts rely on. */
public enum ExitCode {
    /** Every table matched. */
    ALL_MATCHED(0),
    /** Something differs, could not be compared, or failed in the run; or there was no table to compare. */
    NOT_ALL_MATCHED(1),
    /** Wrong usage or configuration, found before anything was compared. */
    NOTHING_COMPARED(2),
    /** The user interrupted the run. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }

    /** What a run that came to its end, or was interrupted, exits with. */
    public static ExitCode of(Report report) {
        if (!report.complete()) {
            return INTERRUPTED;
        }
        return report.status() == Status.PASS ? ALL_MATCHED : NOT_ALL_MATCHED;
    }
}
