package dev.reconcile.core.run;

import dev.reconcile.core.canonical.UnreadableValueException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key as a person types it: its values in key order, or {@code column=value} for each of its columns in any order. A
 * text {@code \N} is NULL.
 */
final class TypedKey {

    private TypedKey() {}

    /**
     * The key's values in key order.
     *
     * @param texts taken as {@code column=value} only if all of them are, each for another one of the key's columns and for no
     *     second one
     * @throws UnusablePairException if they are not as many as the key has columns, or not of the columns' types; it does
     *     not hold them
     */
    static List<Value> parse(List<String> texts, ComparisonPlan plan, String table) {
        List<ColumnPair> columns = plan.pairs().subList(0, plan.key().size());
        List<String> inOrder = byName(texts, plan.key()).orElse(texts);
        if (inOrder.size() != columns.size()) {
            throw new UnusablePairException("The key of " + table + " is (" + String.join(", ", plan.key())
                    + "): give " + columns.size() + (columns.size() == 1 ? " value" : " values in this order") + ", or "
                    + String.join("=… ", plan.key()) + "=…. " + inOrder.size()
                    + (inOrder.size() == 1 ? " was" : " were") + " given.");
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(inOrder.get(i), columns.get(i), table));
        }
        return values;
    }

    private static Optional<List<String>> byName(List<String> texts, List<String> key) {
        Map<String, String> named = new HashMap<>();
        for (String text : texts) {
            // A column's name may hold an equals sign, too.
            List<String> columns =
                    key.stream().filter(column -> begins(text, column + "=")).toList();
            if (columns.size() != 1
                    || named.put(columns.get(0), text.substring(columns.get(0).length() + 1)) != null) {
                return Optional.empty();
            }
        }
        return named.size() == key.size()
                ? Optional.of(key.stream()
                        .map(column -> named.getOrDefault(column, ""))
                        .toList())
                : Optional.empty();
    }

    private static boolean begins(String text, String with) {
        return text.regionMatches(true, 0, with, 0, with.length());
    }

    private static Value value(String text, ColumnPair column, String table) {
        try {
            return column.typed(text);
        } catch (UnreadableValueException e) {
            throw new UnusablePairException("The value given for " + table + "'s key column " + column.source()
                    + " must be " + e.expected() + ".");
        }
    }
}
