package dev.reconcile.core.table;

import java.util.List;
import java.util.Objects;

/**
 * A primary key, unique constraint or unique index.
 *
 * @param name the constraint's or index's name
 * @param primary whether it is the primary key
 * @param columns the columns' names in the key's own order, at least one; the order may differ from the table's
 */
public record UniqueKey(String name, boolean primary, List<String> columns) {

    public UniqueKey {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("The key " + name + " has no columns.");
        }
    }
}
