package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import java.util.Optional;

/** What of a value a canonical type leaves out, in words: nothing is softened silently. */
final class Reduction {

    private Reduction() {}

    /** What is left out of the values of such a pair of columns; empty where nothing is. */
    static Optional<String> of(ValueType source, ValueType target, CanonicalType type) {
        if (type instanceof CanonicalType.Text && pads(source) != pads(target)) {
            return Optional.of("spaces at the end are not compared, because one side pads with them");
        }
        if (type instanceof CanonicalType.Time time && source instanceof ValueType.Time from) {
            return ofFraction(from.digits(), time.digits(), time.rounding());
        }
        if (type instanceof CanonicalType.Timestamp timestamp && source instanceof ValueType.Timestamp from) {
            return ofFraction(from.digits(), timestamp.digits(), timestamp.rounding());
        }
        if (type instanceof CanonicalType.Instant instant && source instanceof ValueType.Instant from) {
            return ofFraction(from.digits(), instant.digits(), instant.rounding());
        }
        return Optional.empty();
    }

    /** Where both sides pad, spaces at the end carry no meaning on either, and nothing is left out. */
    private static boolean pads(ValueType type) {
        return type instanceof ValueType.Text text && text.blankPadded();
    }

    private static Optional<String> ofFraction(int from, int to, Rounding rounding) {
        if (from <= to) {
            return Optional.empty();
        }
        String how = rounding == Rounding.HALF_UP ? "rounded half up" : "truncated";
        return Optional.of("the source's fraction of a second is " + how + " from " + from + " digits to " + to);
    }
}
