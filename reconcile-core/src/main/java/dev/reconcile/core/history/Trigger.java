package dev.reconcile.core.history;

/** Who or what began a run. */
public enum Trigger {
    /** Somebody at a shell. */
    COMMAND,
    /** A schedule whose time had come. */
    SCHEDULE,
    /** A request to the HTTP service. */
    REQUEST,
    /**
     * A request to the HTTP service for some of the job's tables, or at another depth than the job's: what such a run says does
     * not hold of the job.
     */
    REQUEST_FOR_PART
}
