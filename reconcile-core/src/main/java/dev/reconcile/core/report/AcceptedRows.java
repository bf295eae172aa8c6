package dev.reconcile.core.report;

import dev.reconcile.core.finding.RowDifference;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The rows of a table pair that differ and that one entry of the settings accepts. The numbers are exact; the details are
 * as many as the run was to keep.
 *
 * @param entry what the entry is called
 * @param reason why it accepts them
 * @param until the last day, in UTC, on which it does
 * @param missing rows of the source that the target lacks
 * @param extra rows of the target that the source lacks
 * @param changed rows of both with other values
 * @param details the first of them, in no particular order
 */
public record AcceptedRows(
        String entry,
        String reason,
        LocalDate until,
        long missing,
        long extra,
        long changed,
        List<RowDifference> details) {

    public AcceptedRows {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
        details = List.copyOf(details);
    }

    AcceptedRows withDetails(UnaryOperator<RowDifference> each) {
        return new AcceptedRows(
                entry,
                reason,
                until,
                missing,
                extra,
                changed,
                details.stream().map(each).toList());
    }

    AcceptedRows withoutDetails() {
        return new AcceptedRows(entry, reason, until, missing, extra, changed, List.of());
    }

    /** How many there are. */
    public long count() {
        return missing + extra + changed;
    }
}
