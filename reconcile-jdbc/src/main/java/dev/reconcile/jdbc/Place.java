package dev.reconcile.jdbc;

import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.RowFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is read, for messages.
 *
 * @param name for a person: {@code the source table public.orders}
 * @param writtenSql where a person's own SQL takes part in the read, each as a person would call it; empty where none does
 */
record Place(String name, List<String> writtenSql) {

    Place {
        writtenSql = List.copyOf(writtenSql);
    }

    /** What is read without any SQL of a person's. */
    static Place of(String name) {
        return new Place(name, List.of());
    }

    /** A read of a table. */
    static Place of(String name, TableRead read) {
        List<String> written = new ArrayList<>();
        read.columns().stream()
                .map(column -> column.column())
                .filter(column -> !column.expression().isNone())
                .forEach(column -> written.add("the expression of the column " + column.name()));
        RowFilter filter = read.filter();
        if (!filter.sql().isEmpty()) {
            written.add("the row filter of the table");
        }
        if (!filter.further().isEmpty()) {
            written.add("the filter of the accepted differences");
        }
        return new Place(name, written);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
