package dev.reconcile.cli.demo;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.util.Objects;

/**
 * What is done to the target's {@code line_items} before the comparison. No row is hit twice.
 *
 * @param missing rows that are deleted
 * @param dearer rows whose price rises by a cent
 * @param moved rows whose timestamp moves by a microsecond
 * @param padded rows whose description gets a trailing blank
 */
record Damage(int missing, int dearer, int moved, int padded) {

    static final String TABLE = "line_items";

    static final Damage PLANTED = new Damage(12, 3, 1, 1);

    /** How many rows have other contents. */
    int changed() {
        return dearer + moved + padded;
    }

    /**
     * Whether a run over all tables of the warehouse found this damage and nothing else.
     *
     * @param report a complete report with the rows that differ
     */
    boolean isExactlyWhatWasFound(Report report) {
        return report.complete()
                && report.tables().size() == Warehouse.TABLES.size()
                && report.tables().stream().allMatch(this::isRight)
                && report.discrepancies().stream().allMatch(this::isPlanted)
                && report.discrepancies().stream().anyMatch(d -> d.details() instanceof Evidence.RowCounts)
                && report.discrepancies().stream().anyMatch(d -> d.details() instanceof Evidence.Contents);
    }

    private boolean isRight(TableReport table) {
        if (!isDamaged(table.source())) {
            return table.verdict() == Verdict.MATCH;
        }
        Integer bucketsDifferent = table.bucketsDifferent();
        RowsReport rows = table.rows();
        return table.verdict() == Verdict.MISMATCH
                && Objects.equals(table.sourceCount(), Warehouse.LINE_ITEMS)
                && Objects.equals(table.targetCount(), Warehouse.LINE_ITEMS - missing)
                && bucketsDifferent != null
                && bucketsDifferent <= mostBuckets()
                && rows != null
                && rows.missing() == missing
                && rows.extra() == 0
                && rows.changed() == changed();
    }

    private boolean isPlanted(Discrepancy discrepancy) {
        if (!isDamaged(discrepancy.table())) {
            return false;
        }
        if (discrepancy.details() instanceof Evidence.RowCounts counts) {
            return counts.missingRows() == missing && counts.extraRows() == 0;
        }
        return discrepancy.details() instanceof Evidence.Contents contents
                && contents.bucketsDifferent() <= mostBuckets();
    }

    /** A row's bucket follows from its contents: a changed row leaves one bucket and enters another. */
    private int mostBuckets() {
        return missing + 2 * changed();
    }

    private static boolean isDamaged(String table) {
        return table.equals(TABLE) || table.endsWith("." + TABLE);
    }

    /** The damage for a person, as a part of a sentence. */
    @Override
    public String toString() {
        return missing + " rows deleted, " + dearer + " prices a cent too high,\n" + moved
                + " timestamp a microsecond late, " + padded + " description with a trailing blank";
    }
}
