package dev.reconcile.app;

import dev.reconcile.app.tables.AcceptedEntry;
import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.NamingRule;
import dev.reconcile.core.table.NamingRule.Spelling;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes out which tables were asked for. Used once.
 *
 * <p>The layer that wins and names any tables decides which they are. What the file says of a pair of tables holds for
 * that pair also where a flag or the environment asks for it.
 */
final class TablesReader {

    private final SettingValues values;
    private final List<GivenPair> givenPairs;
    private final List<GivenAccepted> givenAccepted;
    private final Problems problems;
    private final NamingRule naming;
    private final RulesReader rulesReader;
    private final ColumnRules everywhere;
    private final Optional<Duration> olderThan;
    private Layer namedIn = Layer.FILE;

    TablesReader(
            SettingValues values,
            List<GivenPair> givenPairs,
            List<GivenRule> givenRules,
            List<GivenAccepted> givenAccepted,
            Problems problems) {
        this.values = values;
        this.givenPairs = givenPairs;
        this.givenAccepted = givenAccepted;
        this.problems = problems;
        this.rulesReader = new RulesReader(values, problems);
        this.everywhere = new ColumnRules(Map.of(), rulesReader.readForEveryTable(givenRules));
        this.olderThan = values.timeIfGiven(SettingKey.TABLES_OLDER_THAN);
        Map<String, String> schemas =
                values.given(SettingKey.TABLES_SCHEMA_MAP).map(values::mapping).orElse(Map.of());
        Spelling spelling = switch (values.word(SettingKey.TABLES_NAMING)) {
            case "lower" -> Spelling.LOWER;
            case "snake" -> Spelling.SNAKE;
            default -> Spelling.AS_IS;
        };
        this.naming = new NamingRule(schemas, spelling);
    }

    /** The request; without any table if something is not known yet or wrong, which is among the problems then. */
    TableRequest read() {
        TableRequest request = tables();
        return request.withPreset(Preset.of(values.word(SettingKey.TABLES_PRESET)))
                .withAgeLimit(ageLimit())
                .withChangeLimit(changeLimit())
                .withAccepted(accepted(request));
    }

    /** The age limit of the pairs that have none of their own. */
    private @Nullable AgeLimit ageLimit() {
        Optional<Given> column = values.given(SettingKey.TABLES_AGE_COLUMN);
        Optional<Given> age = values.given(SettingKey.TABLES_OLDER_THAN);
        boolean ofPairs = givenPairs.stream()
                .anyMatch(pair -> pair.field(PairField.AGE_COLUMN).isPresent());
        if (age.isPresent() && column.isEmpty() && !ofPairs) {
            problems.add(
                    age.get().place(),
                    "nothing says how old a row is. Give " + SettingKey.TABLES_AGE_COLUMN.flag()
                            + " with the column that says when a row was written last.");
        }
        if (age.isEmpty() && column.isPresent()) {
            problems.add(column.get().place(), "says nothing without " + SettingKey.TABLES_OLDER_THAN.flag() + ".");
        }
        List<String> names = column.map(values::names).orElse(List.of());
        return names.isEmpty()
                ? null
                : olderThan.map(time -> AgeLimit.byFirstOf(names, time)).orElse(null);
    }

    /** The change limit of the pairs that have none of their own; without a column where none is given for them. */
    private @Nullable ChangeLimit changeLimit() {
        Optional<Given> since = values.given(SettingKey.TABLES_SINCE);
        Optional<Given> column = values.given(SettingKey.TABLES_CHANGE_COLUMN);
        if (since.isEmpty()) {
            for (SettingKey key : List.of(SettingKey.TABLES_CHANGE_COLUMN, SettingKey.TABLES_CHANGE_ZONE)) {
                // A file may name them for the runs that are asked for what was changed.
                values.given(key)
                        .filter(given -> given.place().layer() != Layer.FILE)
                        .ifPresent(given -> problems.add(
                                given.place(), "says nothing without " + SettingKey.TABLES_SINCE.flag() + "."));
            }
            return null;
        }
        boolean ofPairs = givenPairs.stream()
                .anyMatch(pair -> pair.field(PairField.CHANGE_COLUMN).isPresent());
        if (column.isEmpty() && !ofPairs) {
            problems.add(
                    since.get().place(),
                    "nothing says when a row was changed. Give " + SettingKey.TABLES_CHANGE_COLUMN.flag()
                            + " with the column that does.");
        }
        for (SettingKey other : List.of(SettingKey.TABLES_OLDER_THAN, SettingKey.SCRUB)) {
            if (values.isGiven(other)) {
                problems.add(
                        since.get().place(),
                        "chooses other rows than " + other.flag() + ". Leave out the one or the other.");
            }
        }
        List<String> names = column.map(values::names).orElse(List.of());
        // Where both are given no limit is made, since a pair cannot have both.
        return values.isGiven(SettingKey.TABLES_OLDER_THAN)
                ? null
                : values.since()
                        .map(time -> new ChangeLimit(time, names, AgeLimit.Lack.IS_SAID, values.changeZone()))
                        .orElse(null);
    }

    /**
     * What is accepted. Where tables are listed it is known already of which pair. An entry for a table that is not among
     * them is a problem only if the file lists them itself: a flag may ask for some of the tables that the file is about.
     */
    private List<AcceptedEntry> accepted(TableRequest request) {
        AcceptedReader reader = new AcceptedReader(values, problems);
        List<AcceptedEntry> entries = new ArrayList<>();
        for (GivenAccepted given : givenAccepted) {
            reader.read(given).ifPresent(entry -> {
                entries.add(entry);
                boolean listed = request.include().isEmpty() && !request.pairs().isEmpty();
                boolean certain =
                        namedIn == Layer.FILE || !entry.among(request.pairs()).isEmpty();
                if (listed && certain) {
                    entry.misfit(request.pairs()).ifPresent(why -> problems.add(given.place(), why));
                }
            });
        }
        return entries;
    }

    private TableRequest tables() {
        List<TablePair> listedInFile = pairsInFile();
        for (Layer layer : Layer.values()) {
            namedIn = layer;
            Optional<Given> sources = values.given(SettingKey.SOURCE_TABLES, layer);
            Optional<Given> patterns = values.given(SettingKey.TABLES_INCLUDE, layer);
            List<GivenPair> pairs = layer == Layer.FILE ? givenPairs : List.of();
            if (sources.isPresent()) {
                checkListStandsAlone(layer, sources.get(), pairs);
                return TableRequest.of(listed(layer, sources.get(), listedInFile));
            }
            values.given(SettingKey.TARGET_TABLES, layer)
                    .ifPresent(targets -> problems.add(
                            targets.place(),
                            "target tables without source tables. Give " + SettingKey.SOURCE_TABLES.flag()
                                    + " in the same place."));
            if (patterns.isPresent()) {
                return new TableRequest(
                        layer == Layer.FILE ? listedInFile : List.of(),
                        patterns(patterns.get()),
                        values.given(SettingKey.TABLES_EXCLUDE)
                                .map(this::patterns)
                                .orElse(List.of()),
                        naming,
                        listedInFile,
                        columns(ColumnSelection.all()),
                        everywhere,
                        Preset.NONE,
                        List.of(),
                        null,
                        null);
            }
            if (!pairs.isEmpty()) {
                return TableRequest.of(listedInFile);
            }
        }
        problems.add("No tables are named. Give " + SettingKey.SOURCE_TABLES.flag() + " and "
                + SettingKey.TARGET_TABLES.flag() + ", or " + SettingKey.TABLES_INCLUDE.flag()
                + " with patterns such as 'dbo.*', or tables.pairs in the file.");
        return TableRequest.of(List.of());
    }

    private void checkListStandsAlone(Layer layer, Given sources, List<GivenPair> pairs) {
        values.given(SettingKey.TABLES_INCLUDE, layer)
                .ifPresent(patterns -> problems.add(
                        sources.place(),
                        "tables are listed here and also meant by patterns at " + patterns.place()
                                + ". Leave out the one or the other."));
        values.given(SettingKey.TABLES_EXCLUDE, layer)
                .ifPresent(exclude -> problems.add(
                        exclude.place(),
                        "leaves tables out of patterns, but the tables are listed at " + sources.place()
                                + ". Take the tables off that list instead."));
        if (!pairs.isEmpty()) {
            problems.add(
                    sources.place(),
                    "the file also lists pairs at " + pairs.get(0).place() + ". Write these tables as pairs too.");
        }
    }

    private List<TablePair> listed(Layer layer, Given sources, List<TablePair> listedInFile) {
        Optional<Given> targets = values.given(SettingKey.TARGET_TABLES, layer);
        List<TableName> sourceNames = tables(sources);
        List<TableName> targetNames = targets.map(this::tables).orElse(List.of());
        if (sourceNames.isEmpty() || (targets.isPresent() && targetNames.isEmpty())) {
            return List.of();
        }
        if (targets.isPresent() && targetNames.size() != sourceNames.size()) {
            problems.add(
                    targets.get().place(),
                    "the lists are of unequal length: " + sourceNames.size() + " source and " + targetNames.size()
                            + " target tables. Name one target table for each source table, in the same order.");
            return List.of();
        }
        List<TablePair> pairs = new ArrayList<>();
        for (int i = 0; i < sourceNames.size(); i++) {
            TableName source = sourceNames.get(i);
            List<TablePair> known = listedInFile.stream()
                    .filter(pair -> isSame(pair.source(), source))
                    .toList();
            if (targets.isPresent()) {
                TableName target = targetNames.get(i);
                pairs.add(known.stream()
                        .filter(pair -> isSame(pair.target(), target))
                        .findFirst()
                        .orElseGet(() -> plain(source, target)));
            } else if (known.isEmpty()) {
                pairs.add(plain(source, naming.targetOf(source)));
            } else {
                pairs.addAll(known);
            }
        }
        if (pairs.size() > 1 && new HashSet<>(pairs).size() < pairs.size()) {
            problems.add(sources.place(), "a table is listed twice. Leave one out.");
        }
        return pairs;
    }

    /** Whether two names can be told to mean the same table without asking a database. */
    private static boolean isSame(TableName one, TableName other) {
        return folded(one).equals(folded(other));
    }

    private static TableName folded(TableName table) {
        String schema = table.schema();
        return new TableName(
                schema == null ? null : schema.toLowerCase(Locale.ROOT),
                table.name().toLowerCase(Locale.ROOT));
    }

    private TablePair plain(TableName source, TableName target) {
        return TablePair.of(source, target)
                .withColumns(columns(ColumnSelection.all()))
                .withRules(everywhere);
    }

    private List<TableName> tables(Given given) {
        return values.names(given).stream().map(TableName::parse).toList();
    }

    private List<TablePattern> patterns(Given given) {
        return values.names(given).stream().map(TablePattern::parse).toList();
    }

    private List<TablePair> pairsInFile() {
        List<TablePair> pairs = new ArrayList<>();
        Set<TablePair> seen = new HashSet<>();
        for (GivenPair given : givenPairs) {
            pair(given).ifPresent(pair -> {
                pairs.add(pair);
                if (!seen.add(TablePair.of(pair.source(), pair.target()))) {
                    problems.add(given.place(), "the pair is listed twice. Leave one out.");
                }
            });
        }
        return pairs;
    }

    private Optional<TablePair> pair(GivenPair given) {
        given.fields().values().forEach(values::check);
        Map<String, ColumnRule> rules = rulesReader.read(given.rules());
        if (given.field(PairField.SOURCE).isEmpty()) {
            problems.add(given.place(), "a pair needs a source. Name the source table.");
            return Optional.empty();
        }
        Optional<TableName> source = given.field(PairField.SOURCE).flatMap(values::tableName);
        Optional<Given> targetGiven = given.field(PairField.TARGET);
        Optional<TableName> target =
                targetGiven.isPresent() ? targetGiven.flatMap(values::tableName) : source.map(naming::targetOf);
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        ColumnSelection own = new ColumnSelection(
                names(given, PairField.COLUMNS),
                Set.copyOf(names(given, PairField.EXCLUDE)),
                given.field(PairField.RENAMES).map(values::mapping).orElse(Map.of()),
                Set.copyOf(names(given, PairField.MASK)),
                Set.of());
        return Optional.of(new TablePair(
                source.get(),
                target.get(),
                columns(own),
                names(given, PairField.KEY),
                filter(given, PairField.SOURCE_FILTER),
                filter(given, PairField.TARGET_FILTER),
                new ColumnRules(rules, everywhere.everywhere()),
                Preset.NONE,
                List.of(),
                ageLimit(given),
                changeLimit(given)));
    }

    private @Nullable ChangeLimit changeLimit(GivenPair given) {
        Optional<Given> column = given.field(PairField.CHANGE_COLUMN);
        if (column.isEmpty() || values.isGiven(SettingKey.TABLES_OLDER_THAN)) {
            return null;
        }
        return column.flatMap(values::text)
                .flatMap(name -> values.since()
                        .map(time ->
                                new ChangeLimit(time, List.of(name), AgeLimit.Lack.IS_AN_ERROR, values.changeZone())))
                .orElse(null);
    }

    private @Nullable AgeLimit ageLimit(GivenPair given) {
        Optional<Given> column = given.field(PairField.AGE_COLUMN);
        if (column.isPresent() && values.given(SettingKey.TABLES_OLDER_THAN).isEmpty()) {
            problems.add(
                    column.get().place(), "says nothing without tables.older-than. Give it, or leave the column out.");
        }
        return column.flatMap(values::text)
                .flatMap(name -> olderThan.map(time -> AgeLimit.by(name, time)))
                .orElse(null);
    }

    private List<String> names(GivenPair given, PairField field) {
        return given.field(field).map(values::names).orElse(List.of());
    }

    private RowFilter filter(GivenPair given, PairField field) {
        return given.field(field).flatMap(values::text).map(RowFilter::new).orElse(RowFilter.none());
    }

    /** A pair's own columns under those asked for everywhere: flags and environment win over the pair's. */
    private ColumnSelection columns(ColumnSelection own) {
        Optional<Given> everywhere = values.given(SettingKey.TABLES_COLUMNS)
                .filter(given -> own.included().isEmpty() || given.place().layer() != Layer.FILE);
        List<String> included = everywhere.map(values::names).orElse(own.included());
        Set<String> excluded = Set.copyOf(values.given(SettingKey.TABLES_EXCLUDE_COLUMNS)
                .map(values::names)
                .orElse(List.of()));
        Set<String> masked = Set.copyOf(
                values.given(SettingKey.TABLES_MASK).map(values::names).orElse(List.of()));
        return new ColumnSelection(included, own.excluded(), own.renames(), own.masked(), masked).without(excluded);
    }
}
