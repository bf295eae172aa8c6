package dev.reconcile.core.table;

import java.util.Objects;

/**
 * An expression over the columns of one table, written in its database's own SQL by the person who configured the run. Like
 * a {@link RowFilter} it is taken as it stands: it comes from the configuration file only, never from a request.
 *
 * @param sql the expression; empty for the column itself
 */
public record SqlExpression(String sql) {

    public SqlExpression {
        Objects.requireNonNull(sql, "sql");
    }

    /** The column itself. */
    public static SqlExpression none() {
        return new SqlExpression("");
    }

    /** Whether the column itself is meant. */
    public boolean isNone() {
        return sql.isEmpty();
    }
}
