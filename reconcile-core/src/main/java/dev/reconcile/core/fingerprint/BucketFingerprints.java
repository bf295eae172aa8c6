package dev.reconcile.core.fingerprint;

import dev.reconcile.core.canonical.RowHashes;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * One {@link Fingerprint} for each bucket of a table. Fingerprints of disjoint pieces of a table add up to the table's:
 * pieces may be read in any order and summed by anyone.
 *
 * <p>Mutable and used by one thread at a time. Its size depends on the number of buckets alone.
 */
public final class BucketFingerprints implements RowHashes {

    private static final int LONGS_PER_BUCKET = 5;
    private static final int HIGH = 1;
    private static final int LOW = 3;

    private final Bucketing buckets;

    /** Of each bucket its rows and its two sums, next to each other: adding a row touches one place in memory. */
    private final long[] sums;

    /** The fingerprints of an empty table. */
    public BucketFingerprints(Bucketing buckets) {
        this.buckets = buckets;
        this.sums = new long[LONGS_PER_BUCKET * buckets.count()];
    }

    /** How the rows are spread. */
    public Bucketing buckets() {
        return buckets;
    }

    /**
     * Adds a row whose bucket its hash tells.
     *
     * @throws IllegalStateException if its key does
     */
    @Override
    public void add(long highBits, long lowBits) {
        if (!(buckets instanceof Buckets ofHashes)) {
            throw new IllegalStateException("These buckets take rows by their keys.");
        }
        add(ofHashes.of(lowBits), highBits, lowBits);
    }

    /**
     * Adds a row to a bucket.
     *
     * @throws IndexOutOfBoundsException if there is no such bucket
     */
    public void add(int bucket, long highBits, long lowBits) {
        int at = place(bucket);
        sums[at]++;
        Sum128.add(highBits, sums, at + HIGH);
        Sum128.add(lowBits, sums, at + LOW);
    }

    /**
     * Adds a piece of one bucket.
     *
     * @param bucket from 0 to {@code buckets().count() - 1}
     * @throws IndexOutOfBoundsException if there is no such bucket
     */
    public void add(int bucket, Fingerprint piece) {
        int at = place(bucket);
        sums[at] = Math.addExact(sums[at], piece.rows());
        Sum128.add(piece.highSum(), sums, at + HIGH);
        Sum128.add(piece.lowSum(), sums, at + LOW);
    }

    /**
     * Adds all rows of another piece of the table.
     *
     * @throws IllegalArgumentException if its rows are spread differently
     */
    public void add(BucketFingerprints piece) {
        requireSameBuckets(piece);
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            add(bucket, piece.bucket(bucket));
        }
    }

    /**
     * Adds a piece of each bucket.
     *
     * @param pieces as many as there are buckets, in their order
     */
    public void addAll(List<Fingerprint> pieces) {
        if (pieces.size() != buckets.count()) {
            throw new IllegalArgumentException(pieces.size() + " pieces are not " + buckets + ".");
        }
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            add(bucket, pieces.get(bucket));
        }
    }

    /** The fingerprints of all buckets, in their order. */
    public List<Fingerprint> all() {
        return IntStream.range(0, buckets.count()).mapToObj(this::bucket).toList();
    }

    /** The fingerprint of one bucket. */
    public Fingerprint bucket(int bucket) {
        int at = place(bucket);
        return new Fingerprint(sums[at], Sum128.value(sums, at + HIGH), Sum128.value(sums, at + LOW));
    }

    /** The fingerprint of the whole table. */
    public Fingerprint total() {
        Fingerprint total = Fingerprint.EMPTY;
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            total = total.plus(bucket(bucket));
        }
        return total;
    }

    /**
     * The buckets in which the two tables differ; empty if and only if the tables are equal.
     *
     * @throws IllegalArgumentException if the rows of the other table are spread differently
     */
    public BitSet differences(BucketFingerprints other) {
        requireSameBuckets(other);
        BitSet differences = new BitSet(buckets.count());
        for (int bucket = 0; bucket < buckets.count(); bucket++) {
            differences.set(bucket, !bucket(bucket).equals(other.bucket(bucket)));
        }
        return differences;
    }

    /** Where a bucket's numbers begin. */
    private int place(int bucket) {
        return LONGS_PER_BUCKET * Objects.checkIndex(bucket, buckets.count());
    }

    private void requireSameBuckets(BucketFingerprints other) {
        if (!buckets.equals(other.buckets)) {
            throw new IllegalArgumentException(
                    buckets + " cannot be compared with, or added to, " + other.buckets + ".");
        }
    }
}
