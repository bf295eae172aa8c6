package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.report.Depth;
import java.util.Objects;

/**
 * How the tables of a run are compared.
 *
 * @param depth how deep
 * @param hashIn where rows are hashed
 * @param rounding how fractions of a second are reduced where the source has more digits than the target
 * @param buckets over how many buckets rows are spread
 * @param parallelism how many table pairs are compared at once, and where fewer are left, how many segments of theirs are read
 *     at once; at least 1. Each needs one connection on each side.
 * @param segments how large the pieces are in which a table is read
 * @param rows how the rows that differ are found; of no matter at another depth than {@link Depth#ROWS}
 * @param pace how the databases are spared
 */
public record RunOptions(
        Depth depth,
        HashIn hashIn,
        Rounding rounding,
        Buckets buckets,
        int parallelism,
        SegmentOptions segments,
        RowOptions rows,
        PaceOptions pace) {

    /** Counts alone, four tables at once. */
    public static final RunOptions DEFAULT = new RunOptions(
            Depth.COUNTS,
            HashIn.AUTO,
            Rounding.HALF_UP,
            Buckets.DEFAULT,
            4,
            SegmentOptions.DEFAULT,
            RowOptions.DEFAULT);

    public RunOptions {
        Objects.requireNonNull(depth, "depth");
        Objects.requireNonNull(hashIn, "hashIn");
        Objects.requireNonNull(rounding, "rounding");
        Objects.requireNonNull(buckets, "buckets");
        Objects.requireNonNull(segments, "segments");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(pace, "pace");
        if (parallelism < 1) {
            throw new IllegalArgumentException("At least 1 table must be compared at a time, not " + parallelism + ".");
        }
    }

    /** Options of a run that never waits. */
    public RunOptions(
            Depth depth,
            HashIn hashIn,
            Rounding rounding,
            Buckets buckets,
            int parallelism,
            SegmentOptions segments,
            RowOptions rows) {
        this(depth, hashIn, rounding, buckets, parallelism, segments, rows, PaceOptions.NONE);
    }

    /** The same options at another depth. */
    public RunOptions withDepth(Depth other) {
        return new RunOptions(other, hashIn, rounding, buckets, parallelism, segments, rows, pace);
    }

    /** The same options with rows hashed elsewhere. */
    public RunOptions withHashIn(HashIn other) {
        return new RunOptions(depth, other, rounding, buckets, parallelism, segments, rows, pace);
    }

    /** The same options with tables read in other segments. */
    public RunOptions withSegments(SegmentOptions other) {
        return new RunOptions(depth, hashIn, rounding, buckets, parallelism, other, rows, pace);
    }

    /** The same options with rows found otherwise. */
    public RunOptions withRows(RowOptions other) {
        return new RunOptions(depth, hashIn, rounding, buckets, parallelism, segments, other, pace);
    }

    /** The same options with the databases spared otherwise. */
    public RunOptions withPace(PaceOptions other) {
        return new RunOptions(depth, hashIn, rounding, buckets, parallelism, segments, rows, other);
    }

    /** Where rows are to be hashed. */
    public enum HashIn {
        /** In the database where it can hash the table's columns exactly, else in this process; each side by itself. */
        AUTO,
        /** In the database; a table that it cannot hash exactly is an error. */
        DATABASE,
        /** In this process. */
        CLIENT
    }
}
