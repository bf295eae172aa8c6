package dev.reconcile.core.finding;

/** How bad a discrepancy is, from the mildest to the worst. */
public enum Severity {
    /** Rows differ by less than 0.1 % of the source. */
    LOW,
    /** Rows differ by 0.1 % or more. */
    MEDIUM,
    /** Rows differ by 1 % or more. */
    HIGH,
    /** Rows differ by 10 % or more, or contents, columns or keys do. */
    CRITICAL
}
