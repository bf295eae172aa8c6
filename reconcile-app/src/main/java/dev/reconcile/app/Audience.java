package dev.reconcile.app;

/** Who reads what a process writes to its standard output. */
public enum Audience {
    /** A person at a terminal. */
    TERMINAL,
    /** A file, a program or nobody. */
    OTHERS
}
