package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table of an {@link InMemoryDatabase}, and how it misbehaves when it is read. Put together by one thread, before the
 * database is used.
 */
public final class InMemoryTable {

    private final TableName name;
    private final List<Column> columns = new ArrayList<>();
    private final List<UniqueKey> uniqueKeys = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final List<String> indexed = new ArrayList<>();
    private final List<String> hiddenRows = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Predicate<List<@Nullable Object>>> filters = new HashMap<>();
    private final Map<String, Expression> expressions = new HashMap<>();
    private final Map<Integer, Runnable> actions = new HashMap<>();
    private OptionalLong estimatedRows = OptionalLong.empty();
    private Optional<String> obstacleToHashing = Optional.empty();
    private Optional<String> obstacleToCutting = Optional.empty();
    private Optional<String> ownHash = Optional.empty();
    private Optional<Supplier<? extends Throwable>> describeFailure = Optional.empty();
    private Optional<Supplier<? extends Throwable>> readFailure = Optional.empty();
    private Optional<Supplier<? extends Throwable>> refusal = Optional.empty();
    private int rowsBeforeFailure;
    private int rowsBeforeRestart = -1;
    private final AtomicInteger restartsLeft = new AtomicInteger();
    private int rowsBeforeHang = -1;
    private Predicate<List<@Nullable Object>> lockedRows = row -> false;
    private BooleanSupplier lockIsHeld = () -> false;
    private BooleanSupplier cutLockIsHeld = () -> false;
    private Supplier<? extends RuntimeException> failureOfHang = CancelledException::new;

    private InMemoryTable(TableName name) {
        this.name = name;
    }

    /** An empty table without columns; the name has a schema. */
    public static InMemoryTable named(String name) {
        return new InMemoryTable(TableName.parse(name));
    }

    /** Adds a column that may hold NULL. */
    public InMemoryTable column(String columnName, ValueType type) {
        return column(new Column(columnName, type.toString(), type, true, null));
    }

    /** Adds a column that never holds NULL. */
    public InMemoryTable requiredColumn(String columnName, ValueType type) {
        return column(new Column(columnName, type.toString(), type, false, null));
    }

    /** Adds a column. */
    public InMemoryTable column(Column column) {
        columns.add(column);
        return this;
    }

    /** Declares a primary key. Nothing checks that it is unique. */
    public InMemoryTable primaryKey(String... columnNames) {
        uniqueKeys.add(new UniqueKey(name.name() + "_pkey", true, List.of(columnNames)));
        return this;
    }

    /** Declares a unique index. Nothing checks that it is unique. */
    public InMemoryTable uniqueIndex(String indexName, String... columnNames) {
        uniqueKeys.add(new UniqueKey(indexName, false, List.of(columnNames)));
        return this;
    }

    /** Declares an index that is not unique. */
    public InMemoryTable index(String columnName) {
        indexed.add(columnName);
        return this;
    }

    boolean hasIndexOn(String columnName) {
        return indexed.contains(columnName);
    }

    /** Declares, or does not, a unique index over these columns in some order. Nothing checks that it is unique. */
    public InMemoryTable perhapsOrderedBy(List<String> columnNames, Random random) {
        if (columnNames.isEmpty() || random.nextInt(4) == 0) {
            return this;
        }
        List<String> shuffled = new ArrayList<>(columnNames);
        Collections.shuffle(shuffled, random);
        return uniqueIndex("in_order", shuffled.toArray(String[]::new));
    }

    /** Adds a row of {@link PlainValues}; an {@code Integer} is taken as a {@code Long}. */
    public InMemoryTable row(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    name + " has " + columns.size() + " columns, but a row has " + values.length + " values.");
        }
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(values));
        row.replaceAll(value -> value instanceof Integer number ? Long.valueOf(number) : value);
        rows.add(Collections.unmodifiableList(row));
        return this;
    }

    /** Takes rows away again. */
    public InMemoryTable delete(Predicate<List<@Nullable Object>> which) {
        rows.removeIf(which);
        return this;
    }

    /** Adds rows. */
    public InMemoryTable rows(List<? extends List<? extends @Nullable Object>> more) {
        more.forEach(row -> row(row.toArray()));
        return this;
    }

    /** The database's own estimate of the rows. */
    public InMemoryTable estimate(long estimate) {
        estimatedRows = OptionalLong.of(estimate);
        return this;
    }

    /** The login may not see every row, for this reason. */
    public InMemoryTable hidesRows(String why) {
        hiddenRows.add(why);
        return this;
    }

    /** A sentence for the reader of the report. */
    public InMemoryTable warns(String warning) {
        warnings.add(warning);
        return this;
    }

    /** The database cannot hash the table itself, for this reason. */
    public InMemoryTable cannotHash(String why) {
        obstacleToHashing = Optional.of(why);
        return this;
    }

    /** The database hashes the table by functions of its own, which it calls so. */
    public InMemoryTable hashesAs(String ownName) {
        ownHash = Optional.of(ownName);
        return this;
    }

    /** Its keys are not found in the order of the index. */
    public InMemoryTable cutsBadly(String why) {
        obstacleToCutting = Optional.of(why);
        return this;
    }

    /** What a condition of the table's SQL means; a condition that was not given so is an error. */
    public InMemoryTable filter(String sql, Predicate<List<@Nullable Object>> satisfied) {
        filters.put(sql, satisfied);
        return this;
    }

    /** What an expression of the table's SQL means, and its type; an expression that was not given so is an error. */
    public InMemoryTable expression(
            String sql, ValueType type, Function<List<@Nullable Object>, @Nullable Object> value) {
        expressions.put(sql, new Expression(type, value));
        return this;
    }

    private record Expression(ValueType type, Function<List<@Nullable Object>, @Nullable Object> value) {}

    /** Describing the table fails. */
    public InMemoryTable failsToDescribe(Supplier<? extends Throwable> failure) {
        describeFailure = Optional.of(failure);
        return this;
    }

    /** The database refuses every statement over the table. */
    public InMemoryTable refusesReads(Supplier<? extends Throwable> failure) {
        refusal = Optional.of(failure);
        return this;
    }

    /** Every read of the table fails after so many rows. */
    public InMemoryTable failsAfter(int rowCount, Supplier<? extends Throwable> failure) {
        rowsBeforeFailure = rowCount;
        readFailure = Optional.of(failure);
        return this;
    }

    /** The first attempt of every scan is lost after so many rows, and the scan is started again. */
    public InMemoryTable restartsAfter(int rowCount) {
        return restartsAfter(rowCount, Integer.MAX_VALUE);
    }

    /** The first attempt of each of so many scans is lost after so many rows, and the scan is started again. */
    public InMemoryTable restartsAfter(int rowCount, int scans) {
        rowsBeforeRestart = rowCount;
        restartsLeft.set(scans);
        return this;
    }

    /** Somebody holds a lock on some rows, for as long as this says: whoever reads one of them gives up. */
    public InMemoryTable locked(Predicate<List<@Nullable Object>> some, BooleanSupplier held) {
        lockedRows = some;
        lockIsHeld = held;
        return this;
    }

    /** Somebody holds a lock on the index, for as long as this says: nobody can tell where a segment ends. */
    public InMemoryTable lockedToCut(BooleanSupplier held) {
        cutLockIsHeld = held;
        return this;
    }

    void beforeCut() {
        requireFree(cutLockIsHeld.getAsBoolean());
    }

    void beforeRow(List<@Nullable Object> row) {
        requireFree(lockedRows.test(row) && lockIsHeld.getAsBoolean());
    }

    private void requireFree(boolean isLocked) {
        if (isLocked) {
            throw new DatabaseException(DatabaseException.Kind.LOCKED, name + " is locked. Wait.", null);
        }
    }

    /** Every read of the table hangs after so many rows, until it is cancelled. */
    public InMemoryTable hangsAfter(int rowCount) {
        return hangsAfter(rowCount, CancelledException::new);
    }

    /** Every read of the table hangs after so many rows, and fails so once it is cancelled. */
    public InMemoryTable hangsAfter(int rowCount, Supplier<? extends RuntimeException> failure) {
        rowsBeforeHang = rowCount;
        failureOfHang = failure;
        return this;
    }

    /** Runs an action in every read after so many rows, on the reading thread. */
    public InMemoryTable runsAfter(int rowCount, Runnable action) {
        actions.put(rowCount, action);
        return this;
    }

    TableName name() {
        return name;
    }

    TableDescription describe(Map<String, SqlExpression> asked) {
        describeFailure.ifPresent(failure -> Thrown.sneakily(failure.get()));
        TableDescription description =
                new TableDescription(name, TableKind.TABLE, columns, uniqueKeys, estimatedRows, hiddenRows, warnings);
        for (Map.Entry<String, SqlExpression> entry : asked.entrySet()) {
            Expression expression = expressions.get(entry.getValue().sql());
            if (expression == null) {
                throw new DatabaseException(
                        DatabaseException.Kind.OTHER, "The expression for " + entry.getKey() + " is no SQL.", null);
            }
            String name = description.column(entry.getKey()).map(Column::name).orElse(entry.getKey());
            description = description.with(
                    Column.of(entry.getValue(), name, expression.type().toString(), expression.type()));
        }
        return description;
    }

    /** Refuses what the table was told to refuse. */
    void rehearse() {
        refusal.ifPresent(failure -> Thrown.sneakily(failure.get()));
    }

    Optional<String> obstacleToCutting() {
        return obstacleToCutting;
    }

    Optional<String> ownHash() {
        return ownHash;
    }

    Optional<String> obstacleToHashing() {
        return obstacleToHashing;
    }

    /** After how many rows a scan that begins now is lost; -1 for never. */
    int rowsBeforeRestart() {
        return restartsLeft.getAndDecrement() > 0 ? rowsBeforeRestart : -1;
    }

    int rowsBeforeHang() {
        return rowsBeforeHang;
    }

    RuntimeException failureOfHang() {
        return failureOfHang.get();
    }

    List<List<@Nullable Object>> rows() {
        return rows;
    }

    /** What a condition means; empty where nobody said. */
    Optional<Predicate<List<@Nullable Object>>> filter(String sql) {
        return sql.isEmpty() ? Optional.of(row -> true) : Optional.ofNullable(filters.get(sql));
    }

    /** What gives the value of a column, or of the expression in its place, for a row. */
    Function<List<@Nullable Object>, @Nullable Object> reader(Column column) {
        if (column.expression().isNone()) {
            int position = indexOf(column.name());
            return row -> row.get(position);
        }
        return Objects.requireNonNull(expressions.get(column.expression().sql()))
                .value();
    }

    /** The position of a column among the table's, from 0. */
    int indexOf(String columnName) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(columnName)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no column " + columnName + ".");
    }

    /** Does what was asked for after so many rows. */
    void after(int rowCount) {
        Runnable action = actions.get(rowCount);
        if (action != null) {
            action.run();
        }
        if (rowCount == rowsBeforeFailure) {
            readFailure.ifPresent(failure -> Thrown.sneakily(failure.get()));
        }
    }

    /** Throws what the compiler would not let pass: tests also fail with errors. */
    private static final class Thrown {

        @SuppressWarnings("unchecked")
        static <E extends Throwable> void sneakily(Throwable failure) throws E {
            throw (E) failure;
        }
    }
}
