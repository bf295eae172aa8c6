package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.TableRead;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a database decides by an index: which rows lie in a range of keys. What other databases order alike is in
 * their {@link CommonOrder}, and everything else in one that none of them has: by what its text reads from right to left.
 */
final class KeyRanges {

    private final List<Integer> columns;
    private final KeyRange range;

    KeyRanges(InMemoryTable table, TableRead read) {
        this.columns = read.keyOrder().stream()
                .map(column -> table.indexOf(column.column().name()))
                .toList();
        this.range = read.range();
    }

    private static String reversed(Value value) {
        return new StringBuilder(value.text()).reverse().toString();
    }

    boolean holds(List<@Nullable Object> row) {
        List<Value> key = key(row);
        boolean hasNull = key.contains(Value.Null.NULL);
        if (range instanceof KeyRange.Between between) {
            return !hasNull && holds(between, key);
        }
        if (range instanceof KeyRange.AnyOf any) {
            return !hasNull && any.ranges().stream().anyMatch(between -> holds(between, key));
        }
        return range instanceof KeyRange.All || hasNull;
    }

    private static boolean holds(KeyRange.Between between, List<Value> key) {
        return (between.after().isEmpty() || compare(key, between.after()) > 0)
                && (between.upTo().isEmpty() || compare(key, between.upTo()) <= 0);
    }

    Optional<List<Value>> keyAfter(List<List<@Nullable Object>> rows, long count) {
        return rows.stream()
                .filter(this::holds)
                .map(this::key)
                .sorted(KeyRanges::compare)
                .skip(count - 1)
                .findFirst();
    }

    private List<Value> key(List<@Nullable Object> row) {
        return columns.stream()
                .map(column -> PlainValues.valueOf(row.get(column)))
                .toList();
    }

    /** Compares the leading values that both have. */
    private static int compare(List<Value> one, List<Value> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = CommonOrder.has(one.get(i))
                    ? CommonOrder.compare(one.get(i), other.get(i))
                    : reversed(one.get(i)).compareTo(reversed(other.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
