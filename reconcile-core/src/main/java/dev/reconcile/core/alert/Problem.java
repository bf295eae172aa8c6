package dev.reconcile.core.alert;

/** What can be wrong with a table or a job for a while, and be told once. */
public enum Problem {
    /** The table differs; over once a run proved that it is the same. */
    DIFFERENT(AlertKind.DIFFERENT),
    /** The table could not be compared, or the run compared nothing; over once one can be again. */
    FAILED(AlertKind.FAILED),
    /** For too long no run could tell whether the table is in sync; over once one can. */
    NOT_CHECKED(AlertKind.NOT_CHECKED);

    private final AlertKind kind;

    Problem(AlertKind kind) {
        this.kind = kind;
    }

    /** What is told when it begins. */
    public AlertKind kind() {
        return kind;
    }
}
