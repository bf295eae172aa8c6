package dev.reconcile.app;

/** How log lines look. */
public enum LogFormat {
    /** For people. */
    HUMAN,
    /** One JSON object a line, for programs. */
    JSON
}
