package dev.reconcile.core.history;

/** Who or what began a run. */
public enum Trigger {
    /** Somebody at a shell. */
    COMMAND,
    /** A schedule whose time had come. */
    SCHEDULE,
    /** A request to the HTTP service. */
    REQUEST
}
