package dev.reconcile.core.run;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import java.util.function.Consumer;

/** The rows that an earlier run found to differ, wherever they are written down. */
@FunctionalInterface
public interface FoundRows {

    /** The rows that the report itself names. */
    FoundRows OF_THE_REPORT = (table, rows) -> {
        RowsReport report = table.rows();
        if (report != null) {
            report.details().forEach(rows);
        }
    };

    /**
     * Hands out the rows of one table that differed or never came to rest, in any order, without those that were accepted.
     * There may be fewer of them than the report counts, and none.
     *
     * @param table a table of the report
     */
    void of(TableReport table, Consumer<RowDifference> rows);
}
