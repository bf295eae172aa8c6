package dev.reconcile.core.fingerprint;

import dev.reconcile.core.canonical.RowHashes;
import java.math.BigInteger;
import java.util.BitSet;

/**
 * One {@link Fingerprint} for each bucket of a table. Fingerprints of disjoint pieces of a table add up to the table's:
 * pieces may be read in any order and summed by anyone.
 *
 * <p>Mutable and used by one thread at a time. Its size depends on the number of buckets alone.
 */
public final class BucketFingerprints implements RowHashes {

    private final Bucketing buckets;
    private final long[] rows;
    private final Sum128[] high;
    private final Sum128[] low;

    /** The fingerprints of an empty table. */
    public BucketFingerprints(Bucketing buckets) {
        this.buckets = buckets;
        this.rows = new long[buckets.count()];
        this.high = zeros(buckets.count());
        this.low = zeros(buckets.count());
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
        rows[bucket]++;
        high[bucket].add(highBits);
        low[bucket].add(lowBits);
    }

    /**
     * Adds a piece of one bucket.
     *
     * @param bucket from 0 to {@code buckets().count() - 1}
     * @throws IndexOutOfBoundsException if there is no such bucket
     */
    public void add(int bucket, Fingerprint piece) {
        rows[bucket] = Math.addExact(rows[bucket], piece.rows());
        high[bucket].add(piece.highSum());
        low[bucket].add(piece.lowSum());
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

    /** The fingerprint of one bucket. */
    public Fingerprint bucket(int bucket) {
        return new Fingerprint(rows[bucket], high[bucket].value(), low[bucket].value());
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

    private void requireSameBuckets(BucketFingerprints other) {
        if (!buckets.equals(other.buckets)) {
            throw new IllegalArgumentException(
                    buckets + " cannot be compared with, or added to, " + other.buckets + ".");
        }
    }

    private static Sum128[] zeros(int count) {
        Sum128[] sums = new Sum128[count];
        for (int i = 0; i < count; i++) {
            sums[i] = new Sum128();
        }
        return sums;
    }

    /** A signed sum in 128 bits: exact for 2^63 addends of 64 bits. */
    private static final class Sum128 {

        private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

        private long upper;
        private long lower;

        void add(long addend) {
            long sum = lower + addend;
            long carry = Long.compareUnsigned(sum, lower) < 0 ? 1 : 0;
            upper += (addend >> 63) + carry;
            lower = sum;
        }

        void add(BigInteger addend) {
            BigInteger sum = value().add(addend);
            if (sum.bitLength() > 127) {
                throw new ArithmeticException("The sum of a bucket's hashes does not fit in 128 bits.");
            }
            upper = sum.shiftRight(64).longValue();
            lower = sum.longValue();
        }

        BigInteger value() {
            BigInteger unsignedLower = BigInteger.valueOf(lower);
            return BigInteger.valueOf(upper)
                    .shiftLeft(64)
                    .add(lower < 0 ? unsignedLower.add(TWO_TO_64) : unsignedLower);
        }
    }
}
