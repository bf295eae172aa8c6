package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import java.util.Optional;

/**
 * What of a value a canonical type leaves out because of the columns' own types, in words: nothing is softened silently.
 */
final class Reduction {

    private Reduction() {}

    /** What is left out of the values of such a pair of columns; empty where nothing is. */
    static Optional<String> of(ValueType source, ValueType target, CanonicalType type) {
        boolean isText = type instanceof CanonicalType.Text || type instanceof CanonicalType.FoldedText;
        if (isText && pads(source) != pads(target)) {
            return Optional.of("spaces at the end are not compared, because one side pads with them");
        }
        return lostFraction(source, target, type).map(LostFraction::sentence);
    }

    /** How fractions of a second lose digits because of the columns' own types; empty where they lose none. */
    static Optional<Rounding> ofFraction(ValueType source, ValueType target, CanonicalType type) {
        return lostFraction(source, target, type).map(LostFraction::rounding);
    }

    private static Optional<LostFraction> lostFraction(ValueType source, ValueType target, CanonicalType type) {
        if (type instanceof CanonicalType.Time time
                && source instanceof ValueType.Time from
                && target instanceof ValueType.Time to) {
            return lostFraction(from.digits(), to.digits(), time.digits(), time.rounding());
        }
        if (type instanceof CanonicalType.Timestamp timestamp
                && source instanceof ValueType.Timestamp from
                && target instanceof ValueType.Timestamp to) {
            return lostFraction(from.digits(), to.digits(), timestamp.digits(), timestamp.rounding());
        }
        if (type instanceof CanonicalType.Instant instant
                && source instanceof ValueType.Instant from
                && target instanceof ValueType.Instant to) {
            return lostFraction(from.digits(), to.digits(), instant.digits(), instant.rounding());
        }
        return Optional.empty();
    }

    /** Where both sides pad, spaces at the end carry no meaning on either, and nothing is left out. */
    private static boolean pads(ValueType type) {
        return type instanceof ValueType.Text text && text.blankPadded();
    }

    /** Where fewer digits are kept than the target has, its type is not what reduces the source. */
    private static Optional<LostFraction> lostFraction(int from, int to, int kept, Rounding rounding) {
        return from <= to || kept < to ? Optional.empty() : Optional.of(new LostFraction(from, to, rounding));
    }

    /** The source's fractions of a second have more digits than the target's. */
    private record LostFraction(int from, int to, Rounding rounding) {

        String sentence() {
            String how = rounding == Rounding.HALF_UP ? "rounded half up" : "truncated";
            return "the source's fraction of a second is " + how + " from " + from + " digits to " + to;
        }
    }
}
