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
 */
public record SegmentOptions(long firstRows, long mostRows, Duration time) {

    /** From 20,000 rows to 5 million, as many as take a second. */
    public static final SegmentOptions DEFAULT = new SegmentOptions(20_000, 5_000_000, Duration.ofSeconds(1));

    public SegmentOptions {
        Objects.requireNonNull(time, "time");
        if (firstRows < 1 || mostRows < firstRows) {
            throw new IllegalArgumentException(
                    "Segments of " + firstRows + " rows at first and " + mostRows + " at most cannot be.");
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("A segment cannot take " + time + ".");
        }
    }

    /** The same options with segments that should take another time. */
    public SegmentOptions taking(Duration other) {
        return new SegmentOptions(firstRows, mostRows, other);
    }
}
