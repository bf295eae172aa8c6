package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which rule each column of a source has, and what it does to the column. */
final class RulesByColumn {

    private final Map<Column, ColumnRule> own;
    private final Map<Column, ColumnRule> everywhere;
    private final Preset preset;
    private final TableDescription source;
    private final TableDescription target;
    private final Rounding rounding;

    /** @throws UnusablePairException if two rules of the pair's own are for one column */
    RulesByColumn(TablePair pair, TableDescription source, TableDescription target, Rounding rounding) {
        this.source = source;
        this.target = target;
        this.rounding = rounding;
        this.own = byColumn(pair.rules().own());
        this.preset = pair.preset();
        this.everywhere = byColumn(pair.rules().everywhere());
    }

    private Map<Column, ColumnRule> byColumn(Map<String, ColumnRule> rules) {
        Map<Column, ColumnRule> byColumn = new HashMap<>();
        rules.forEach((name, rule) -> source.column(name).ifPresent(column -> {
            if (byColumn.put(column, rule) != null) {
                throw new UnusablePairException("Two rules are for the column " + column.name() + " of " + source.name()
                        + ", in different spellings. Take one of them out.");
            }
        }));
        return byColumn;
    }

    /**
     * The pair of columns as its rule has them compared, or as the preset has them where there is no rule. Empty where
     * there is neither, or where a rule for every table means nothing here, which is a warning.
     *
     * @throws UnusablePairException if a rule of the pair's own means nothing to the columns
     */
    Optional<ColumnPair> apply(Column column, Column partner, boolean inKey, Consumer<String> warnings) {
        ColumnRule rule = own.getOrDefault(column, everywhere.get(column));
        if (rule == null) {
            return byPreset(column, partner);
        }
        if (rule.softening() == Softening.Nothing.NOTHING) {
            return Optional.empty();
        }
        Softening softening = rule.softening();
        Optional<CanonicalType> form = softening.form(column.valueType(), partner.valueType(), rounding);
        Optional<String> obstacle = obstacle(softening, form, column, partner, inKey);
        if (obstacle.isEmpty()) {
            return form.map(type -> new ColumnPair(column, partner, type, softening));
        }
        refuse(column, partner, obstacle.get(), warnings);
        return Optional.empty();
    }

    /**
     * The pair of columns where the tables have no key in common.
     *
     * @throws UnusablePairException if a rule of the pair's own needs one
     */
    ColumnPair withoutKey(ColumnPair columns, Consumer<String> warnings) {
        if (columns.tolerance().isEmpty()) {
            return columns;
        }
        refuse(
                columns.source(),
                columns.target(),
                "the tables have no key that can be used, and rows that are not equal are paired by their keys. Give the"
                        + " pair a key, or have the column rounded by expressions.",
                warnings);
        return new ColumnPair(columns.source(), columns.target(), columns.type());
    }

    private void refuse(Column column, Column partner, String why, Consumer<String> warnings) {
        String place = source.name() + "." + column + " against " + target.name() + "." + partner;
        if (own.containsKey(column)) {
            throw new UnusablePairException("Cannot apply the rule of column " + column.name() + " to " + place + ": "
                    + why + " Take the rule out or correct it.");
        }
        warnings.accept("The rule for every column " + column.name() + " is not applied to " + place + ": " + why);
    }

    private Optional<ColumnPair> byPreset(Column column, Column partner) {
        return preset.softening(column.valueType(), partner.valueType())
                .flatMap(softening -> softening
                        .form(column.valueType(), partner.valueType(), rounding)
                        .map(form -> new ColumnPair(column, partner, form, softening)));
    }

    private Optional<String> obstacle(
            Softening softening, Optional<CanonicalType> form, Column column, Column partner, boolean inKey) {
        if (form.isEmpty()) {
            return Optional.of("it is for " + softening.purpose() + ".");
        }
        if (softening instanceof Softening.Within) {
            return inKey
                    ? Optional.of("the column is part of the key, and rows are found by keys that are equal.")
                    : Optional.empty();
        }
        if (form.equals(CanonicalType.common(column.valueType(), partner.valueType(), rounding))) {
            return Optional.of("it leaves nothing out that these types do not leave out anyway.");
        }
        if (inKey && form.get() instanceof CanonicalType.MadeHere) {
            return Optional.of("the column is part of the key, and no query finds a key in this form.");
        }
        return Optional.empty();
    }
}
