package dev.reconcile.core.alert;

/** Why something is told. */
public enum Occasion {
    /** It was not so before. */
    NEWS,
    /** It still is so, and was told long ago. */
    REMINDER
}
