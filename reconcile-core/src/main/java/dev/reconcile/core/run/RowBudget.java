package dev.reconcile.core.run;

/** How many rows may still be read of a table. Used by one thread. */
final class RowBudget {

    /** Any number of rows. */
    static final RowBudget NONE = new RowBudget(Long.MAX_VALUE);

    private final long all;
    private long left;

    /** @param rows at least 1; the greatest number stands for as many as there are */
    RowBudget(long rows) {
        this.all = rows;
        this.left = rows;
    }

    /** So many rows, or as many as are left. */
    long atMost(long rows) {
        return Math.min(rows, left);
    }

    /** So many rows were read, at least 0. */
    void spend(long rows) {
        if (all < Long.MAX_VALUE) {
            left = Math.max(0, left - rows);
        }
    }

    boolean isSpent() {
        return left == 0;
    }
}
