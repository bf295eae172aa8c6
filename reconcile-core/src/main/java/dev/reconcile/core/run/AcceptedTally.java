package dev.reconcile.core.run;

import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.table.AcceptedDifference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Sets the differences apart that the settings accept, counts them by the entries that accept them and keeps the first of
 * them. The first entry that accepts a difference counts it. Used by one thread.
 */
final class AcceptedTally {

    private final List<Entry> entries;
    private final FilterLooks filters;
    private final UnaryOperator<RowDifference> kept;
    /** What was accepted by entries that ended since an earlier run began. */
    private final List<AcceptedRows> ended = new ArrayList<>();

    private int detailsLeft;

    /**
     * A tally of nothing yet.
     *
     * @param acceptances what is accepted
     * @param maxDetails how many differences are kept
     * @param kept what is kept of a difference
     */
    AcceptedTally(
            List<Acceptance> acceptances, FilterLooks filters, int maxDetails, UnaryOperator<RowDifference> kept) {
        this.entries = acceptances.stream().map(Entry::new).toList();
        this.filters = filters;
        this.kept = kept;
        this.detailsLeft = maxDetails;
    }

    /** Counts what an earlier run counted. To be called before anything else. */
    void goOn(List<AcceptedRows> rows) {
        for (AcceptedRows before : rows) {
            detailsLeft -= before.details().size();
            entries.stream()
                    .filter(entry -> entry.is(before))
                    .findFirst()
                    .ifPresentOrElse(entry -> entry.goOn(before), () -> ended.add(before));
        }
    }

    /** Whether such a difference may be accepted: only filters may still say no. */
    boolean mayAccept(RowDifference difference) {
        return entries.stream().anyMatch(entry -> entry.acceptance.covers(difference));
    }

    /**
     * Counts those of some differences that are accepted.
     *
     * @param differences with their rows; no more than a lookup takes keys
     * @return the others, in their order
     */
    List<RowDifference> refused(List<RowDifference> differences) {
        List<RowDifference> open = new ArrayList<>(differences);
        for (Entry entry : entries) {
            List<RowDifference> covered =
                    open.stream().filter(entry.acceptance::covers).toList();
            Set<RowDifference> accepted = Collections.newSetFromMap(new IdentityHashMap<>());
            accepted.addAll(filters.satisfying(entry.acceptance.entry(), covered));
            accepted.forEach(entry::count);
            open.removeIf(accepted::contains);
        }
        return open;
    }

    /** What each entry accepted, in the order of the entries; without those that accepted nothing. */
    List<AcceptedRows> report() {
        return Stream.concat(ended.stream(), entries.stream().map(Entry::report))
                .filter(rows -> rows.count() > 0)
                .toList();
    }

    private final class Entry {

        private final Acceptance acceptance;
        private final List<RowDifference> details = new ArrayList<>();
        private long missing;
        private long extra;
        private long changed;

        Entry(Acceptance acceptance) {
            this.acceptance = acceptance;
        }

        boolean is(AcceptedRows rows) {
            AcceptedDifference entry = acceptance.entry();
            return entry.name().equals(rows.entry())
                    && entry.reason().equals(rows.reason())
                    && entry.until().equals(rows.until());
        }

        void goOn(AcceptedRows before) {
            missing += before.missing();
            extra += before.extra();
            changed += before.changed();
            details.addAll(before.details());
        }

        void count(RowDifference difference) {
            switch (difference.kind()) {
                case MISSING -> missing += difference.occurrences();
                case EXTRA -> extra += difference.occurrences();
                case CHANGED -> changed += difference.occurrences();
            }
            if (detailsLeft > 0) {
                detailsLeft--;
                details.add(kept.apply(difference));
            }
        }

        AcceptedRows report() {
            AcceptedDifference entry = acceptance.entry();
            return new AcceptedRows(entry.name(), entry.reason(), entry.until(), missing, extra, changed, details);
        }
    }
}
