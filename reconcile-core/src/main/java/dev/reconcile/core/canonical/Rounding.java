package dev.reconcile.core.canonical;

/** How a fraction of a second is brought to the fewer digits that the target's type can hold. */
public enum Rounding {
    /** To the nearest, a half away from the past: what the PostgreSQL driver does with 500 ns. */
    HALF_UP,
    /** The surplus digits are dropped. */
    TRUNCATE;

    /**
     * Brings a number of nanoseconds to fewer digits; rounding up may carry into the next second.
     *
     * @param nanos at least 0
     * @param digits of the second's fraction that are kept, 0 to 7
     */
    long reduce(long nanos, int digits) {
        long unit = FractionDigits.unit(digits);
        return switch (this) {
            case HALF_UP -> (nanos + unit / 2) / unit * unit;
            case TRUNCATE -> nanos / unit * unit;
        };
    }

    /**
     * The greatest number of nanoseconds that is brought to these.
     *
     * @param reduced what {@link #reduce} gave
     * @param digits as there
     */
    long greatest(long reduced, int digits) {
        long unit = FractionDigits.unit(digits);
        return switch (this) {
            case HALF_UP -> reduced + unit - unit / 2 - 1;
            case TRUNCATE -> reduced + unit - 1;
        };
    }
}
