package dev.reconcile.core.alert;

/** What a person has to know of an alert to take it for what it is. */
public enum Remark {
    /** The runs of its job no longer hold the table: the settings, or what their patterns meet, have changed. */
    LEFT_OUT,
    /** The table differs still, in rows that the settings accept: nobody mended those. */
    ACCEPTED,
    /** Not all rows, columns and contents were compared: nothing is known of the rest. */
    NARROW
}
