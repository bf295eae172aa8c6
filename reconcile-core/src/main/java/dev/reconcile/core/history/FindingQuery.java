package dev.reconcile.core.history;

import dev.reconcile.core.finding.RowDifference.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are asked for, those seen last first.
 *
 * @param job of which job; null for any
 * @param table of which table, as its source or its target is named, or where a target is given as its source is; null for any
 * @param target of which target; null for any
 * @param kind of which kind; null for any
 * @param open those that are open, or those that have ended; null for both
 * @param offset how many to leave out at the beginning, at least 0
 * @param limit how many at most, from 1 to 1,000
 */
public record FindingQuery(
        @Nullable String job,
        @Nullable String table,
        @Nullable String target,
        @Nullable Kind kind,
        @Nullable Boolean open,
        int offset,
        int limit) {

    /** The most that one query gives. */
    public static final int MOST = 1_000;

    public FindingQuery {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("No page has " + limit + " items from " + offset + ".");
        }
    }

    /** A query of any target. */
    public FindingQuery(
            @Nullable String job,
            @Nullable String table,
            @Nullable Kind kind,
            @Nullable Boolean open,
            int offset,
            int limit) {
        this(job, table, null, kind, open, offset, limit);
    }

    /** The open findings of a table of any job. */
    public static FindingQuery openOf(String table, int limit) {
        return new FindingQuery(null, table, null, true, 0, limit);
    }
}
