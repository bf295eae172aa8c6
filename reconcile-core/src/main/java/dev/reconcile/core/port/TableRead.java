package dev.reconcile.core.port;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.UniqueKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is read of one table.
 *
 * @param table the table
 * @param columns the columns in the order in which they are hashed and handed out, those of the key first; may be empty
 *     where rows are only counted
 * @param keyColumns how many of them make the key; 0 where rows are told apart by all their values
 * @param filter which rows
 * @param range which of them, by their keys; {@link KeyRange#ALL} unless there is a {@link #keyOrder}
 * @param hash how the database hashes them, where it does
 */
public record TableRead(
        TableDescription table,
        List<ReadColumn> columns,
        int keyColumns,
        RowFilter filter,
        KeyRange range,
        DatabaseHash hash) {

    public TableRead {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(hash, "hash");
        columns = List.copyOf(columns);
        if (keyColumns < 0 || keyColumns > columns.size()) {
            throw new IllegalArgumentException(keyColumns + " of " + columns.size() + " columns cannot make a key.");
        }
    }

    /** A read of the rows of all keys, hashed as every database can. */
    public TableRead(TableDescription table, List<ReadColumn> columns, int keyColumns, RowFilter filter) {
        this(table, columns, keyColumns, filter, KeyRange.ALL, DatabaseHash.MD5);
    }

    /** A read of rows that are told apart by all their values. */
    public TableRead(TableDescription table, List<ReadColumn> columns, RowFilter filter) {
        this(table, columns, 0, filter);
    }

    /**
     * The same read of the rows of a range instead of its own.
     *
     * @throws IllegalStateException if it is a part of the rows, and no index orders them
     */
    public TableRead within(KeyRange other) {
        if (!other.equals(KeyRange.ALL) && keyOrder().isEmpty()) {
            throw new IllegalStateException(table.name() + " has no index that orders its rows by their keys.");
        }
        return new TableRead(table, columns, keyColumns, filter, other, hash);
    }

    /** The same read without an order of its rows: all of them in one statement, which chooses its own way to them. */
    public TableRead unordered() {
        return new TableRead(table.withoutUniqueKeys(), columns, keyColumns, filter, range, hash);
    }

    /** The same read, hashed by the database in another way. */
    public TableRead hashedBy(DatabaseHash other) {
        return new TableRead(table, columns, keyColumns, filter, range, other);
    }

    /** The same read of every row that the table holds, whatever its filter. */
    public TableRead unfiltered() {
        return new TableRead(table, columns, keyColumns, RowFilter.none(), range, hash);
    }

    /**
     * The key's columns in the order of a unique index that begins with them, so that it finds the rows of a range. Empty
     * where there is no such index, or where the key is made by an expression.
     */
    public List<ReadColumn> keyOrder() {
        List<ReadColumn> key = columns.subList(0, keyColumns);
        if (key.stream().anyMatch(column -> !column.column().expression().isNone())) {
            return List.of();
        }
        Set<String> names = key.stream().map(column -> column.column().name()).collect(Collectors.toSet());
        return table.uniqueKeys().stream()
                .map(UniqueKey::columns)
                .filter(index -> index.size() >= keyColumns
                        && keyColumns > 0
                        && names.equals(Set.copyOf(index.subList(0, keyColumns))))
                .findFirst()
                .map(index -> index.subList(0, keyColumns).stream()
                        .map(name -> key.stream()
                                .filter(column -> column.column().name().equals(name))
                                .findFirst()
                                .orElseThrow())
                        .toList())
                .orElse(List.of());
    }

    /** Whether a row may have NULL in a column of its key. */
    public boolean mayLackKey() {
        return columns.subList(0, keyColumns).stream()
                .anyMatch(column -> column.column().nullable());
    }

    /** The same read of those of its rows that satisfy another condition too; see {@link RowFilter#and}. */
    public TableRead and(RowFilter condition) {
        return condition.sql().isEmpty()
                ? this
                : new TableRead(table, columns, keyColumns, filter.and(condition.sql()), range, hash);
    }

    /** The same read of rows of another age; of every age where none is given. */
    public TableRead of(@Nullable RowAge age) {
        return new TableRead(table, columns, keyColumns, filter.of(age), range, hash);
    }

    /** The same read of no column, for rows that are only counted: that takes no right on any one column. */
    public TableRead ofNoColumn() {
        return new TableRead(table, List.of(), filter);
    }

    /** The columns that tell rows apart: the key's, or all of them where there is no key. */
    public List<ReadColumn> identifying() {
        return keyColumns == 0 ? columns : columns.subList(0, keyColumns);
    }

    /**
     * Why no database can hash these columns, as a sentence: some are compared in a form that only this process makes.
     * Empty where there is none of them.
     */
    public Optional<String> obstacleToHashing() {
        List<String> madeHere = columns.stream()
                .filter(column -> column.canonicalType() instanceof CanonicalType.MadeHere)
                .map(column -> column.column().name())
                .toList();
        return madeHere.isEmpty()
                ? Optional.empty()
                : Optional.of("A rule has " + String.join(", ", madeHere)
                        + " compared in a form that no database makes, only this process.");
    }

    /** The canonical types of the columns, in their order. */
    public List<CanonicalType> canonicalTypes() {
        return columns.stream().map(ReadColumn::canonicalType).toList();
    }

    /**
     * A column and the text form in which it is compared.
     *
     * @param column the column
     * @param canonicalType a form that the column's values have
     */
    public record ReadColumn(Column column, CanonicalType canonicalType) {

        public ReadColumn {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(canonicalType, "canonicalType");
        }
    }
}
