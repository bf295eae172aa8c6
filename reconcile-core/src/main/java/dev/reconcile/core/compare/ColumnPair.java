package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.UnreadableValueException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Softening;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A source column, the target column it is compared with, and the text form in which that is done.
 *
 * @param source the source column
 * @param target the target column
 * @param type a form that both have
 * @param softening the rule of the user's that the form follows
 */
public record ColumnPair(Column source, Column target, CanonicalType type, Softening softening) {

    private static final String NULL = "\\N";

    public ColumnPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(softening, "softening");
    }

    /** Two columns that are compared as they are. */
    public ColumnPair(Column source, Column target, CanonicalType type) {
        this(source, target, type, Softening.Nothing.NOTHING);
    }

    /** How near values are taken for equal; empty where only equal ones are. */
    public Optional<Tolerance> tolerance() {
        return softening instanceof Softening.Within within ? Optional.of(within.tolerance()) : Optional.empty();
    }

    /** Whether a value of the source and one of the target are equal, or near enough by the rule. */
    public boolean agree(Value ofSource, Value ofTarget) {
        return softening instanceof Softening.Within within
                // What is no number equals itself alone, in one form only.
                ? ofSource.equals(ofTarget) || within.tolerance().allows(ofSource, ofTarget)
                : areEqual(ofSource, ofTarget);
    }

    /** Whether a value of the source and one of the target are equal, however near they may be. */
    public boolean areEqual(Value ofSource, Value ofTarget) {
        return RowEncoder.frameOf(List.of(ofSource), List.of(type))
                .equals(RowEncoder.frameOf(List.of(ofTarget), List.of(type)));
    }

    /**
     * The value that a person means who writes this text: of the source's type, or else of the target's.
     *
     * @param text as {@link Value#parse} takes it; {@code \N} for NULL where either column can hold one
     * @throws UnreadableValueException if neither type has such a value; it does not hold the text
     */
    public Value typed(String text) {
        if (text.equals(NULL) && (source.nullable() || target.nullable())) {
            return Value.Null.NULL;
        }
        try {
            return Value.parse(text, source.valueType());
        } catch (UnreadableValueException notOfTheSource) {
            try {
                return Value.parse(text, target.valueType());
            } catch (UnreadableValueException notOfTheTarget) {
                throw notOfTheSource;
            }
        }
    }

    /**
     * How values are made and reduced before they are compared, and that they are under another name, one sentence each; empty
     * where they are compared as they are stored, with the column of their name.
     */
    public List<String> reductions() {
        List<String> all = new ArrayList<>();
        boolean sameName = source.name().equalsIgnoreCase(target.name());
        if (!sameName) {
            all.add("by rule, the target's column has another name");
        }
        expressed("source", source).ifPresent(all::add);
        expressed("target", target).ifPresent(all::add);
        Reduction.of(source.valueType(), target.valueType(), type).ifPresent(all::add);
        if (softening != Softening.Nothing.NOTHING) {
            all.add("by rule, " + softening.effect(type));
        }
        String names = sameName ? source.name() : source.name() + " → " + target.name();
        return all.stream()
                .map(what ->
                        names + ": " + what + " (" + source.nativeType() + " against " + target.nativeType() + ").")
                .toList();
    }

    /** In which ways the settings soften the values; empty where they are compared as they are. */
    public List<By> softenedBy() {
        List<By> all = new ArrayList<>();
        if (softening instanceof Softening.OfPreset) {
            // How it reduces fractions is the preset's own as well.
            return List.of(By.PRESET);
        }
        if (softening != Softening.Nothing.NOTHING
                || !source.expression().isNone()
                || !target.expression().isNone()) {
            all.add(By.RULE);
        }
        fractionRounding().ifPresent(how -> all.add(how == Rounding.HALF_UP ? By.ROUNDING : By.TRUNCATION));
        return all;
    }

    /** How fractions of a second lose digits, because of the columns' types or by the rule; empty where they lose none. */
    private Optional<Rounding> fractionRounding() {
        if (!(softening instanceof Softening.Fraction)) {
            return Reduction.ofFraction(source.valueType(), target.valueType(), type);
        }
        if (type instanceof CanonicalType.Time time) {
            return Optional.of(time.rounding());
        }
        if (type instanceof CanonicalType.Timestamp timestamp) {
            return Optional.of(timestamp.rounding());
        }
        return type instanceof CanonicalType.Instant instant ? Optional.of(instant.rounding()) : Optional.empty();
    }

    private static Optional<String> expressed(String side, Column column) {
        return column.expression().isNone()
                ? Optional.empty()
                : Optional.of("by rule, the " + side + "'s value is "
                        + column.expression().sql().strip());
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
