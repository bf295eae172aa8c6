package dev.reconcile.core.table;

import java.util.Objects;

/**
 * A condition on the rows of one table, written in its database's own SQL by the person who configured the run. It is
 * the one piece of SQL that is taken as it stands: it comes from the configuration file only, never from a request.
 *
 * @param sql the condition without {@code WHERE}; empty for every row
 */
public record RowFilter(String sql) {

    public RowFilter {
        Objects.requireNonNull(sql, "sql");
    }

    /** Every row. */
    public static RowFilter none() {
        return new RowFilter("");
    }

    /** Whether every row is read. */
    public boolean isNone() {
        return sql.isEmpty();
    }
}
