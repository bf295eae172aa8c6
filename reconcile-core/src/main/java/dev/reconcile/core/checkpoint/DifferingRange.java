package dev.reconcile.core.checkpoint;

import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.key.KeyRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys in which the sides were seen to differ.
 *
 * @param range the range
 * @param buckets how many buckets of it differed, at least 1
 * @param source what the source held there
 * @param target what the target held there
 * @param hashes where in it they differed, by the rows' hashes; null where that is not known
 */
public record DifferingRange(
        KeyRange range,
        int buckets,
        Fingerprint source,
        Fingerprint target,
        @Nullable DifferingHashes hashes) {

    public DifferingRange {
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /** How many rows the fuller side held there. */
    public long rows() {
        return Math.max(source.rows(), target.rows());
    }
}
