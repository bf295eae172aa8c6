package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes random tables: one to eight columns of all canonical types with awkward names, none to thirty rows with NULLs
 * and duplicates. The columns' native types are PostgreSQL's, and it can hold every value unless the fraction of a second
 * has seven digits.
 */
public final class RandomTables {

    private static final int MOST_COLUMNS = 8;
    private static final int MOST_ROWS = 30;
    private static final int MOST_DAMAGES = 4;
    private static final List<String> NAMES =
            List.of("id", "Mixed Case", "select", "a.b", "naïve", "quote\"d", "bracket]ed", "semi;--", "apostrophe's");

    private final Random random;
    private final int mostFractionDigits;
    private final RandomValues values;

    /**
     * Tables drawn from {@code random}.
     *
     * @param mostFractionDigits of a second: 6 for PostgreSQL, 7 for what SQL Server can hold too
     */
    public RandomTables(Random random, int mostFractionDigits) {
        this.random = random;
        this.mostFractionDigits = mostFractionDigits;
        this.values = new RandomValues(random);
    }

    /** Another table. */
    public RandomTable next() {
        List<Column> columns = new ArrayList<>();
        int columnCount = 1 + random.nextInt(MOST_COLUMNS);
        for (int i = 0; i < columnCount; i++) {
            columns.add(column(NAMES.get(random.nextInt(NAMES.size())) + i));
        }
        return next(columns);
    }

    /** Another table of these columns; their native types are those of {@link #next()}. */
    public RandomTable next(List<Column> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int rowCount = random.nextInt(MOST_ROWS + 1);
        for (int i = 0; i < rowCount; i++) {
            boolean duplicate = i > 0 && random.nextInt(6) == 0;
            rows.add(duplicate ? rows.get(random.nextInt(i)) : row(columns));
        }
        return new RandomTable(columns, rows);
    }

    /**
     * Another table, one of whose columns is as keys are: all different, and lying close together, far apart, below zero,
     * at both ends of the type, or in a few crowds; moments less than a second apart; texts that differ in case and blanks.
     */
    public RandomTable nextWithSpreadKey() {
        RandomTable table = next();
        SpreadKeys keys = SpreadKeys.values()[random.nextInt(SpreadKeys.values().length)];
        int position = random.nextInt(table.columns().size() + 1);
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(position, keys.column("key of its own"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Object> drawn = keys.draw(table.rows().size(), random);
        for (int i = 0; i < drawn.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>(table.rows().get(i));
            row.add(position, drawn.get(i));
            rows.add(row);
        }
        return new RandomTable(columns, rows);
    }

    /** A column of each kind that {@link #next()} draws from, all of them able to hold NULL. */
    public List<Column> columnsOfEachKind() {
        List<Column> columns = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            columns.add(kind.column("c" + columns.size(), true, this));
        }
        return columns;
    }

    /**
     * The table with one cell changed to a value of a different canonical text.
     *
     * @param table with one row or more
     */
    public RandomTable withOneCellChanged(RandomTable table) {
        int rowIndex = random.nextInt(table.rows().size());
        int columnIndex = random.nextInt(table.columns().size());
        Column column = table.columns().get(columnIndex);
        List<@Nullable Object> row = new ArrayList<>(table.rows().get(rowIndex));
        Object old = row.get(columnIndex);
        Object changed = values.near(old, column);
        while (RandomTable.isSame(old, changed, column)) {
            changed = values.near(changed, column);
        }
        row.set(columnIndex, changed);
        List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
        rows.set(rowIndex, row);
        return new RandomTable(table.columns(), rows);
    }

    /** The table with a row more. */
    public RandomTable withOneRowAdded(RandomTable table) {
        List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
        rows.add(random.nextInt(rows.size() + 1), row(table.columns()));
        return new RandomTable(table.columns(), rows);
    }

    /** The table without one of its rows; it has one or more. */
    public RandomTable withOneRowDeleted(RandomTable table) {
        List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
        rows.remove(random.nextInt(rows.size()));
        return new RandomTable(table.columns(), rows);
    }

    /** The table with one of its rows twice; it has one or more. */
    public RandomTable withOneRowDuplicated(RandomTable table) {
        List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
        rows.add(random.nextInt(rows.size() + 1), rows.get(random.nextInt(rows.size())));
        return new RandomTable(table.columns(), rows);
    }

    /** The table after up to four changes, deletions and additions of rows. */
    public RandomTable damaged(RandomTable table) {
        RandomTable damaged = table;
        for (int damages = random.nextInt(MOST_DAMAGES + 1); damages > 0; damages--) {
            damaged = damaged.rows().isEmpty() ? withOneRowAdded(damaged) : damagedOnce(damaged);
        }
        return damaged;
    }

    private RandomTable damagedOnce(RandomTable table) {
        return switch (random.nextInt(5)) {
            case 0 -> withOneRowDeleted(table);
            case 1 -> withOneRowDuplicated(table);
            case 2 -> withOneRowAdded(table);
            default -> withOneCellChanged(table);
        };
    }

    /** The names of some of the columns, perhaps of none or all, in any order. */
    public List<String> someNames(RandomTable table) {
        List<String> names =
                new ArrayList<>(table.columns().stream().map(Column::name).toList());
        Collections.shuffle(names, random);
        return names.subList(0, random.nextInt(names.size() + 1));
    }

    /** The same rows in another order. */
    public RandomTable withRowsShuffled(RandomTable table) {
        List<List<@Nullable Object>> rows = new ArrayList<>(table.rows());
        Collections.shuffle(rows, random);
        return new RandomTable(table.columns(), rows);
    }

    /** The same table with its columns in another order. */
    public RandomTable withColumnsShuffled(RandomTable table) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return new RandomTable(
                order.stream().map(table.columns()::get).toList(),
                table.rows().stream().map(row -> permuted(row, order)).toList());
    }

    private static List<@Nullable Object> permuted(List<@Nullable Object> row, List<Integer> order) {
        List<@Nullable Object> permuted = new ArrayList<>();
        order.forEach(i -> permuted.add(row.get(i)));
        return permuted;
    }

    private Column column(String name) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        return kind.column(name, random.nextInt(4) > 0, this);
    }

    private List<@Nullable Object> row(List<Column> columns) {
        List<@Nullable Object> row = new ArrayList<>();
        columns.forEach(column -> row.add(values.next(column)));
        return row;
    }

    private int digits() {
        return random.nextInt(mostFractionDigits + 1);
    }

    /** The kinds of columns, with their type in PostgreSQL's words. */
    private enum Kind {
        BOOLEAN,
        SMALLINT,
        INTEGER,
        BIGINT,
        NUMERIC,
        FREE_NUMERIC,
        REAL,
        DOUBLE,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMPTZ,
        UUID,
        CHAR,
        VARCHAR,
        TEXT,
        BYTEA,
        INET,
        VARBIT,
        INTERVAL,
        RANGE,
        ARRAY;

        Column column(String name, boolean nullable, RandomTables tables) {
            return switch (this) {
                case BOOLEAN -> new Column(name, "boolean", new ValueType.Bool(), nullable, null);
                case SMALLINT -> new Column(name, "smallint", new ValueType.Whole(), nullable, null);
                case INTEGER -> new Column(name, "integer", new ValueType.Whole(), nullable, null);
                case BIGINT -> new Column(name, "bigint", new ValueType.Whole(), nullable, null);
                case NUMERIC -> numeric(name, nullable, tables);
                case FREE_NUMERIC -> new Column(name, "numeric", new ValueType.FreeDecimal(), nullable, null);
                case REAL -> new Column(name, "real", new ValueType.Floating(32), nullable, null);
                case DOUBLE -> new Column(name, "double precision", new ValueType.Floating(64), nullable, null);
                case DATE -> new Column(name, "date", new ValueType.Date(), nullable, null);
                case TIME -> {
                    int digits = tables.digits();
                    yield new Column(name, "time(" + digits + ")", new ValueType.Time(digits), nullable, null);
                }
                case TIMESTAMP -> {
                    int digits = tables.digits();
                    yield new Column(
                            name, "timestamp(" + digits + ")", new ValueType.Timestamp(digits), nullable, null);
                }
                case TIMESTAMPTZ -> {
                    int digits = tables.digits();
                    yield new Column(
                            name, "timestamptz(" + digits + ")", new ValueType.Instant(digits), nullable, null);
                }
                case UUID -> new Column(name, "uuid", new ValueType.Uuid(), nullable, null);
                case CHAR -> text(name, "char", nullable, tables);
                case VARCHAR -> text(name, "varchar", nullable, tables);
                case TEXT ->
                    new Column(name, "text", new ValueType.Text(ValueType.Text.UNBOUNDED, false), nullable, null);
                case BYTEA -> new Column(name, "bytea", new ValueType.Binary(ValueType.Text.UNBOUNDED), nullable, null);
                case INET -> new Column(name, "inet", new ValueType.Textual("inet"), nullable, null);
                case VARBIT -> new Column(name, "varbit", new ValueType.Textual("bit string"), nullable, null);
                case INTERVAL ->
                    new Column(name, "interval", new ValueType.Textual("interval of modifier -1"), nullable, null);
                case RANGE -> new Column(name, "int4range", new ValueType.Textual("int4range"), nullable, null);
                case ARRAY -> new Column(name, "integer[]", new ValueType.Textual("int4 array"), nullable, null);
            };
        }

        private static Column numeric(String name, boolean nullable, RandomTables tables) {
            int precision = 1 + tables.random.nextInt(38);
            int scale = tables.random.nextInt(precision + 1);
            return new Column(
                    name,
                    "numeric(" + precision + "," + scale + ")",
                    new ValueType.FixedDecimal(precision, scale),
                    nullable,
                    null);
        }

        private static Column text(String name, String type, boolean nullable, RandomTables tables) {
            int length = 1 + tables.random.nextInt(12);
            return new Column(
                    name, type + "(" + length + ")", new ValueType.Text(length, type.equals("char")), nullable, null);
        }
    }
}
