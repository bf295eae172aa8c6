package dev.reconcile.core.memory;

/** The dates and timestamps without an end, for which {@code java.time} has no value. */
public enum Infinite {
    /** Later than all others. */
    LATEST,
    /** Earlier than all others. */
    EARLIEST
}
