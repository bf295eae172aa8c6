package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Makes random rules for the columns of a {@link RandomTable}, each of which has an effect. */
public final class RandomRules {

    private final Map<String, Softening> softenings;

    private RandomRules(Map<String, Softening> softenings) {
        this.softenings = softenings;
    }

    /** No rules. */
    public static RandomRules none() {
        return new RandomRules(Map.of());
    }

    /**
     * Rules for about half of the columns that can have one.
     *
     * @param key columns that a rule must leave findable; without any, no number may be near another instead of equal
     */
    public static RandomRules next(RandomTable table, List<String> key, Random random) {
        RandomRules rules = new RandomRules(new HashMap<>());
        for (Column column : table.columns()) {
            rules.draw(column, column, key, random);
        }
        return rules;
    }

    /**
     * Rules for about half of the columns that can have one, none of which lets numbers be near each other.
     *
     * @param source the columns
     * @param target which each of them is compared with
     * @param key columns of the source that a rule must leave findable
     */
    public static RandomRules next(List<Column> source, List<Column> target, List<String> key, Random random) {
        RandomRules rules = new RandomRules(new HashMap<>());
        for (int i = 0; i < source.size(); i++) {
            rules.draw(source.get(i), target.get(i), key, random);
        }
        rules.softenings.values().removeIf(Softening.Within.class::isInstance);
        return rules;
    }

    private void draw(Column source, Column target, List<String> key, Random random) {
        if (random.nextBoolean()) {
            next(source, key, random)
                    .filter(softening -> isEffective(softening, source.valueType(), target.valueType()))
                    .ifPresent(softening -> softenings.put(source.name(), softening));
        }
    }

    private static boolean isEffective(Softening softening, ValueType source, ValueType target) {
        return softening instanceof Softening.Within
                || !softening
                        .form(source, target, Rounding.HALF_UP)
                        .equals(CanonicalType.common(source, target, Rounding.HALF_UP));
    }

    private static Optional<Softening> next(Column column, List<String> key, Random random) {
        ValueType type = column.valueType();
        boolean inKey = key.contains(column.name());
        if (type instanceof ValueType.Text) {
            Set<TextFold> folds = EnumSet.noneOf(TextFold.class);
            for (TextFold fold : TextFold.values()) {
                if (random.nextBoolean() && (fold == TextFold.TRAILING_BLANKS || !inKey)) {
                    folds.add(fold);
                }
            }
            return folds.isEmpty() ? Optional.empty() : Optional.of(new Softening.Text(folds));
        }
        Optional<BigDecimal> unit = unit(type, random);
        if (unit.isPresent()) {
            return inKey || key.isEmpty() ? Optional.empty() : Optional.of(near(unit.get(), random));
        }
        int digits = type instanceof ValueType.Time time
                ? time.digits()
                : type instanceof ValueType.Timestamp timestamp
                        ? timestamp.digits()
                        : type instanceof ValueType.Instant instant ? instant.digits() : 0;
        return digits == 0
                ? Optional.empty()
                : Optional.of(new Softening.Fraction(
                        random.nextInt(digits), Rounding.values()[random.nextInt(Rounding.values().length)]));
    }

    /** A small number of the type; empty where it holds none. */
    private static Optional<BigDecimal> unit(ValueType type, Random random) {
        if (type instanceof ValueType.Whole) {
            return Optional.of(BigDecimal.ONE);
        }
        if (type instanceof ValueType.FixedDecimal decimal) {
            return Optional.of(BigDecimal.ONE.scaleByPowerOfTen(-decimal.scale()));
        }
        return type instanceof ValueType.FreeDecimal || type instanceof ValueType.Floating
                ? Optional.of(BigDecimal.ONE.scaleByPowerOfTen(-random.nextInt(40)))
                : Optional.empty();
    }

    private static Softening near(BigDecimal unit, Random random) {
        int which = random.nextInt(3);
        BigDecimal distance =
                unit.multiply(new BigDecimal(List.of("0.5", "1", "2").get(random.nextInt(3))));
        BigDecimal share = new BigDecimal(List.of("1e-10", "1e-6", "0.5").get(random.nextInt(3)));
        return new Softening.Within(new Tolerance(which == 0 ? null : distance, which == 1 ? null : share));
    }

    /** How near the column's numbers may be; empty where they have to be equal. */
    public Optional<Tolerance> tolerance(String column) {
        return softenings.get(column) instanceof Softening.Within within
                ? Optional.of(within.tolerance())
                : Optional.empty();
    }

    /** The rules as a pair of tables has them. */
    public ColumnRules rules() {
        Map<String, ColumnRule> rules = new HashMap<>();
        softenings.forEach((name, softening) -> rules.put(name, new ColumnRule(softening)));
        return ColumnRules.of(rules);
    }

    /** The canonical types of the columns, each compared with a column like itself by its rule. */
    public List<CanonicalType> canonicalTypes(RandomTable table) {
        return table.columns().stream().map(column -> form(column, column)).toList();
    }

    /** The form in which a column is compared with another, by its rule where it has one. */
    CanonicalType form(Column source, Column target) {
        Softening softening = softenings.getOrDefault(source.name(), Softening.Nothing.NOTHING);
        return softening
                .form(source.valueType(), target.valueType(), Rounding.HALF_UP)
                .orElseThrow();
    }
}
