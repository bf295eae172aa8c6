package dev.reconcile.core.run;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.report.RowsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the differences of one table pair, tells of each and keeps the first of them. Those that the settings accept are
 * counted apart and not told. Used by one thread.
 */
final class RowTally implements Settling {

    /** So many differences are offered to those that accept them at once: as many as a lookup takes keys. */
    private static final int OFFERED_AT_ONCE = 500;

    private final int maxDetails;
    private final ValuePolicy values;
    private final AcceptedTally accepted;
    private final Consumer<RowDifference> listener;
    private final List<RowDifference> offered = new ArrayList<>();
    private final List<RowDifference> details = new ArrayList<>();
    private long missing;
    private long extra;
    private long changed;
    private long tolerated;
    private long inFlight;
    private long younger;
    private long unsettled;
    private long keyCollisions;
    private int looks;

    /** @param listener is given each difference, without the values that nobody may be told */
    RowTally(int maxDetails, ValuePolicy values, AcceptedTally accepted, Consumer<RowDifference> listener) {
        this.maxDetails = maxDetails;
        this.values = values;
        this.accepted = accepted;
        this.listener = listener;
    }

    @Override
    public void differs(RowDifference difference) {
        if (difference.confirmation() == Confirmation.VOLATILE || !accepted.mayAccept(difference)) {
            counts(difference);
            return;
        }
        offered.add(difference);
        if (offered.size() == OFFERED_AT_ONCE) {
            countRefused();
        }
    }

    private void countRefused() {
        List<RowDifference> refused = accepted.refused(offered);
        offered.clear();
        refused.forEach(this::counts);
    }

    private void counts(RowDifference difference) {
        if (difference.confirmation() == Confirmation.VOLATILE) {
            unsettled += difference.occurrences();
        } else {
            switch (difference.kind()) {
                case MISSING -> missing += difference.occurrences();
                case EXTRA -> extra += difference.occurrences();
                case CHANGED -> changed += difference.occurrences();
            }
        }
        RowDifference told = values.told(difference);
        if (details.size() < maxDetails) {
            details.add(values.kept(told));
        }
        listener.accept(told);
    }

    @Override
    public void wereTolerated(long rows) {
        tolerated += rows;
    }

    @Override
    public void wereInFlight(long rows) {
        inFlight += rows;
    }

    @Override
    public void isYoung() {
        younger++;
    }

    /** A row that was read could not be found by its key on either side: nothing is known of it. */
    void wasNotFound() {
        unsettled++;
    }

    /** Nothing is known of so many rows, not even which they are. */
    void areUnknown(long rows) {
        unsettled += rows;
    }

    @Override
    public void keyCollides() {
        keyCollisions++;
    }

    @Override
    public void looked(int times) {
        looks = Math.max(looks, times);
    }

    /** Counts what an earlier run counted in the rows that this one does not look at. To be called before anything else. */
    void goOn(RowsReport before) {
        missing = before.missing();
        extra = before.extra();
        changed = before.changed();
        tolerated = before.tolerated();
        inFlight = before.inFlight();
        younger = before.younger();
        unsettled = before.unsettled();
        keyCollisions = before.keyCollisions();
        looks = before.looks();
        details.addAll(before.details());
        accepted.goOn(before.accepted());
    }

    /** How many rows differ so far, without those that are accepted. Asks the databases as {@link #report} does. */
    long different() {
        countRefused();
        return missing + extra + changed;
    }

    /** What was counted. Asks the databases about differences that may still be accepted. */
    RowsReport report() {
        countRefused();
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
                accepted.report());
    }
}
