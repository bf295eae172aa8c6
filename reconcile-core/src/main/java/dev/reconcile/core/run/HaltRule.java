package dev.reconcile.core.run;

import org.jspecify.annotations.Nullable;

/** Tells when so many rows of one table differ that the rest need not be sought. Used by one thread. */
final class HaltRule {

    /** Of a smaller table the rest is read in no time, and exact numbers are worth more. */
    private static final long FEWEST_ROWS = 10_000;

    private final @Nullable HaltAbove above;
    private final long most;
    private long fewestSuspects = 1;

    /**
     * The rule for one table.
     *
     * @param above null where all rows are to be found
     * @param rows how many the fuller side has
     */
    HaltRule(@Nullable HaltAbove above, long rows) {
        this.above = rows < FEWEST_ROWS ? null : above;
        this.most = this.above == null ? Long.MAX_VALUE : this.above.most(rows);
    }

    /** Whether anything is ever halted. */
    boolean isSet() {
        return above != null;
    }

    /** What is to be exceeded. */
    HaltAbove above() {
        if (above == null) {
            throw new IllegalStateException("Nothing is halted.");
        }
        return above;
    }

    /** Whether so many rows are too many. */
    boolean isExceededBy(long different) {
        return isSet() && different > most;
    }

    /** Whether it is worth the delay to settle suspects before there are as many as may be in memory. */
    boolean isWorthSettling(long different, long suspects) {
        return suspects >= fewestSuspects && isExceededBy(different + suspects);
    }

    /**
     * So many suspects did not differ when they were settled: the next time there have to be twice as many, so that rows on
     * their way do not make a run wait again and again.
     */
    void cleared(long suspects) {
        fewestSuspects = Math.max(fewestSuspects, 2 * suspects);
    }
}
