package dev.reconcile.core.run;

import java.time.Duration;

/**
 * How many rows the next segment has: as many as will take the time that a segment should, by a straight line through what the
 * last ones took, each counting half as much as the one after it. Used by one thread at a time.
 *
 * <p>A line, not a rate: by an index in whose order the rows do not lie, most of a segment's time goes into visiting most pages of
 * the table, however few rows are wanted. By a rate alone, each segment would be little larger than the last.
 */
final class SegmentSize {

    /** One fast segment may have been an accident: the next ones are not much larger. */
    private static final int FASTEST_GROWTH = 8;

    private static final double WEIGHT_OF_EARLIER = 0.5;

    private final SegmentOptions options;
    private long rows;
    private boolean settled;

    private double weight;
    private double meanRows;
    private double meanNanos;
    private double varianceOfRows;
    private double covariance;

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
        double nanos = (double) Math.max(1, time.toNanos());
        add((double) rows, nanos);
        double timesAsLong = options.time().toNanos() / nanos;
        // However flat the line looks: by its square, a segment near the wanted time is followed by one of nearly as
        // many rows.
        double growth = Math.min(FASTEST_GROWTH, timesAsLong * timesAsLong);
        double fitting = Math.min(fitting(), rows * growth);
        this.rows = (long) Math.max(1, Math.min(fitting, (double) options.mostRows()));
        this.settled = time.multipliedBy(2).compareTo(options.time()) >= 0 || this.rows >= options.mostRows();
    }

    /** Weighted means and moments, brought up to date without the points themselves. */
    private void add(double rows, double nanos) {
        weight = weight * WEIGHT_OF_EARLIER + 1;
        double aside = rows - meanRows;
        meanRows += aside / weight;
        meanNanos += (nanos - meanNanos) / weight;
        varianceOfRows = varianceOfRows * WEIGHT_OF_EARLIER + aside * (rows - meanRows);
        covariance = covariance * WEIGHT_OF_EARLIER + aside * (nanos - meanNanos);
    }

    /** Where the line, which goes through the means, takes the time that a segment should. */
    private double fitting() {
        double time = options.time().toNanos();
        double byRate = meanNanos / meanRows;
        double slope = meanNanos < time && varianceOfRows > 0 ? covariance / varianceOfRows : byRate;
        return slope > 0 ? meanRows + (time - meanNanos) / Math.min(slope, byRate) : Double.POSITIVE_INFINITY;
    }
}
