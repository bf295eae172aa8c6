package dev.reconcile.core.report;

import dev.reconcile.core.finding.RowDifference;
import java.util.List;
import java.util.Objects;

/**
 * What became of the findings of one table pair. A finding is a row that differed, or a column that the target lacked.
 *
 * @param source the source table as the run named it
 * @param target the target table as the run named it
 * @param findings how many the run had
 * @param mended how many of them are gone
 * @param different how many still differ, be it otherwise than before
 * @param reasons what differs beside rows, and what could not be rechecked and why, one sentence each; empty where all is
 *     mended or all that is left are rows
 * @param rows how the rows that are left differ now, as many as the report was to keep
 * @param rowsLeftOut how many more there are
 * @param reductions how values are reduced before they are compared and which rows are left out, one sentence each
 */
public record TableRecheck(
        String source,
        String target,
        long findings,
        long mended,
        long different,
        List<String> reasons,
        List<RowDifference> rows,
        long rowsLeftOut,
        List<String> reductions) {

    public TableRecheck {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        reasons = List.copyOf(reasons);
        rows = List.copyOf(rows);
        reductions = List.copyOf(reductions);
        if (mended < 0 || different < 0 || mended + different > findings) {
            throw new IllegalArgumentException(
                    "Of " + findings + " findings " + mended + " cannot be mended and " + different + " differ.");
        }
    }

    /** Of how many findings nothing is known. */
    public long unknown() {
        return findings - mended - different;
    }

    /** What became of them as a whole. */
    public Mending mending() {
        if (different > 0) {
            return Mending.DIFFERENT;
        }
        return unknown() > 0 || !reasons.isEmpty() ? Mending.NOT_RECHECKED : Mending.MENDED;
    }
}
