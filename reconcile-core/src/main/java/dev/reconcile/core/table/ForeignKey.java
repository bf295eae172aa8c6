package dev.reconcile.core.table;

import java.util.Objects;
import java.util.Set;

/**
 * A foreign key.
 *
 * @param name its name
 * @param from the table whose rows refer to others
 * @param to the table whose rows are referred to; the same one where rows refer to rows of their own table
 * @param deferrable whether a transaction may have it checked at its end
 * @param columns the columns of the table referred to by which its rows are told, in no particular order
 * @param onDelete what becomes of rows that refer to a deleted one
 * @param onUpdate what becomes of rows that refer to one of which such a column is changed
 */
public record ForeignKey(
        String name,
        TableName from,
        TableName to,
        boolean deferrable,
        Set<String> columns,
        Action onDelete,
        Action onUpdate) {

    public ForeignKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        columns = Set.copyOf(columns);
        Objects.requireNonNull(onDelete, "onDelete");
        Objects.requireNonNull(onUpdate, "onUpdate");
    }

    /** What becomes of rows that refer to a row which is deleted or told by other values. */
    public enum Action {
        /** They stay, and the row cannot be deleted or changed so. */
        REFUSED,
        /** They are deleted or changed too. */
        CASCADES,
        /** They stay, and refer to nothing or to another row. */
        LETS_GO
    }
}
