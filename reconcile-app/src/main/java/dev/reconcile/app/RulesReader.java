package dev.reconcile.app;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes out what the rules for columns say. */
final class RulesReader {

    private final SettingValues values;
    private final Problems problems;

    RulesReader(SettingValues values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /**
     * The rules of one pair by their columns; what is not known yet or wrong is left out, and among the problems if it is
     * wrong.
     */
    Map<String, ColumnRule> read(List<GivenRule> rules) {
        Map<String, ColumnRule> byColumn = new LinkedHashMap<>();
        for (GivenRule rule : rules) {
            rule.fields().values().forEach(values::check);
            softening(rule)
                    .ifPresent(softening -> byColumn.put(
                            rule.column(),
                            new ColumnRule(
                                    softening,
                                    expression(rule, RuleField.SOURCE_SQL),
                                    expression(rule, RuleField.TARGET_SQL))));
        }
        return byColumn;
    }

    /** The rules for every table, likewise. An expression is about the columns of one table, so they have none. */
    Map<String, ColumnRule> readForEveryTable(List<GivenRule> rules) {
        for (GivenRule rule : rules) {
            for (RuleField field : List.of(RuleField.SOURCE_SQL, RuleField.TARGET_SQL)) {
                rule.field(field)
                        .ifPresent(
                                given -> problems.add(
                                        given.place(),
                                        "an expression is about the columns of one table. Write it under the pair's own rules."));
            }
        }
        return read(rules);
    }

    private SqlExpression expression(GivenRule rule, RuleField field) {
        return rule.field(field).flatMap(values::text).map(SqlExpression::new).orElse(SqlExpression.none());
    }

    private Optional<Softening> softening(GivenRule rule) {
        List<Softening> softenings = new ArrayList<>();
        fraction(rule).ifPresent(softenings::add);
        text(rule).ifPresent(softenings::add);
        rule.field(RuleField.COMPARE_AS)
                .flatMap(this::word)
                .ifPresent(word ->
                        softenings.add(new Softening.As(Softening.As.Meaning.valueOf(word.toUpperCase(Locale.ROOT)))));
        tolerance(rule).ifPresent(softenings::add);
        if (softenings.size() > 1) {
            problems.add(
                    rule.place(),
                    "the rule has keys that are for different kinds of columns. Leave out all but those of one kind.");
            return Optional.empty();
        }
        return Optional.of(softenings.isEmpty() ? Softening.Nothing.NOTHING : softenings.get(0));
    }

    private Optional<Softening> fraction(GivenRule rule) {
        Optional<Given> digits = rule.field(RuleField.FRACTION_DIGITS);
        Optional<Given> rounding = rule.field(RuleField.ROUNDING);
        if (digits.isEmpty()) {
            rounding.ifPresent(given -> problems.add(
                    given.place(),
                    "rounding needs to know to how many digits. Give " + RuleField.FRACTION_DIGITS.key() + " too."));
            return Optional.empty();
        }
        Optional<String> how = rounding.flatMap(this::word);
        return digits.flatMap(this::number)
                .map(number -> new Softening.Fraction(
                        number,
                        how.map(word -> word.equals("truncate") ? Rounding.TRUNCATE : Rounding.HALF_UP)
                                .orElse(null)));
    }

    private Optional<Softening> text(GivenRule rule) {
        Set<TextFold> folds = EnumSet.noneOf(TextFold.class);
        if (isOn(rule, RuleField.IGNORE_TRAILING_BLANKS)) {
            folds.add(TextFold.TRAILING_BLANKS);
        }
        if (isOn(rule, RuleField.IGNORE_CASE)) {
            folds.add(TextFold.CASE);
        }
        rule.field(RuleField.WHITESPACE)
                .flatMap(this::word)
                .ifPresent(
                        word -> folds.add(word.equals("trim") ? TextFold.OUTER_WHITESPACE : TextFold.ALL_WHITESPACE));
        return folds.isEmpty() ? Optional.empty() : Optional.of(new Softening.Text(folds));
    }

    private Optional<Softening> tolerance(GivenRule rule) {
        BigDecimal absolute = positive(rule, RuleField.TOLERANCE);
        BigDecimal relative = positive(rule, RuleField.RELATIVE_TOLERANCE);
        return absolute == null && relative == null
                ? Optional.empty()
                : Optional.of(new Softening.Within(new Tolerance(absolute, relative)));
    }

    private @Nullable BigDecimal positive(GivenRule rule, RuleField field) {
        return rule.field(field)
                .flatMap(values::text)
                .map(((SettingShape.PositiveNumber) field.shape())::parse)
                .orElse(null);
    }

    private boolean isOn(GivenRule rule, RuleField field) {
        return rule.field(field)
                .flatMap(values::text)
                .map(((SettingShape.OnOff) field.shape())::parse)
                .orElse(false);
    }

    private Optional<Integer> number(Given given) {
        return values.text(given).map(((SettingShape.WholeNumber) given.shape())::parse);
    }

    private Optional<String> word(Given given) {
        return values.text(given).map(((SettingShape.Choice) given.shape())::parse);
    }
}
