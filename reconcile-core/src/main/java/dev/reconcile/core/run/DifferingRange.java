package dev.reconcile.core.run;

import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;

/**
 * A range of keys in which the sides were seen to differ.
 *
 * @param range the range
 * @param buckets how many buckets of it differed, at least 1
 * @param source what the source held there
 * @param target what the target held there
 */
record DifferingRange(KeyRange range, int buckets, Fingerprint source, Fingerprint target) {

    /** How many rows the fuller side held there. */
    long rows() {
        return Math.max(source.rows(), target.rows());
    }
}
