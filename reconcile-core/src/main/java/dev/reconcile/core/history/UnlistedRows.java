package dev.reconcile.core.history;

import org.jspecify.annotations.Nullable;

/**
 * Rows that a run saw to differ beside those that it lists: whether a row may be one of them. A Bloom filter of one megabyte, so that
 * it takes no more however many rows there are: what was added may be one always, and of others few may be taken for one until
 * there are millions. For one thread at a time.
 */
public final class UnlistedRows {

    /** A power of two. */
    private static final int BITS = 1 << 23;

    private static final int HASHES = 4;

    private long @Nullable [] bits;

    /**
     * Adds one.
     *
     * @param identity as that of a {@link SightedRow}; its digits are a hash already
     */
    public void add(String identity) {
        long[] all = bits == null ? new long[BITS >> 6] : bits;
        bits = all;
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(identity, i);
            all[bit >> 6] |= 1L << bit;
        }
    }

    /** Whether a row may be one of those that were added; where it is not, it is none. */
    public boolean mayHold(String identity) {
        long[] all = bits;
        if (all == null) {
            return false;
        }
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(identity, i);
            if ((all[bit >> 6] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(String identity, int part) {
        return Integer.parseUnsignedInt(identity, 8 * part, 8 * part + 8, 16) & (BITS - 1);
    }
}
