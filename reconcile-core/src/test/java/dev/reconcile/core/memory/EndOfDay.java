package dev.reconcile.core.memory;

/** PostgreSQL's {@code time '24:00'}, for which {@code java.time} has no value. */
public enum EndOfDay {
    /** 24:00:00. */
    MIDNIGHT
}
