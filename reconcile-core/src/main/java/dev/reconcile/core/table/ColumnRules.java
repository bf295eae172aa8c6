package dev.reconcile.core.table;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the columns of a table pair, by the columns' names on the source.
 *
 * @param own the pair's own: each must name a column and have an effect on it
 * @param everywhere those of every pair: they count where a column of that name exists, has no rule of the pair's own and
 *     is of a type that the rule means something to
 */
public record ColumnRules(Map<String, ColumnRule> own, Map<String, ColumnRule> everywhere) {

    public ColumnRules {
        own = Map.copyOf(own);
        everywhere = Map.copyOf(everywhere);
    }

    /** Every column is compared as it is. */
    public static ColumnRules none() {
        return new ColumnRules(Map.of(), Map.of());
    }

    /**
     * The rule by which a column is compared otherwise than as it is, whether or not it means something to its type; empty where it
     * has none.
     *
     * @param column its name on the source; rules may spell it in other letters
     */
    public Optional<ColumnRule> of(String column) {
        return Stream.of(own, everywhere)
                .flatMap(rules -> Stream.of(rules.get(column), spelledOtherwise(rules, column)))
                .filter(Objects::nonNull)
                .findFirst()
                .filter(rule -> !rule.isNone());
    }

    /** Whether a column has such a rule. */
    public boolean hasOneFor(String column) {
        return of(column).isPresent();
    }

    private static @Nullable ColumnRule spelledOtherwise(Map<String, ColumnRule> rules, String column) {
        return rules.entrySet().stream()
                .filter(rule -> rule.getKey().equalsIgnoreCase(column))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Rules of one pair's own. */
    public static ColumnRules of(Map<String, ColumnRule> own) {
        return new ColumnRules(own, Map.of());
    }
}
