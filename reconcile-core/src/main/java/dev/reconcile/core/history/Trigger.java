package dev.reconcile.core.history;

/** Who or what began a run. */
public enum Trigger {
    /** Somebody at a shell. */
    COMMAND,
    /** Somebody at a shell, for other tables than those that the file names for the job. */
    COMMAND_FOR_PART,
    /** A schedule whose time had come. */
    SCHEDULE,
    /** A request to the HTTP service. */
    REQUEST,
    /** A request to the HTTP service for some of the job's tables, or at another depth than the job's. */
    REQUEST_FOR_PART;

    /** Whether what such a run says does not hold of the job. */
    public boolean isForPart() {
        return this == COMMAND_FOR_PART || this == REQUEST_FOR_PART;
    }
}
