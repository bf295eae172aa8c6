package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.Softening;
import java.util.ArrayList;
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
     * @param key columns that a rule must leave findable
     */
    public static RandomRules next(RandomTable table, List<String> key, Random random) {
        Map<String, Softening> softenings = new HashMap<>();
        for (Column column : table.columns()) {
            if (random.nextBoolean()) {
                next(column, key.contains(column.name()), random)
                        .ifPresent(softening -> softenings.put(column.name(), softening));
            }
        }
        return new RandomRules(softenings);
    }

    private static Optional<Softening> next(Column column, boolean inKey, Random random) {
        ValueType type = column.valueType();
        if (type instanceof ValueType.Text text) {
            Set<TextFold> folds = EnumSet.noneOf(TextFold.class);
            for (TextFold fold : TextFold.values()) {
                if (random.nextBoolean() && (fold == TextFold.TRAILING_BLANKS || !inKey)) {
                    folds.add(fold);
                }
            }
            boolean effective = !(text.blankPadded() ? EnumSet.of(TextFold.TRAILING_BLANKS) : Set.<TextFold>of())
                    .containsAll(folds);
            return effective ? Optional.of(new Softening.Text(folds)) : Optional.empty();
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

    /** The rules as a pair of tables has them. */
    public ColumnRules rules() {
        Map<String, ColumnRule> rules = new HashMap<>();
        softenings.forEach((name, softening) -> rules.put(name, new ColumnRule(softening)));
        return ColumnRules.of(rules);
    }

    /** The canonical types of the columns, each compared with a column like itself by its rule. */
    public List<CanonicalType> canonicalTypes(RandomTable table) {
        List<CanonicalType> types = new ArrayList<>(table.canonicalTypes());
        for (int i = 0; i < types.size(); i++) {
            Column column = table.columns().get(i);
            Softening softening = softenings.get(column.name());
            if (softening != null) {
                types.set(
                        i,
                        softening
                                .form(column.valueType(), column.valueType(), Rounding.HALF_UP)
                                .orElseThrow());
            }
        }
        return types;
    }
}
