package dev.reconcile.benchmarks.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A hundred rows of the target that are not as in the source, spread evenly over the table. */
public final class Damage {

    /** How many rows are damaged. */
    public static final int ROWS = 100;

    /** The changed columns in turn, with what they are changed to: the least that makes another value. */
    private static final List<Change> CHANGES = List.of(
            new Change("customer", "customer || ' '"),
            new Change("status", "upper(status)"),
            new Change("amount", "amount + 0.01"),
            new Change("ordered_at", "ordered_at + interval '1 microsecond'"),
            new Change("active", "NOT active"),
            new Change("reference", "md5(reference::text)::uuid"),
            new Change("note", "NULL"));

    private final List<Row> rows;

    /** The damage of a table with so many rows. */
    public Damage(RowCount table) {
        List<Row> planted = new ArrayList<>();
        long step = table.rows() / ROWS;
        for (int i = 0; i < ROWS; i++) {
            long id = RowTable.id(i * step + step / 2);
            planted.add(
                    switch (i % 10) {
                        case 0, 2, 4, 6, 8 -> new Row(Kind.MISSING, id, List.of());
                        case 1, 5 -> new Row(Kind.EXTRA, id + 1, List.of());
                        default -> new Row(Kind.CHANGED, id, List.of(change(i).column()));
                    });
        }
        rows = List.copyOf(planted);
    }

    private static Change change(int i) {
        return CHANGES.get(i % CHANGES.size());
    }

    /** The damaged rows: 50 missing, 20 extra, 30 changed. */
    public List<Row> rows() {
        return rows;
    }

    /** How a row differs, in the words of the report. */
    public enum Kind {
        /** The target lacks it. */
        MISSING,
        /** The source lacks it. */
        EXTRA,
        /** Both have it with other values. */
        CHANGED
    }

    /**
     * One damaged row.
     *
     * @param kind how it differs
     * @param id its key
     * @param columns the columns that differ; none unless it is changed
     */
    public record Row(Kind kind, long id, List<String> columns) {

        public Row {
            columns = List.copyOf(columns);
        }
    }

    private record Change(String column, String value) {}

    /** The statements that damage a whole table. */
    List<String> statements(String table) {
        List<String> statements = new ArrayList<>();
        statements.add("DELETE FROM " + table + " WHERE id IN (" + ids(Kind.MISSING) + ")");
        statements.add("INSERT INTO " + table + " " + RowTable.selectOf(ids(Kind.EXTRA)));
        for (Change change : CHANGES) {
            String changed = rows.stream()
                    .filter(row -> row.columns().contains(change.column()))
                    .map(row -> Long.toString(row.id()))
                    .collect(Collectors.joining(", "));
            statements.add("UPDATE " + table + " SET " + change.column() + " = " + change.value() + " WHERE id IN ("
                    + changed + ")");
        }
        return statements;
    }

    private String ids(Kind kind) {
        return rows.stream()
                .filter(row -> row.kind() == kind)
                .map(row -> Long.toString(row.id()))
                .collect(Collectors.joining(", "));
    }
}
