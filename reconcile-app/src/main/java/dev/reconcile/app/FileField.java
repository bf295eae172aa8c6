package dev.reconcile.app;

/** Something that only the file can say. */
interface FileField {

    /** Its key. */
    String key();

    /** What its value looks like. */
    SettingShape shape();

    /** What it does, in one line. */
    String description();
}
