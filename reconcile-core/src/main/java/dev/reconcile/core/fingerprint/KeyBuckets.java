package dev.reconcile.core.fingerprint;

/**
 * How rows of a range of keys are spread over buckets: by the whole number that leads their keys, so that the rows of a bucket
 * are found again through the index. Each bucket takes 2<sup>{@code shift}</sup> numbers, the first and the last one also
 * all that lie before and behind.
 *
 * @param first the least number that the first bucket is for
 * @param shift from 0 to 62
 * @param count how many buckets, from 1 to 65,536; the last number of the last is at most the greatest of 64 bits
 */
public record KeyBuckets(long first, int shift, int count) implements Bucketing {

    private static final int MOST = 65_536;
    private static final int GREATEST_SHIFT = 62;

    /** One bucket for all. */
    public static final KeyBuckets ONE = new KeyBuckets(0, 0, 1);

    public KeyBuckets {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("There can be from 1 to " + MOST + " buckets, not " + count + ".");
        }
        if (shift < 0 || shift > GREATEST_SHIFT || (long) count - 1 > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException(count + " buckets of 2^" + shift + " numbers hold more than there are.");
        }
        if (first > 0 && first + ((long) count << shift) - 1 < first) {
            throw new IllegalArgumentException("The last bucket ends beyond the greatest number.");
        }
    }

    /**
     * Buckets for the numbers from {@code first} to {@code last}, as many as there may be.
     *
     * @param most at least 1
     */
    public static KeyBuckets over(long first, long last, int most) {
        if (last < first || last - first < 0) {
            // More numbers than a signed number counts: nobody's keys lie so far apart and so close together.
            return ONE;
        }
        long span = last - first;
        int shift = 0;
        while (span >> shift >= most) {
            shift++;
        }
        long count = (span >> shift) + 1;
        // The last bucket may reach beyond the greatest number: then it is one with the bucket before it.
        while (count > 1 && first + ((count << shift) - 1) < first) {
            count--;
        }
        return shift > GREATEST_SHIFT ? ONE : new KeyBuckets(first, shift, (int) count);
    }

    /** The bucket, from 0, of a row whose key begins with this number. */
    public int of(long number) {
        if (number < first) {
            return 0;
        }
        // The distance of two numbers of 64 bits, as a number without a sign.
        long distance = (number - first) >>> shift;
        return distance < count && distance >= 0 ? (int) distance : count - 1;
    }

    /** The greatest number that the last bucket is for. */
    public long last() {
        return lastOf(count - 1);
    }

    /** The greatest number that a bucket is for. */
    public long lastOf(int bucket) {
        return first + (((long) bucket + 1) << shift) - 1;
    }
}
