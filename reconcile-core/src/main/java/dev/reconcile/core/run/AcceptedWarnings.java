package dev.reconcile.core.run;

import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.table.AcceptedDifference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to say of accepted differences that do nothing: a list of exceptions that nobody looks at grows old. */
public final class AcceptedWarnings {

    private AcceptedWarnings() {}

    /** Which entries a run at this depth on this day does not apply, one sentence each. */
    public static List<String> notApplied(ComparisonPlan plan, LocalDate day, Depth depth) {
        List<String> warnings = new ArrayList<>();
        for (Acceptance acceptance : plan.accepted()) {
            AcceptedDifference entry = acceptance.entry();
            if (entry.isOverOn(day)) {
                warnings.add(entry + " ended on " + entry.until()
                        + ": what it accepted counts again. Take it out, or give it a later day.");
            } else if (depth != Depth.ROWS) {
                warnings.add(entry + " is not applied, because rows are not compared: what differs counts. "
                        + (depth == Depth.COUNTS ? "Add --validate-checksums." : "Leave out --no-row-details."));
            }
        }
        return warnings;
    }

    /**
     * Which of the entries that were applied accepted nothing, one sentence each.
     *
     * @param rows what the rows gave; null where none differed. Where the search for them was halted nobody knows what else
     *     would have been accepted
     */
    static List<String> unused(ComparisonPlan plan, LocalDate day, @Nullable RowsReport rows) {
        if (rows != null && rows.halted() != null) {
            return List.of();
        }
        Set<String> used = rows == null
                ? Set.of()
                : rows.accepted().stream().map(AcceptedRows::entry).collect(Collectors.toSet());
        return plan.acceptedOn(day).stream()
                .map(Acceptance::entry)
                .filter(entry -> !used.contains(entry.name()))
                .map(entry -> entry + " accepted no row of this run. Take it out if what it was for is mended.")
                .toList();
    }
}
