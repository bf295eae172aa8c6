package dev.reconcile.core.report;

/** What is known of one table pair after a run. */
public enum Verdict {
    /** Everything that was asked for was compared, and it is equal. */
    MATCH,
    /** Something differs. */
    MISMATCH,
    /** Nothing differs in what was compared, but not everything could be compared. */
    INCONCLUSIVE,
    /** The comparison failed. */
    ERROR
}
