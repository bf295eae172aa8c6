package dev.reconcile.core.run;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many segments of each table may be read at once: tables come first, and what the last ones leave free is theirs. Never
 * are more segments read at once, over all tables, than tables may be. Safe for use by several threads.
 */
final class Lanes {

    private final int most;
    private final int parallelism;
    private final AtomicInteger unfinished;

    /**
     * @param most how many segments of one table may be read at once, at least 1
     * @param parallelism how many tables may be compared at once, at least 1
     * @param tables how many there are
     */
    Lanes(int most, int parallelism, int tables) {
        this.most = most;
        this.parallelism = parallelism;
        this.unfinished = new AtomicInteger(tables);
    }

    /** No segment of a table is read any more. */
    void tableIsDone() {
        unfinished.decrementAndGet();
    }

    /** How many segments of one table may be read at once by now, at least 1. */
    int ofEach() {
        return Math.max(1, Math.min(most, parallelism / Math.max(1, unfinished.get())));
    }
}
