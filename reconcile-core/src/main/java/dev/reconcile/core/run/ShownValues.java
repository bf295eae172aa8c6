package dev.reconcile.core.run;

import dev.reconcile.core.finding.RowDifference;

/**
 * Which values of rows a report holds beside the keys of rows that differ. Values of masked columns are in none, and
 * those of long texts and binaries only in part.
 */
public enum ShownValues {
    /** None: which columns differ, not how. Of rows without a key nothing but how they differ. */
    NONE,
    /** Both values of each column that differs, and all values of a row without a key. */
    OF_DIFFERENCES;

    /**
     * What is shown of a row that differs.
     *
     * @param difference as a listener is given it
     * @param keyColumns how many columns make the key, at least 0; where there is none, all values stand in its place
     */
    public RowDifference of(RowDifference difference, int keyColumns) {
        return switch (this) {
            case OF_DIFFERENCES -> difference;
            case NONE -> keyColumns == 0 ? difference.withoutValues().withoutKey() : difference.withoutValues();
        };
    }
}
