package dev.reconcile.history;

import java.time.Instant;
import java.util.Objects;
import org.jdbi.v3.core.result.RowView;

/** Columns that are never NULL. */
final class Columns {

    private Columns() {}

    static String text(RowView row, String column) {
        return Objects.requireNonNull(row.getColumn(column, String.class), column);
    }

    static Instant instant(RowView row, String column) {
        return Objects.requireNonNull(row.getColumn(column, Instant.class), column);
    }

    static boolean flag(RowView row, String column) {
        return Objects.requireNonNull(row.getColumn(column, Boolean.class), column);
    }

    static int number(RowView row, String column) {
        return Objects.requireNonNull(row.getColumn(column, Integer.class), column);
    }

    static long longNumber(RowView row, String column) {
        return Objects.requireNonNull(row.getColumn(column, Long.class), column);
    }

    static <E extends Enum<E>> E word(RowView row, String column, Class<E> type) {
        return Objects.requireNonNull(row.getColumn(column, type), column);
    }
}
