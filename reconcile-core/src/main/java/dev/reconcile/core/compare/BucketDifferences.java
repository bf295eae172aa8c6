package dev.reconcile.core.compare;

import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Fingerprint;
import java.util.BitSet;

/**
 * In which buckets two tables differ, and what that can mean.
 *
 * @param compared how many buckets there are
 * @param different how many of them differ
 * @param explainedByCounts whether rows that only the larger table has could be the whole difference: it has more rows in
 *     every bucket that differs. A bucket in which the smaller table has as many rows or more holds a row that the larger
 *     table lacks, so there the contents differ beyond the counts.
 */
public record BucketDifferences(int compared, int different, boolean explainedByCounts) {

    /**
     * Where two tables differ.
     *
     * @throws IllegalArgumentException if their rows are spread over different buckets
     */
    public static BucketDifferences between(BucketFingerprints source, BucketFingerprints target) {
        BitSet different = source.differences(target);
        long surplus = source.total().rows() - target.total().rows();
        boolean explained = surplus != 0
                && different.stream().allMatch(bucket -> surplusIn(source, target, bucket) * Long.signum(surplus) > 0);
        return new BucketDifferences(source.buckets().count(), different.cardinality(), explained);
    }

    private static long surplusIn(BucketFingerprints source, BucketFingerprints target, int bucket) {
        Fingerprint sourceBucket = source.bucket(bucket);
        return sourceBucket.rows() - target.bucket(bucket).rows();
    }

    /** Whether the tables are equal. */
    public boolean none() {
        return different == 0;
    }
}
