package dev.reconcile.core.report;

/** Why a table, or a part of it, was not read although it could have been. What was skipped is never passed. */
public enum Skipped {
    /** Somebody else held a lock on it, and the run gave way. */
    LOCKED("stayed locked"),
    /** The time that the run was given was over. */
    TIME_OVER("came after the run's time"),
    /** The run was to heed how busy a database is, which that database did not say for too long. */
    LOAD_UNKNOWN("came while nobody could tell how busy a database is");

    private final String reason;

    Skipped(String reason) {
        this.reason = reason;
    }

    /** Why, as the end of a sentence about the table: {@code stayed locked}. */
    public String reason() {
        return reason;
    }
}
