package dev.reconcile.core.canonical;

/** The powers of ten that fit in a long. */
final class PowersOfTen {

    /** How many there are: 10<sup>0</sup> to 10<sup>18</sup>. */
    static final int COUNT = 19;

    private static final long[] POWERS = powers();

    private PowersOfTen() {}

    /**
     * A power.
     *
     * @param exponent 0 to 18
     */
    static long of(int exponent) {
        return POWERS[exponent];
    }

    /**
     * Whether a number times a power fits in a long.
     *
     * @param exponent 0 to 18
     */
    static boolean productFits(long number, int exponent) {
        long power = POWERS[exponent];
        return Math.multiplyHigh(number, power) == (number * power) >> (Long.SIZE - 1);
    }

    private static long[] powers() {
        long[] powers = new long[COUNT];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
