package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowFilter;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands behind FROM. Where no column is an expression of the user's, that is the table and its condition. Where one is,
 * it is a query of the table that gives the expression the column's name; the condition, which is about the table's own
 * columns, stands inside.
 *
 * @param table a table, or a query in brackets with a name
 * @param condition of the rows that are read; empty for every row
 */
record ReadFrom(String table, String condition) {

    /**
     * @param condition of the rows that are read; empty for every row
     * @param quoted how the engine quotes a name
     */
    static ReadFrom of(TableRead read, String table, String condition, UnaryOperator<String> quoted) {
        if (read.columns().stream()
                .allMatch(column -> column.column().expression().isNone())) {
            return new ReadFrom(table, condition);
        }
        String columns = read.columns().stream()
                .map(column -> named(column.column(), quoted))
                .collect(Collectors.joining(", "));
        // A comment at the end of the user's SQL ends with its line.
        return new ReadFrom("(SELECT " + columns + " FROM " + table + where(condition) + ") AS expressed", "");
    }

    private static String named(Column column, UnaryOperator<String> quoted) {
        String name = quoted.apply(column.name());
        return column.expression().isNone() ? name : "(\n" + column.expression().sql() + "\n) AS " + name;
    }

    /** The condition as a clause, with the line break before it; nothing where every row is read. */
    String where() {
        return where(condition);
    }

    /** The condition and another one as a clause, with the line break before it. */
    String whereAnd(String other) {
        return "\nWHERE " + (condition.isEmpty() ? "" : condition + " AND ") + "(" + other + ")";
    }

    /**
     * A condition that the engine takes only if each part of the filter that a person wrote is a condition by itself. One
     * that closes a bracket that it did not open would pass between brackets, and mean other rows than it says; between the
     * words of a CASE it does not.
     *
     * @param condition the whole condition of the filter, as it is asked; empty for every row
     */
    static String rehearsed(String condition, RowFilter filter) {
        return Stream.concat(
                        Stream.of(condition),
                        Stream.of(filter.sql(), filter.further())
                                .filter(written -> !written.isEmpty())
                                .map(written -> "CASE WHEN\n" + written + "\nTHEN 1 END = 1"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" AND "));
    }

    /** Two conditions of which either may be empty, and then holds for every row. */
    static String both(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + " AND " + other;
    }

    /** A condition as a clause, with the line break before it; nothing where there is none. */
    static String where(String condition) {
        return condition.isEmpty() ? "" : "\nWHERE " + condition;
    }
}
