package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.Column;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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

    /** A condition as a clause, with the line break before it; nothing where there is none. */
    static String where(String condition) {
        return condition.isEmpty() ? "" : "\nWHERE " + condition;
    }
}
