package dev.reconcile.core.alert;

/** What an alert says, from what is to be looked at first to the good news. */
public enum AlertKind {
    /** A table differs, and nobody was told of it; or it still does, and that was told long ago. */
    DIFFERENT,
    /** A table that was told to differ now does so clearly more. */
    WORSE,
    /** A table could not be compared, or a run compared nothing. */
    FAILED,
    /** For too long no run could tell whether a table is in sync. */
    NOT_CHECKED,
    /** A problem that was told is over. */
    RECOVERED
}
