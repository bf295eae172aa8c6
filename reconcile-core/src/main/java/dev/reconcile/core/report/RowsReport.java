package dev.reconcile.core.report;

import dev.reconcile.core.finding.RowDifference;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table pair differ. The numbers are exact unless the search was halted or a part of the table was skipped; the
 * details are as many as the run was to keep.
 *
 * @param missing rows of the source that the target lacks
 * @param extra rows of the target that the source lacks
 * @param changed rows of both with other values
 * @param tolerated rows of both whose values differ no more than the rules of their columns allow
 * @param inFlight rows that differed at first and then agreed: the target was only behind
 * @param younger keys of rows that were old enough on one side when they were read, and whose source row is too young to be
 *     compared: whether they differ is not known and not asked
 * @param unsettled rows that changed whenever they were looked at, so that nothing is known of them, or that
 *     their keys no longer found on either side
 * @param keyCollisions keys of rows that differ, which several rows of one side share once reduced to what both sides hold
 * @param looks how often the rows that differed were looked at again
 * @param details the first of the missing, extra, changed and unsettled rows, in no particular order
 * @param accepted further rows that differ, which the settings accept: none of the other numbers counts them. One for each
 *     entry that accepts any, in the order of the entries
 * @param halted why and where the search for the rows ended early, so that at least as many differ as the numbers say and
 *     nobody knows how many more; null where it came to its end
 */
public record RowsReport(
        long missing,
        long extra,
        long changed,
        long tolerated,
        long inFlight,
        long younger,
        long unsettled,
        long keyCollisions,
        int looks,
        List<RowDifference> details,
        List<AcceptedRows> accepted,
        @Nullable Halted halted) {

    public RowsReport {
        details = List.copyOf(details);
        accepted = List.copyOf(accepted);
        if (halted != null && missing + extra + changed == 0) {
            throw new IllegalArgumentException("Nothing is halted where no row differs.");
        }
    }

    /** The rows of a search that came to its end. */
    public RowsReport(
            long missing,
            long extra,
            long changed,
            long tolerated,
            long inFlight,
            long younger,
            long unsettled,
            long keyCollisions,
            int looks,
            List<RowDifference> details,
            List<AcceptedRows> accepted) {
        this(
                missing,
                extra,
                changed,
                tolerated,
                inFlight,
                younger,
                unsettled,
                keyCollisions,
                looks,
                details,
                accepted,
                null);
    }

    /** The same rows, found before the search ended early. */
    public RowsReport halted(Halted why) {
        return new RowsReport(
                missing,
                extra,
                changed,
                tolerated,
                inFlight,
                younger,
                unsettled,
                keyCollisions,
                looks,
                details,
                accepted,
                why);
    }

    /**
     * The same rows with other details, those that are accepted among them.
     *
     * @param each what becomes of each
     */
    public RowsReport withDetails(UnaryOperator<RowDifference> each) {
        return new RowsReport(
                missing,
                extra,
                changed,
                tolerated,
                inFlight,
                younger,
                unsettled,
                keyCollisions,
                looks,
                details.stream().map(each).toList(),
                accepted.stream().map(rows -> rows.withDetails(each)).toList(),
                halted);
    }

    /** The same numbers without any row. */
    public RowsReport withoutDetails() {
        return new RowsReport(
                missing,
                extra,
                changed,
                tolerated,
                inFlight,
                younger,
                unsettled,
                keyCollisions,
                looks,
                List.of(),
                accepted.stream().map(AcceptedRows::withoutDetails).toList(),
                halted);
    }

    /** Whether no row was seen to differ, not even for a moment. */
    public boolean isEmpty() {
        return different() + acceptedRows() + tolerated + inFlight + younger + unsettled == 0;
    }

    /** The rows that differ and that the settings accept. */
    public long acceptedRows() {
        return accepted.stream().mapToLong(AcceptedRows::count).sum();
    }

    /** The rows that differ for certain, without those that are accepted. */
    public long different() {
        return missing + extra + changed;
    }

    /** How many differences are not among the details. */
    public long detailsLeftOut() {
        return different()
                + unsettled
                - details.stream().mapToLong(RowDifference::occurrences).sum();
    }
}
