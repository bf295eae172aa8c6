package dev.reconcile.core.fingerprint;

import java.math.BigInteger;

/**
 * Signed sums in 128 bits, exact for 2<sup>63</sup> addends of 64 bits. A sum lies in two places of an array, its upper half
 * in the first; of an array of zeros each pair is the sum of nothing.
 */
final class Sum128 {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private Sum128() {}

    static void add(long addend, long[] sums, int at) {
        long lower = sums[at + 1];
        long sum = lower + addend;
        long carry = Long.compareUnsigned(sum, lower) < 0 ? 1 : 0;
        sums[at] += (addend >> (Long.SIZE - 1)) + carry;
        sums[at + 1] = sum;
    }

    /** @throws ArithmeticException if the sum does not fit in 128 bits */
    static void add(BigInteger addend, long[] sums, int at) {
        BigInteger sum = value(sums, at).add(addend);
        if (sum.bitLength() > 127) {
            throw new ArithmeticException("The sum of a bucket's hashes does not fit in 128 bits.");
        }
        sums[at] = sum.shiftRight(Long.SIZE).longValue();
        sums[at + 1] = sum.longValue();
    }

    static BigInteger value(long[] sums, int at) {
        BigInteger lower = BigInteger.valueOf(sums[at + 1]);
        return BigInteger.valueOf(sums[at]).shiftLeft(Long.SIZE).add(lower.signum() < 0 ? lower.add(TWO_TO_64) : lower);
    }
}
