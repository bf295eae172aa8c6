package dev.reconcile.core.canonical;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a number of the target may be from the source's and still be taken for equal. Computed exactly, floating point
 * numbers by the value that their bits stand for: 0.1 as a {@code real} is 0.00000000149… more than 0.1 as a {@code double}.
 *
 * @param absolute the greatest distance, above 0; null where there is none
 * @param relative the greatest distance as a share of the source's number, its sign aside; above 0 and below 1; null where
 *     there is none. Where both are given, either is enough.
 */
public record Tolerance(
        @Nullable BigDecimal absolute, @Nullable BigDecimal relative) {

    public Tolerance {
        if (absolute == null && relative == null) {
            throw new IllegalArgumentException("A tolerance needs a distance or a share.");
        }
        if ((absolute != null && absolute.signum() <= 0) || (relative != null && relative.signum() <= 0)) {
            throw new IllegalArgumentException("A tolerance is above 0.");
        }
        if (relative != null && relative.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("A share of 1 or more would let 0 pass for any number.");
        }
    }

    /**
     * Whether both are numbers that are near enough, a number being near to itself. NULL, NaN and the infinities are near
     * nothing, not even each other.
     */
    public boolean allows(Value source, Value target) {
        Optional<BigDecimal> from = number(source);
        Optional<BigDecimal> to = number(target);
        if (from.isEmpty() || to.isEmpty()) {
            return false;
        }
        BigDecimal distance = from.get().subtract(to.get()).abs();
        return (absolute != null && distance.compareTo(absolute) <= 0)
                || (relative != null
                        && distance.compareTo(relative.multiply(from.get().abs())) <= 0);
    }

    private static Optional<BigDecimal> number(Value value) {
        if (value instanceof Value.Whole whole) {
            return Optional.of(BigDecimal.valueOf(whole.value()));
        }
        if (value instanceof Value.Decimal decimal) {
            return Optional.of(decimal.value());
        }
        return value instanceof Value.Floating floating && Double.isFinite(floating.value())
                ? Optional.of(new BigDecimal(floating.value()))
                : Optional.empty();
    }

    /** The end of the sentence "numbers are equal that are …". */
    @Override
    public String toString() {
        String distance = absolute == null ? "" : "at most " + absolute + " apart";
        String share = relative == null ? "" : "at most " + relative + " of the source's number apart";
        return distance.isEmpty() ? share : share.isEmpty() ? distance : distance + " or " + share;
    }
}
