package dev.reconcile.core.run;

/**
 * Which values of rows a report holds beside the keys of rows that differ. Values of masked columns are in none, and
 * those of long texts and binaries only in part.
 */
public enum ShownValues {
    /** None: which columns differ, not how. Of rows without a key nothing but how they differ. */
    NONE,
    /** Both values of each column that differs, and all values of a row without a key. */
    OF_DIFFERENCES
}
