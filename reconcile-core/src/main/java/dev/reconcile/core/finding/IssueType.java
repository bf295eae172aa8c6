package dev.reconcile.core.finding;

/** What kind of discrepancy was found. */
public enum IssueType {
    /** The tables hold different numbers of rows. */
    ROW_COUNT_MISMATCH,
    /** The tables' contents differ, beyond what different numbers of rows explain. */
    CHECKSUM_MISMATCH,
    /** A source column has no partner in the target, so its values are nowhere to be compared. */
    SCHEMA_MISMATCH,
    /** Rows of one side that have different keys there share one key once it is reduced to what both sides hold. */
    KEY_COLLISION
}
