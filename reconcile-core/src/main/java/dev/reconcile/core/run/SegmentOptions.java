package dev.reconcile.core.run;

import java.time.Duration;
import java.util.Objects;

/**
 * How large the segments are in which tables are read. Where an index orders a table's rows by their keys, each is one
 * statement, which holds a snapshot no longer than it runs; a table without such an index is read in one.
 *
 * @param firstRows how many rows the first segment of a table has, at least 1: little is known of the table yet
 * @param mostRows how many any segment has at most, at least {@code firstRows}
 * @param time how long a segment should take; more than zero
 * @param lanes how many segments of one table are read at once at most, at least 1; never more than
 *     {@link RunOptions#parallelism} allows over all tables
 */
public record SegmentOptions(long firstRows, long mostRows, Duration time, int lanes) {

    /** From 20,000 rows to 5 million, as many as take 1.8 seconds, and one of them at a time. */
    public static final SegmentOptions DEFAULT = new SegmentOptions(20_000, 5_000_000, Duration.ofMillis(1_800));

    public SegmentOptions {
        Objects.requireNonNull(time, "time");
        if (firstRows < 1 || mostRows < firstRows) {
            throw new IllegalArgumentException(
                    "Segments of " + firstRows + " rows at first and " + mostRows + " at most cannot be.");
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("A segment cannot take " + time + ".");
        }
        if (lanes < 1) {
            throw new IllegalArgumentException("At least 1 segment must be read at a time, not " + lanes + ".");
        }
    }

    /** Segments of which one is read at a time. */
    public SegmentOptions(long firstRows, long mostRows, Duration time) {
        this(firstRows, mostRows, time, 1);
    }

    /** The same options with so many segments of a table read at once at most. */
    public SegmentOptions inLanes(int other) {
        return new SegmentOptions(firstRows, mostRows, time, other);
    }

    /**
     * The same options with segments that should take no more than a quarter of the time that a statement may take: some take
     * longer than they should.
     */
    public SegmentOptions within(Duration statementTimeout) {
        Duration quarter = statementTimeout.dividedBy(4);
        return quarter.compareTo(time) < 0 ? new SegmentOptions(firstRows, mostRows, quarter, lanes) : this;
    }
}
