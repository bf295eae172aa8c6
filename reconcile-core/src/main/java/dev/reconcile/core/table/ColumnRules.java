package dev.reconcile.core.table;

import java.util.Map;

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

    /** Rules of one pair's own. */
    public static ColumnRules of(Map<String, ColumnRule> own) {
        return new ColumnRules(own, Map.of());
    }
}
