package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.TableEntry;
import org.jspecify.annotations.Nullable;

/**
 * How much a table differs, as far as a run could tell.
 *
 * @param severity that of the gravest finding; null where there is none
 * @param sourceRows rows in the source; null where they were not counted
 * @param targetRows rows in the target; likewise
 * @param missing rows that the target lacks; null where rows were not looked for
 * @param extra rows that the target has beyond the source's; likewise
 * @param changed rows of both with other values; likewise
 * @param atLeast whether there may be more of these than are told, since the search for them ended early
 */
public record Extent(
        @Nullable Severity severity,
        @Nullable Long sourceRows,
        @Nullable Long targetRows,
        @Nullable Long missing,
        @Nullable Long extra,
        @Nullable Long changed,
        boolean atLeast) {

    /** Nothing is known of it. */
    public static final Extent UNKNOWN = new Extent(null, null, null, null, null, null, false);

    /** So much more is clearly more, if it is twice as much, too. */
    private static final long CLEARLY_MORE = 10;

    /** What a result says of it. */
    public static Extent of(@Nullable TableEntry entry) {
        return entry == null
                ? UNKNOWN
                : new Extent(
                        entry.severity(),
                        entry.sourceRows(),
                        entry.targetRows(),
                        entry.missing(),
                        entry.extra(),
                        entry.changed(),
                        entry.isEndedEarly());
    }

    /** How many rows differ; null where rows were not looked for. */
    public @Nullable Long differing() {
        return missing == null || extra == null || changed == null ? null : missing + extra + changed;
    }

    /** By how many rows the tables' sizes differ; null where they were not both counted. */
    public @Nullable Long countDifference() {
        return sourceRows == null || targetRows == null ? null : Math.abs(targetRows - sourceRows);
    }

    /**
     * Whether it is clearly more than what was told: the severity is higher; or at least twice as many rows differ, and at least
     * ten more; or so it is with the difference of the numbers of rows. What was not known then, or is not now, does not count,
     * so that a comparison of contents after one of counts is not worse for finding rows, nor one of all rows after one that
     * ended early.
     */
    public boolean isWorseThan(Extent told) {
        boolean graver = severity != null && told.severity != null && severity.compareTo(told.severity) > 0;
        return graver
                || (!told.atLeast && isClearlyMore(differing(), told.differing()))
                || isClearlyMore(countDifference(), told.countDifference());
    }

    Extent withSeverity(@Nullable Severity other) {
        return new Extent(other, sourceRows, targetRows, missing, extra, changed, atLeast);
    }

    private static boolean isClearlyMore(@Nullable Long now, @Nullable Long then) {
        return now != null && then != null && now - then >= CLEARLY_MORE && now / 2 >= then;
    }
}
