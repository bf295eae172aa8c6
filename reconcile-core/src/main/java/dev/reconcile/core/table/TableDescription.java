package dev.reconcile.core.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table or view as its database describes it.
 *
 * @param name the resolved name, always with a schema
 * @param kind what it is
 * @param columns all columns in the table's order
 * @param uniqueKeys the primary key and the unique indexes over whole rows (never a partial or an expression index)
 * @param foreignKeys those of this table, and those of other tables to it; asked of PostgreSQL alone
 * @param estimatedRows the database's own estimate, at least 0; empty where it has none
 * @param hiddenRows why this login may not see every row (row-level security), one sentence each; empty where every
 *     row is visible. A table with hidden rows never counts as compared.
 * @param warnings what the reader of the report should know of this table, one sentence each
 * @param writing what whoever writes to the table should know
 */
public record TableDescription(
        TableName name,
        TableKind kind,
        List<Column> columns,
        List<UniqueKey> uniqueKeys,
        List<ForeignKey> foreignKeys,
        OptionalLong estimatedRows,
        List<String> hiddenRows,
        List<String> warnings,
        WriteConditions writing) {

    public TableDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(estimatedRows, "estimatedRows");
        Objects.requireNonNull(writing, "writing");
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
        foreignKeys = List.copyOf(foreignKeys);
        hiddenRows = List.copyOf(hiddenRows);
        warnings = List.copyOf(warnings);
    }

    /** A table of which nothing is known but what it takes to read it. */
    public TableDescription(
            TableName name,
            TableKind kind,
            List<Column> columns,
            List<UniqueKey> uniqueKeys,
            OptionalLong estimatedRows,
            List<String> hiddenRows,
            List<String> warnings) {
        this(name, kind, columns, uniqueKeys, List.of(), estimatedRows, hiddenRows, warnings, WriteConditions.NONE);
    }

    /**
     * The column of that name: the one spelled exactly so, else the only one that differs in case alone. Empty where
     * there is none, or where only several in other spellings exist.
     */
    public Optional<Column> column(String columnName) {
        Optional<Column> exact =
                columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        String folded = columnName.toLowerCase(Locale.ROOT);
        List<Column> alike = columns.stream()
                .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(folded))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** The same table with a column in the place of the one that has its name, or behind the others where none has. */
    public TableDescription with(Column column) {
        Optional<Column> replaced = column(column.name());
        List<Column> all = new ArrayList<>(columns);
        if (replaced.isPresent()) {
            all.set(columns.indexOf(replaced.get()), column);
        } else {
            all.add(column);
        }
        return new TableDescription(
                name, kind, all, uniqueKeys, foreignKeys, estimatedRows, hiddenRows, warnings, writing);
    }

    /** The same table as if it had no unique index. */
    public TableDescription withoutUniqueKeys() {
        return new TableDescription(
                name, kind, columns, List.of(), foreignKeys, estimatedRows, hiddenRows, warnings, writing);
    }

    /**
     * The key that tells rows apart: the primary key, else the unique index over NOT NULL columns with the fewest
     * columns (the first by name among equals). Empty where the table has neither.
     */
    public Optional<UniqueKey> identifyingKey() {
        return uniqueKeys.stream()
                .filter(key -> key.primary() || key.columns().stream().noneMatch(this::mayBeNull))
                .min(Comparator.comparing((UniqueKey key) -> !key.primary())
                        .thenComparing(key -> key.columns().size())
                        .thenComparing(UniqueKey::name));
    }

    private boolean mayBeNull(String columnName) {
        return column(columnName).map(Column::nullable).orElse(true);
    }
}
