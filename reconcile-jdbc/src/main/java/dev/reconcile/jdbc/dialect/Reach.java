package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The greatest number of some kind that is not greater than another. */
final class Reach {

    static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    static final BigDecimal GREATEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private Reach() {}

    /**
     * The greatest number within limits and of a scale that is not greater than this one. What PostgreSQL orders behind all
     * numbers is beyond the limits.
     *
     * @param least of the scale too, as is {@code greatest}
     * @return empty where even the least is greater
     */
    static Optional<BigDecimal> greatestUpTo(Value number, BigDecimal least, BigDecimal greatest, int scale) {
        if (number instanceof Value.NotANumber special) {
            return special.value() == SpecialDecimal.NEGATIVE_INFINITY ? Optional.empty() : Optional.of(greatest);
        }
        BigDecimal floor = KeyValues.number(number)
                .orElseThrow(() -> new IllegalStateException("The index held a value that is no number."))
                .setScale(scale, RoundingMode.FLOOR);
        return floor.compareTo(least) < 0 ? Optional.empty() : Optional.of(floor.min(greatest));
    }

    /** The greatest multiple of a unit that is not greater. */
    static long floor(long number, long unit) {
        return Math.floorDiv(number, unit) * unit;
    }
}
