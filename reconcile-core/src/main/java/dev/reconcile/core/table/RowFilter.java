package dev.reconcile.core.table;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of one table are read: those that satisfy the condition, that nothing marks as deleted and that are of the age
 * asked for.
 *
 * <p>The condition is written in the database's own SQL by the person who configured the run. It is the one piece of SQL
 * that is taken as it stands: it comes from the configuration file only, never from a request.
 *
 * @param sql the condition without {@code WHERE}; empty for every row
 * @param further another condition that has to hold too; empty where there is none
 * @param deletedMark a column of text or boolean that is {@code true} in rows that count as deleted and in no other, NULL
 *     not being true; null where no column marks such rows
 * @param age of the rows; null where rows of every age are read
 */
public record RowFilter(
        String sql,
        String further,
        @Nullable Column deletedMark,
        @Nullable RowAge age) {

    public RowFilter {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(further, "further");
    }

    /** The rows that satisfy a condition. */
    public RowFilter(String sql) {
        this(sql, "", null, null);
    }

    /** Every row. */
    public static RowFilter none() {
        return new RowFilter("");
    }

    /** Of these rows, the ones that a column does not mark as deleted. */
    public RowFilter withoutMarked(Column mark) {
        return new RowFilter(sql, further, mark, age);
    }

    /**
     * Of these rows, the ones that satisfy another condition too.
     *
     * @param condition as {@link #sql}; empty for all of these rows
     * @throws IllegalStateException if there is a further condition already
     */
    public RowFilter and(String condition) {
        if (!further.isEmpty()) {
            throw new IllegalStateException("Rows are filtered by two conditions already.");
        }
        return new RowFilter(sql, condition, deletedMark, age);
    }

    /** Of these rows, the ones of an age; those of every age where there is none. */
    public RowFilter of(@Nullable RowAge asked) {
        return new RowFilter(sql, further, deletedMark, asked);
    }

    /** Whether every row is read. */
    public boolean isNone() {
        return sql.isEmpty() && further.isEmpty() && deletedMark == null && age == null;
    }
}
