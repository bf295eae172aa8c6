package dev.reconcile.core.canonical;

/** How many digits a fraction of a second has: up to the 100 ns of SQL Server, which is finer than PostgreSQL. */
final class FractionDigits {

    private static final int MOST = 7;
    private static final int[] UNITS = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100};

    private FractionDigits() {}

    /**
     * Takes only a number of digits that a column of either engine can have.
     *
     * @throws IllegalArgumentException if it is below 0 or above 7
     */
    static void require(int digits) {
        if (digits < 0 || digits > MOST) {
            throw new IllegalArgumentException(
                    "A second has 0 to " + MOST + " fraction digits here, not " + digits + ".");
        }
    }

    /** The nanoseconds of the last of so many digits. */
    static long unit(int digits) {
        return UNITS[digits];
    }

    /** The fewest digits that show these nanoseconds of a second; what is finer than 100 ns is not shown. */
    static int needed(long nanos) {
        int digits = MOST;
        long rest = nanos / 100;
        while (digits > 0 && rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        return digits;
    }
}
