package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.table.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns and rows of a table.
 *
 * @param columns with native types in PostgreSQL's words
 * @param rows of {@link PlainValues}, each with a value for each column
 */
public record RandomTable(List<Column> columns, List<List<@Nullable Object>> rows) {

    public RandomTable {
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                .toList();
    }

    /** The table in memory. */
    public InMemoryTable inMemory(String name) {
        InMemoryTable table = InMemoryTable.named(name);
        columns.forEach(table::column);
        return table.rows(rows);
    }

    /** The column of exactly this name, which there must be. */
    public Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The position of a column of exactly this name, from 0; -1 where there is none. */
    public int indexOf(String name) {
        return columns.stream().map(Column::name).toList().indexOf(name);
    }

    /**
     * The rows by the frame of their key.
     *
     * @param key the columns of the key; empty for all
     * @param types the forms of all columns
     */
    public Map<String, List<List<@Nullable Object>>> byKey(List<String> key, List<CanonicalType> types) {
        List<Integer> positions = (key.isEmpty()
                        ? columns.stream().map(Column::name).toList()
                        : key)
                .stream().map(this::indexOf).toList();
        List<CanonicalType> ofKey = positions.stream().map(types::get).toList();
        Map<String, List<List<@Nullable Object>>> byKey = new TreeMap<>();
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> values = new ArrayList<>();
            positions.forEach(position -> values.add(row.get(position)));
            String frame = new String(CanonicalText.frame(values, ofKey), StandardCharsets.UTF_8);
            byKey.computeIfAbsent(frame, k -> new ArrayList<>()).add(row);
        }
        return byKey;
    }

    /** The canonical types of the columns, each compared with a column like itself. */
    public List<CanonicalType> canonicalTypes() {
        return columns.stream().map(RandomTable::canonicalType).toList();
    }

    /** Whether two values of the column are equal in their canonical texts, NULL being equal to NULL alone. */
    static boolean isSame(@Nullable Object one, @Nullable Object other, Column column) {
        if (one == null || other == null) {
            return one == other;
        }
        CanonicalType type = canonicalType(column);
        return CanonicalText.of(one, type).equals(CanonicalText.of(other, type));
    }

    private static CanonicalType canonicalType(Column column) {
        return CanonicalType.common(column.valueType(), column.valueType(), Rounding.HALF_UP)
                .orElseThrow();
    }
}
