package dev.reconcile.app.tables;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.TableNotFoundException;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A database that has names of tables and no rows. Names without a schema are found in the first one that has them. */
public final class TablesInMemory implements Database {

    private final List<TableName> tables = new ArrayList<>();
    private final List<TableName> views = new ArrayList<>();
    private final List<String> searchPath;
    private final List<String> warnings;
    private boolean closed;

    private TablesInMemory(List<String> searchPath, List<String> warnings) {
        this.searchPath = searchPath;
        this.warnings = warnings;
    }

    /** An empty database with a search path. */
    public static TablesInMemory with(String... searchPath) {
        return new TablesInMemory(List.of(searchPath), List.of());
    }

    /** The same with warnings of its own. */
    public TablesInMemory warning(String... texts) {
        return new TablesInMemory(searchPath, List.of(texts));
    }

    /** The same with these tables. */
    public TablesInMemory tables(String... names) {
        for (String name : names) {
            tables.add(TableName.parse(name));
        }
        return this;
    }

    /** The same with these views. */
    public TablesInMemory views(String... names) {
        for (String name : names) {
            views.add(TableName.parse(name));
        }
        return this;
    }

    @Override
    public LoadReading load(LoadMeasure measure, Cancellation cancellation) {
        return new LoadReading.Unknown("It is in memory.");
    }

    /** Whether somebody closed it. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public DatabaseFacts facts() {
        return new DatabaseFacts("In memory 1.0", "none", false, warnings);
    }

    @Override
    public List<Feature> features() {
        return List.of();
    }

    @Override
    public List<TableName> tables() {
        List<TableName> all = new ArrayList<>(tables);
        all.addAll(views);
        return all;
    }

    @Override
    public TableDescription describe(TableName name, Map<String, SqlExpression> expressions) {
        List<TableName> candidates = name.schema() != null
                ? List.of(name)
                : searchPath.stream()
                        .map(schema -> new TableName(schema, name.name()))
                        .toList();
        for (TableName candidate : candidates) {
            for (TableName known : tables()) {
                // Like SQL Server, and like a person who types: case does not count.
                if (known.toString().equalsIgnoreCase(candidate.toString())) {
                    TableKind kind = views.contains(known) ? TableKind.VIEW : TableKind.TABLE;
                    return new TableDescription(
                            known, kind, List.of(), List.of(), OptionalLong.empty(), List.of(), List.of());
                }
            }
        }
        throw new TableNotFoundException(name, "memory", List.of());
    }

    @Override
    public TableReader reader(TableRead read, Cancellation cancellation) {
        throw new UnsupportedOperationException("There are no rows.");
    }

    @Override
    public DatabaseTraffic traffic() {
        return DatabaseTraffic.NONE;
    }

    @Override
    public void close() {
        closed = true;
    }
}
