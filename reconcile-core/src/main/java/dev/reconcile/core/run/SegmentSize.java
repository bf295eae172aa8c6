package dev.reconcile.core.run;

import java.time.Duration;

/**
 * How many rows the next segment has: as many as will take the time that a segment should, by a moving average of what the
 * last ones took. Used by one thread at a time.
 */
final class SegmentSize {

    /** One fast segment may have been an accident: the next ones are not much larger. */
    private static final int FASTEST_GROWTH = 8;

    private static final double WEIGHT_OF_LAST = 0.5;

    private final SegmentOptions options;
    private long rows;
    private double rowsPerNano;
    private boolean settled;

    SegmentSize(SegmentOptions options) {
        this.options = options;
        this.rows = options.firstRows();
        this.settled = rows >= options.mostRows();
    }

    /** The rows of the next segment, at least 1. */
    long rows() {
        return rows;
    }

    /** Whether the next segment is about as large as segments will be: one that is cut too early then is not cut too small. */
    boolean isSettled() {
        return settled;
    }

    /** A segment of so many rows took so long. */
    void took(long rows, Duration time) {
        double rate = rows / (double) Math.max(1, time.toNanos());
        rowsPerNano = rowsPerNano == 0 ? rate : WEIGHT_OF_LAST * rate + (1 - WEIGHT_OF_LAST) * rowsPerNano;
        double fitting = rowsPerNano * options.time().toNanos();
        this.rows = (long) Math.max(
                1, Math.min(Math.min(fitting, (double) rows * FASTEST_GROWTH), (double) options.mostRows()));
        this.settled = time.multipliedBy(2).compareTo(options.time()) >= 0 || this.rows >= options.mostRows();
    }
}
