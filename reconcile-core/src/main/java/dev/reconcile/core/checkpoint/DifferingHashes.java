package dev.reconcile.core.checkpoint;

import dev.reconcile.core.fingerprint.Fingerprint;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Where the sides were seen to differ within a range of keys: the rest of its rows need not be sent again.
 *
 * @param words the buckets of the rows' hashes that differed, 64 of them in each number from its lowest bit on
 * @param source what the source held in these buckets
 * @param target what the target held in them
 */
public record DifferingHashes(List<Long> words, Fingerprint source, Fingerprint target) {

    public DifferingHashes {
        words = List.copyOf(words);
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /** The buckets in which the sums differ, and what was in them. */
    public static DifferingHashes of(BitSet buckets, Fingerprint source, Fingerprint target) {
        return new DifferingHashes(Arrays.stream(buckets.toLongArray()).boxed().toList(), source, target);
    }

    /** The buckets. */
    public BitSet buckets() {
        return BitSet.valueOf(words.stream().mapToLong(Long::longValue).toArray());
    }
}
