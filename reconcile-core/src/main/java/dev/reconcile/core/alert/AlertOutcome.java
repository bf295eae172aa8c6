package dev.reconcile.core.alert;

/** What became of a message on its way to one place. */
public enum AlertOutcome {
    /** It arrived. */
    SENT,
    /** It was tried as often as it may be, or was refused. */
    GIVEN_UP,
    /** It was not even tried: too many were waiting before it. */
    DROPPED,
    /** It holds nothing that the place wants to be told. */
    NOT_WANTED
}
