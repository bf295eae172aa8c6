package dev.reconcile.core.table;

/** What fills a column of a row that is inserted without a value for it. */
public enum Filling {
    /** NULL, or no row at all where the column takes none. Also where nobody asked the database. */
    NOTHING,
    /** The column's default. */
    DEFAULT,
    /** The next number of a sequence, by a default. */
    SEQUENCE,
    /** The next number of an identity, which a given value replaces. */
    IDENTITY_BY_DEFAULT,
    /** The next number of an identity, which a given value replaces only if the statement says so. */
    IDENTITY_ALWAYS,
    /** An expression over the row's other columns, which no value replaces. */
    GENERATED
}
