package dev.reconcile.core.port;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import java.util.List;
import java.util.Objects;

/**
 * What is read of one table.
 *
 * @param table the table
 * @param columns the columns in the order in which they are hashed and handed out; may be empty where rows are only
 *     counted
 * @param filter which rows
 */
public record TableRead(TableDescription table, List<ReadColumn> columns, RowFilter filter) {

    public TableRead {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(filter, "filter");
        columns = List.copyOf(columns);
    }

    /** The canonical types of the columns, in their order. */
    public List<CanonicalType> canonicalTypes() {
        return columns.stream().map(ReadColumn::canonicalType).toList();
    }

    /**
     * A column and the text form in which it is compared.
     *
     * @param column the column
     * @param canonicalType a form that the column's values have
     */
    public record ReadColumn(Column column, CanonicalType canonicalType) {

        public ReadColumn {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(canonicalType, "canonicalType");
        }
    }
}
