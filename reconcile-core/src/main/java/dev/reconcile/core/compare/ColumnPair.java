package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import java.util.Objects;
import java.util.Optional;

/**
 * A source column, the target column it is compared with, and the text form in which that is done.
 *
 * @param source the source column
 * @param target the target column
 * @param type a form that both have
 */
public record ColumnPair(Column source, Column target, CanonicalType type) {

    public ColumnPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(type, "type");
    }

    /** How values are reduced before they are compared, as a sentence; empty where they are compared as they are. */
    public Optional<String> reduction() {
        return Reduction.of(source.valueType(), target.valueType(), type)
                .map(what -> source.name() + ": " + what + " (" + source.nativeType() + " against "
                        + target.nativeType() + ").");
    }

    /**
     * That the target's type holds fewer digits than the source's although no rule reduces the source to them, as a
     * sentence; empty where it holds them all. Values that lost digits are reported as different.
     */
    public Optional<String> narrowing() {
        boolean fewerBits = source.valueType() instanceof ValueType.Floating from
                && target.valueType() instanceof ValueType.Floating to
                && from.bits() > to.bits();
        boolean smallerScale = target.valueType() instanceof ValueType.FixedDecimal to
                && (source.valueType() instanceof ValueType.FreeDecimal
                        || (source.valueType() instanceof ValueType.FixedDecimal from && from.scale() > to.scale()));
        if (!fewerBits && !smallerScale) {
            return Optional.empty();
        }
        return Optional.of("The target's column " + target + " holds fewer digits than the source's " + source
                + ": values that lost digits are reported as different.");
    }
}
