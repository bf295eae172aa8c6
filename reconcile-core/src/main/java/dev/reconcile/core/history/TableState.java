package dev.reconcile.core.history;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a pair of tables from all runs so far, and since when.
 *
 * <p>A run that knows less does not undo what one that knew more has found: while contents are known to differ, equal counts
 * are no match, nor is an equal part of the rows, nor are fewer rows or columns by a filter or by another choice.
 *
 * @param condition what is known
 * @param since since when it is so: while they are in sync, since the first match of those in a row that compared as much as the
 *     last
 * @param depth how deep the comparison went by which it is known, the deepest of those that agree; null where nothing is known
 * @param reach which rows and columns it is known of: while they differ, those that a run has to compare to undo that
 * @param last what the last run said, whether or not it changed what is known
 * @param lastConclusive what the last run said that told whether the tables are the same, and while they differ as much of it as
 *     any before or found it worse; null where none has
 * @param lastMismatch when a run last saw them differ, as deep as that run compared them; null where none did, or where it is not
 *     known, of what was kept before it was
 * @param lastMatch when they were last seen to be the same, as deep as that run compared them; null where they never were
 * @param leftOut since when the job no longer has the pair; null while it has. What is known is as old as that, and a run that
 *     compares the pair again ends it
 */
public record TableState(
        PairName pair,
        Condition condition,
        Instant since,
        @Nullable Depth depth,
        Reach reach,
        TableEntry last,
        @Nullable TableEntry lastConclusive,
        @Nullable Instant lastMismatch,
        @Nullable Instant lastMatch,
        @Nullable LeftOut leftOut) {

    public TableState {
        Objects.requireNonNull(pair, "pair");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(last, "last");
        if ((condition == Condition.UNKNOWN) != (lastConclusive == null)) {
            throw new IllegalArgumentException("A condition is known by a run.");
        }
    }

    /**
     * What is known once a run has said something.
     *
     * @param before what was known; null where no run has looked
     */
    public static TableState after(@Nullable TableState before, TableEntry entry) {
        if (before != null && before.outdates(entry)) {
            return before;
        }
        TableState after = switch (entry.verdict()) {
            case MISMATCH -> different(before, entry);
            case MATCH -> matching(before, entry);
            case INCONCLUSIVE, ERROR -> unchecked(before, entry);
        };
        return before != null && entry.isTold() && entry.time().isBefore(before.last.time())
                ? after.withLast(before.last)
                : after;
    }

    /**
     * Whether what a run tells that read nothing, since an earlier one had, was read before what is known: it changes nothing. A
     * difference does where less than it was compared since.
     */
    public boolean outdates(TableEntry entry) {
        Instant checked = lastChecked();
        boolean isPast = entry.isTold() && checked != null && !entry.time().isAfter(checked);
        return isPast
                && (entry.verdict() != Verdict.MISMATCH
                        || condition == Condition.DIFFERENT
                        || isInSyncByAsMuchAs(entry));
    }

    /**
     * The same once a run of the whole job came to its end and did not hold the pair.
     *
     * @return what is known already where the pair was left out before
     */
    public TableState without(LeftOut by) {
        return leftOut != null
                ? this
                : new TableState(
                        pair, condition, since, depth, reach, last, lastConclusive, lastMismatch, lastMatch, by);
    }

    /**
     * What the last run says of the verdict that a person should see: a match that proves too little is none, nor is one of a pair
     * that is no longer compared.
     */
    public Verdict verdict() {
        if (last.verdict() != Verdict.MATCH) {
            return last.verdict();
        }
        if (condition == Condition.DIFFERENT) {
            return Verdict.MISMATCH;
        }
        return leftOut == null ? Verdict.MATCH : Verdict.INCONCLUSIVE;
    }

    /** How bad it is; null where the tables are not known to differ. */
    public @Nullable Severity severity() {
        return condition == Condition.DIFFERENT && lastConclusive != null ? lastConclusive.severity() : null;
    }

    /** When it was last known whether the tables are the same; null where it never was. */
    public @Nullable Instant lastChecked() {
        return lastConclusive == null
                ? null
                : lastMismatch != null && lastMismatch.isAfter(lastConclusive.asOf())
                        ? lastMismatch
                        : lastConclusive.asOf();
    }

    /** Whether what a run found takes the place of what is known: it compared as much, or found it worse. */
    private static boolean tellsAsMuch(TableState known, TableEntry entry) {
        Severity before = known.severity();
        boolean isWorse =
                before == null || (entry.severity() != null && entry.severity().compareTo(before) > 0);
        boolean isMore = known.lastConclusive != null
                && Objects.equals(entry.severity(), before)
                && entry.differingRows() > known.lastConclusive.differingRows();
        return isWorse || isMore || comparesAsMuch(known, entry);
    }

    /** What differed without being read, such as a column that is missing, is undone by contents alone. */
    private static boolean comparesAsMuch(TableState known, TableEntry entry) {
        Depth compared = entry.compared();
        Depth needed = known.depth == null ? Depth.ROWS : known.depth;
        return (entry.readSince() == null ? !entry.part() : isAllReadSince(known, entry))
                && compared != null
                && contents(compared) >= contents(needed)
                && entry.reach().covers(known.reach);
    }

    /** Whether all of the rows were read, part by part or by an earlier run, since they were last seen to differ. */
    private static boolean isAllReadSince(TableState known, TableEntry entry) {
        Instant since = entry.readSince();
        Instant checked = known.lastChecked();
        return since != null && checked != null && since.isAfter(checked);
    }

    private static TableState matching(@Nullable TableState before, TableEntry match) {
        if (before == null) {
            return inSync(null, match);
        }
        if (before.condition == Condition.DIFFERENT) {
            return comparesAsMuch(before, match) ? inSync(before, match) : before.withLast(match);
        }
        Instant checked = before.lastChecked();
        return checked != null && match.asOf().isBefore(checked) && match.asOf().isBefore(match.time())
                ? before.withLast(match)
                : inSync(before, match);
    }

    /** Since when the tables are in sync as far as a match tells: what was known before it may have been less. */
    private static Instant inSyncSince(@Nullable TableState before, TableEntry match) {
        return before != null && before.isInSyncByAsMuchAs(match) ? before.since : match.asOf();
    }

    private boolean isInSyncByAsMuchAs(TableEntry entry) {
        return condition == Condition.IN_SYNC
                && lastConclusive != null
                && reach.covers(entry.reach())
                && depth != null
                && (entry.compared() == null || contents(depth) >= contents(entry.compared()))
                && (entry.part() || !lastConclusive.part());
    }

    /** Checksums that agree tell as much as rows that do. */
    private static int contents(Depth depth) {
        return depth == Depth.COUNTS ? 0 : 1;
    }

    private static TableState different(@Nullable TableState before, TableEntry entry) {
        TableState known = before != null && before.condition == Condition.DIFFERENT ? before : null;
        return new TableState(
                entry.pair(),
                Condition.DIFFERENT,
                known == null ? entry.time() : known.since,
                known == null ? entry.compared() : deeper(known.depth, entry.compared()),
                known == null ? entry.reach() : known.reach.and(entry.reach()),
                entry,
                known == null || tellsAsMuch(known, entry) ? entry : known.lastConclusive,
                entry.time(),
                before == null ? null : before.lastMatch,
                null);
    }

    private TableState withLast(TableEntry entry) {
        return new TableState(
                pair, condition, since, depth, reach, entry, lastConclusive, lastMismatch, lastMatch, null);
    }

    private static TableState inSync(@Nullable TableState before, TableEntry match) {
        return new TableState(
                match.pair(),
                Condition.IN_SYNC,
                inSyncSince(before, match),
                match.compared(),
                match.reach(),
                match,
                match,
                before == null ? null : before.lastMismatch,
                match.asOf(),
                null);
    }

    private static TableState unchecked(@Nullable TableState before, TableEntry entry) {
        return before == null
                ? new TableState(
                        entry.pair(),
                        Condition.UNKNOWN,
                        entry.time(),
                        null,
                        entry.reach(),
                        entry,
                        null,
                        null,
                        null,
                        null)
                : before.withLast(entry);
    }

    private static @Nullable Depth deeper(@Nullable Depth one, @Nullable Depth other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What can be known of a pair. */
    public enum Condition {
        /** The last run that could tell found them the same, as far as it compared them. */
        IN_SYNC,
        /** They differ, and no run has since compared as much and found them the same. */
        DIFFERENT,
        /** No run could tell. */
        UNKNOWN
    }
}
