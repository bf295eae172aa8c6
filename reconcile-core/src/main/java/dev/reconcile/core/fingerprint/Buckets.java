package dev.reconcile.core.fingerprint;

/**
 * How rows are spread over buckets: by the lowest bits of the row's own hash. Equal rows share a bucket on both sides
 * whatever their key is, so no order of keys has to be trusted and no second hash is needed; a row that was changed
 * makes two buckets differ, the one of its old value and the one of its new.
 *
 * @param count how many buckets, a power of two from 1 to 65,536
 */
public record Buckets(int count) implements Bucketing {

    /** Enough to tell where to look further, few enough to cost nothing. */
    public static final Buckets DEFAULT = new Buckets(1024);

    private static final int MOST = 65_536;

    public Buckets {
        if (count < 1 || count > MOST || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(
                    "There can be a power of two of buckets from 1 to " + MOST + ", not " + count + ".");
        }
    }

    /** The bucket, from 0, of a row whose hash ends in these 64 bits. */
    public int of(long low) {
        return (int) (low & mask());
    }

    /** The bits of the row's hash that make its bucket. */
    public int mask() {
        return count - 1;
    }
}
