package dev.reconcile.core.report;

/** How deep tables are compared. */
public enum Depth {
    /** The numbers of rows alone. */
    COUNTS,
    /** The numbers of rows and a fingerprint of all their contents. */
    CHECKSUMS,
    /** Checksums, and where they differ every row and column that does. */
    ROWS
}
