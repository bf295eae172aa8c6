package dev.reconcile.core.report;

import java.util.Objects;

/**
 * Why and where the search for the rows of a table that differ ended early. The numbers of rows are those of the part that
 * was searched: there may be more.
 *
 * @param above what more than differs, as the end of a sentence: {@code 5% of the rows}, {@code 10,000 rows}
 * @param searchedRows among how many rows of the fuller side those that differ were sought, at least 0
 * @param rowsToSearch among how many they would have been: those of the key ranges whose sums differ, or all of the table
 *     where it has no such ranges; at least {@code searchedRows}
 */
public record Halted(String above, long searchedRows, long rowsToSearch) {

    public Halted {
        Objects.requireNonNull(above, "above");
        if (searchedRows < 0 || rowsToSearch < searchedRows) {
            throw new IllegalArgumentException(
                    searchedRows + " of " + rowsToSearch + " rows cannot have been searched.");
        }
    }
}
