package dev.reconcile.core.finding;

/** How bad a discrepancy is, from the mildest to the worst. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
