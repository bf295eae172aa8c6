package dev.reconcile.core.report;

/** What became of a table's findings. */
public enum Mending {
    /** All of them were looked at again, and none is left. */
    MENDED,
    /** Some still differ. */
    DIFFERENT,
    /** None is known to differ, but not all could be looked at. */
    NOT_RECHECKED
}
