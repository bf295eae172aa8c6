package dev.reconcile.core.report;

/** What a run says as a whole, in the operations guide's words. */
public enum Status {
    /** Every table is a {@link Verdict#MATCH}. */
    PASS,
    /** At least one table is not. */
    FAIL,
    /** There was no table to compare. */
    NO_DATA
}
