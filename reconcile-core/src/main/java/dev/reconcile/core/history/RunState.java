package dev.reconcile.core.history;

/** How far a run has come. */
public enum RunState {
    /** It compares. */
    RUNNING,
    /** It came to its end, whatever it found. */
    COMPLETED,
    /** Somebody ended it early. */
    CANCELLED,
    /** Its process ended before it did. */
    INTERRUPTED,
    /** It could not begin, or broke off: of the tables nothing is known beyond what its results say. */
    FAILED
}
