package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
