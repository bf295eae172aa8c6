package dev.reconcile.core.table;

import java.util.Objects;

/**
 * A foreign key.
 *
 * @param name its name
 * @param from the table whose rows refer to others
 * @param to the table whose rows are referred to; the same one where rows refer to rows of their own table
 * @param deferrable whether a transaction may have it checked at its end
 * @param onDelete what becomes of rows that refer to a deleted one
 */
public record ForeignKey(String name, TableName from, TableName to, boolean deferrable, OnDelete onDelete) {

    public ForeignKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(onDelete, "onDelete");
    }

    /** What becomes of rows that refer to a row which is deleted. */
    public enum OnDelete {
        /** They stay, and the row cannot be deleted. */
        REFUSED,
        /** They are deleted too. */
        CASCADES,
        /** They stay, and refer to nothing or to another row. */
        LETS_GO
    }
}
