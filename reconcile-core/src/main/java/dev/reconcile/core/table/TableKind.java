package dev.reconcile.core.table;

/** What a name in a schema stands for. */
public enum TableKind {
    /** An ordinary table. */
    TABLE,
    /** A table in partitions, read as one table. */
    PARTITIONED_TABLE,
    /** A view, materialised or not. */
    VIEW,
    /** A table that lives in another server. */
    FOREIGN_TABLE
}
