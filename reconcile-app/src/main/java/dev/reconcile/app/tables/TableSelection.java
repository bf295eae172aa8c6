package dev.reconcile.app.tables;

import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableNotFoundException;
import dev.reconcile.core.report.FirstFew;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was asked for into the tables that are there.
 *
 * <p>An included table that the target lacks is compared all the same: that comparison fails, and so does the run. To
 * leave it out would let the run pass without it. Only a view that the target lacks is left out, with a warning, for it
 * holds no rows of its own.
 */
public final class TableSelection {

    private static final int MOST_MISFITS = 5;

    private final TableRequest request;
    private final Database source;
    private final Database target;
    private final List<String> warnings = new ArrayList<>();

    private TableSelection(TableRequest request, Database source, Database target) {
        this.request = request;
        this.source = source;
        this.target = target;
    }

    /**
     * Selects the tables.
     *
     * @throws NoSuchTablesException if a pattern with wildcards means no table that the source's login can see
     * @throws dev.reconcile.core.port.DatabaseException if a database does not tell which tables it has
     */
    public static SelectedTables select(TableRequest request, Database source, Database target) {
        return new TableSelection(request, source, target).select();
    }

    private SelectedTables select() {
        if (request.include().isEmpty()) {
            Set<TablePair> listed = new LinkedHashSet<>(request.pairs());
            warnAboutSharedTargets(listed);
            return selected(listed);
        }
        List<TableName> sourceTables = source.tables();
        Set<TableName> targetTables = new LinkedHashSet<>(target.tables());
        Set<TableName> included = included(sourceTables);
        Map<TableName, List<TablePair>> rules = bySource(request.rules());

        Set<TablePair> pairs = new LinkedHashSet<>(request.pairs());
        Set<TableName> paired = bySource(request.pairs()).keySet();
        Set<String> withoutPartner = new TreeSet<>();
        Set<String> views = new TreeSet<>();
        for (TableName table : included) {
            if (paired.contains(table)) {
                continue;
            }
            List<TablePair> ruled = rules.get(table);
            if (ruled != null) {
                pairs.addAll(ruled);
                continue;
            }
            TableName expected = request.naming().targetOf(table);
            Optional<TableName> partner = resolved(expected, targetTables);
            if (partner.isEmpty() && isView(table)) {
                views.add(table.toString());
                continue;
            }
            if (partner.isEmpty()) {
                withoutPartner.add(table + " (expected " + expected + ")");
            }
            pairs.add(TablePair.of(table, partner.orElse(expected))
                    .withColumns(request.columns())
                    .withRules(request.columnRules()));
        }
        warn(
                withoutPartner,
                "source table has no partner in the target",
                "source tables have no partner in the target");
        warn(
                views,
                "view of the source is left out: the target lacks it",
                "views of the source are left out: the target lacks them");
        warnAboutSharedTargets(pairs);
        warnAboutTargetsWithoutSource(sourceTables, targetTables, included, pairs);
        return selected(pairs);
    }

    private SelectedTables selected(Set<TablePair> pairs) {
        Map<TablePair, List<AcceptedDifference>> accepted = new HashMap<>();
        List<String> misfits = new ArrayList<>();
        for (AcceptedEntry entry : request.accepted()) {
            Optional<String> misfit = entry.misfit(pairs);
            misfit.ifPresent(why -> misfits.add(entry.difference().name() + ": " + why));
            if (misfit.isEmpty()) {
                entry.among(pairs)
                        .forEach(pair -> accepted.computeIfAbsent(pair, p -> new ArrayList<>())
                                .add(entry.difference()));
            }
        }
        if (!misfits.isEmpty()) {
            warnings.add("Some accepted differences are not applied. "
                    + String.join(" ", misfits.subList(0, Math.min(MOST_MISFITS, misfits.size())))
                    + (misfits.size() <= MOST_MISFITS
                            ? ""
                            : " Likewise " + (misfits.size() - MOST_MISFITS) + " more."));
        }
        return new SelectedTables(
                pairs.stream()
                        .map(pair -> aged(
                                pair.withPreset(request.preset()).withAccepted(accepted.getOrDefault(pair, List.of()))))
                        .toList(),
                warnings);
    }

    private TablePair aged(TablePair pair) {
        if (pair.changeLimit() == null && request.changeLimit() != null) {
            return pair.withChangeLimit(request.changeLimit());
        }
        return pair.ageLimit() == null && request.ageLimit() != null ? pair.withAgeLimit(request.ageLimit()) : pair;
    }

    /** The source tables that the patterns mean. One that a pattern names outright is meant even if it is not there. */
    private Set<TableName> included(List<TableName> sourceTables) {
        Set<TableName> included = new LinkedHashSet<>();
        List<String> empty = new ArrayList<>();
        for (TablePattern pattern : request.include()) {
            List<TableName> matching =
                    sourceTables.stream().filter(pattern::matches).toList();
            if (!matching.isEmpty()) {
                included.addAll(matching);
            } else if (pattern.hasWildcards()) {
                empty.add(pattern.toString());
            } else {
                included.add(pattern.tableName());
            }
        }
        if (!empty.isEmpty()) {
            throw new NoSuchTablesException("No table of the source that this login can see matches "
                    + FirstFew.of(empty) + ". Check the pattern and the login's rights.");
        }
        included.removeIf(table -> request.exclude().stream().anyMatch(pattern -> pattern.matches(table)));
        return included;
    }

    /** The pairs by their source tables, these in the database's own spelling where it has them. */
    private Map<TableName, List<TablePair>> bySource(List<TablePair> pairs) {
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        pair -> resolved(source, pair.source()).orElse(pair.source()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    /** The table of that name; without a schema the database is asked, but only if it has such a table at all. */
    private Optional<TableName> resolved(TableName name, Set<TableName> targetTables) {
        if (name.schema() != null) {
            return targetTables.contains(name) ? Optional.of(name) : Optional.empty();
        }
        boolean exists = targetTables.stream().anyMatch(table -> table.name().equals(name.name()));
        return exists ? resolved(target, name) : Optional.empty();
    }

    private static Optional<TableName> resolved(Database database, TableName name) {
        try {
            return Optional.of(database.describe(name).name());
        } catch (TableNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean isView(TableName table) {
        try {
            return source.describe(table).kind() == TableKind.VIEW;
        } catch (TableNotFoundException e) {
            return false;
        }
    }

    private void warnAboutSharedTargets(Set<TablePair> pairs) {
        Map<TableName, List<TableName>> sources = pairs.stream()
                .collect(Collectors.groupingBy(
                        TablePair::target,
                        LinkedHashMap::new,
                        Collectors.mapping(TablePair::source, Collectors.toList())));
        sources.forEach((shared, tables) -> {
            if (tables.stream().distinct().count() > 1) {
                warnings.add(names(tables) + " are all compared with " + shared
                        + ". If that is not meant, name a target for each.");
            }
        });
    }

    /** Looks only where the included tables have their partners; elsewhere the target may hold what it likes. */
    private void warnAboutTargetsWithoutSource(
            List<TableName> sourceTables, Set<TableName> targetTables, Set<TableName> included, Set<TablePair> pairs) {
        Set<TableName> partners = new HashSet<>();
        Set<@Nullable String> schemas = new HashSet<>();
        for (TablePair pair : pairs) {
            partners.add(pair.target());
            schemas.add(pair.target().schema());
        }
        Set<TableName> expected =
                sourceTables.stream().map(request.naming()::targetOf).collect(Collectors.toSet());
        Set<String> sourceSchemas = included.stream()
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<String> alone = new TreeSet<>();
        for (TableName table : targetTables) {
            boolean known = partners.contains(table)
                    || partners.contains(table.unqualified())
                    || expected.contains(table)
                    || expected.contains(table.unqualified());
            boolean meant = schemas.contains(table.schema())
                    && sourceSchemas.stream().anyMatch(schema -> isMeant(new TableName(schema, table.name())));
            if (!known && meant) {
                alone.add(table.toString());
            }
        }
        warn(alone, "target table has no source table", "target tables have no source table");
    }

    private boolean isMeant(TableName table) {
        return request.include().stream().anyMatch(pattern -> pattern.matches(table))
                && request.exclude().stream().noneMatch(pattern -> pattern.matches(table));
    }

    private void warn(Set<String> names, String one, String several) {
        if (!names.isEmpty()) {
            warnings.add(names.size() + " " + (names.size() == 1 ? one : several) + ": " + FirstFew.of(names) + ".");
        }
    }

    private static String names(List<TableName> tables) {
        return FirstFew.of(tables.stream().map(TableName::toString).toList());
    }
}
