package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.key.KeyCondition;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.Similarity;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.Softening.As.Meaning;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of two tables are compared, in which form and in which order.
 *
 * @param pairs the columns that are hashed: the key's first, in key order, then the others in the source's order
 * @param key the key's columns, named as on the source; empty where the tables have none in common
 * @param unpaired source columns that the target lacks, although nobody excluded them
 * @param uncompared columns whose values are not compared, and why
 * @param effects what of the pair's preset applies to these tables
 * @param oldRows the rows that are old enough to be compared; null where rows of every age are
 * @param changedRows the rows that were changed lately enough to be compared; null where rows of every age are, or old ones
 * @param accepted differences that somebody accepts, for now or earlier, in the order of the settings
 * @param warnings what the reader of the report should know, one sentence each
 */
public record ComparisonPlan(
        List<ColumnPair> pairs,
        List<String> key,
        List<Column> unpaired,
        List<UncomparedColumn> uncompared,
        PresetEffects effects,
        @Nullable OldRows oldRows,
        @Nullable ChangedRows changedRows,
        List<Acceptance> accepted,
        List<String> warnings) {

    public ComparisonPlan {
        pairs = List.copyOf(pairs);
        key = List.copyOf(key);
        unpaired = List.copyOf(unpaired);
        uncompared = List.copyOf(uncompared);
        accepted = List.copyOf(accepted);
        warnings = List.copyOf(warnings);
    }

    /**
     * Aligns the columns of two tables.
     *
     * @param rounding how fractions of a second lose the digits that the target cannot hold
     * @param now the time that the age of rows is counted from
     * @throws UnusablePairException if the pair names or masks a column that does not exist, has a rule of its own that means
     *     nothing to its column, or accepts differences of rows that the tables cannot tell
     */
    public static ComparisonPlan align(
            TableDescription source, TableDescription target, TablePair pair, Rounding rounding, Instant now) {
        return new Alignment(source, target, pair, rounding, now).plan();
    }

    /** What is read of the source. */
    public TableRead sourceRead(TableDescription source, TablePair pair) {
        return new TableRead(
                source,
                pairs.stream().map(p -> new ReadColumn(p.source(), p.type())).toList(),
                key.size(),
                pair.sourceFilter().of(ageInSource()));
    }

    /** What is read of the target. */
    public TableRead targetRead(TableDescription target, TablePair pair) {
        return new TableRead(
                target,
                pairs.stream().map(p -> new ReadColumn(p.target(), p.type())).toList(),
                key.size(),
                effects.on(pair.targetFilter()).of(ageInTarget()));
    }

    private @Nullable RowAge ageInSource() {
        if (oldRows != null) {
            return oldRows.ofSource();
        }
        return changedRows instanceof ChangedRows.Told told ? told.ofSource() : null;
    }

    private @Nullable RowAge ageInTarget() {
        if (oldRows != null) {
            return oldRows.ofTarget();
        }
        return changedRows instanceof ChangedRows.Told told ? told.ofTarget() : null;
    }

    /** Which rows are left out on either side, one sentence for each reason; empty where every row is read. */
    public List<String> leftOutRows(TablePair pair) {
        return Stream.of(
                        pair.leftOutRows().stream(),
                        effects.leftOutRows().stream(),
                        Stream.ofNullable(oldRows).map(OldRows::leftOutRows),
                        Stream.ofNullable(changedRows)
                                .filter(ChangedRows.Told.class::isInstance)
                                .map(rows -> ((ChangedRows.Told) rows).leftOutRows()))
                .flatMap(sentences -> sentences)
                .toList();
    }

    /** The differences that are accepted on a day, in the order of the settings. */
    public List<Acceptance> acceptedOn(LocalDate day) {
        return accepted.stream()
                .filter(acceptance -> !acceptance.entry().isOverOn(day))
                .toList();
    }

    /** The forms in which the key's columns are compared; all columns' where there is no key. */
    public List<CanonicalType> identifyingTypes() {
        return (key.isEmpty() ? pairs : pairs.subList(0, key.size()))
                .stream().map(ColumnPair::type).toList();
    }

    /** The forms of all compared columns. */
    public List<CanonicalType> types() {
        return pairs.stream().map(ColumnPair::type).toList();
    }

    /** What finds the source rows that have this key; the key is one that either side holds. */
    public SoughtKey soughtInSource(List<Value> keyValues) {
        return sought(keyValues, pair -> pair.source().valueType());
    }

    /** What finds the target rows that have this key; the key is one that either side holds. */
    public SoughtKey soughtInTarget(List<Value> keyValues) {
        return sought(keyValues, pair -> pair.target().valueType());
    }

    private SoughtKey sought(List<Value> keyValues, Function<ColumnPair, ValueType> column) {
        List<KeyCondition> conditions = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            ColumnPair pair = pairs.get(i);
            conditions.add(KeyReach.of(keyValues.get(i), column.apply(pair), pair.type()));
        }
        return new SoughtKey(conditions);
    }

    /** The names of the compared columns, as on the source. */
    public List<String> comparedColumns() {
        return pairs.stream().map(p -> p.source().name()).toList();
    }

    /** The names, as on the source, of the columns whose values may be near each other instead of equal. */
    public List<String> tolerantColumns() {
        return pairs.stream()
                .filter(p -> p.tolerance().isPresent())
                .map(p -> p.source().name())
                .toList();
    }

    /** What of the columns and of their values is left out before they are compared, one sentence each. */
    public List<String> reductions() {
        return Stream.concat(pairs.stream().flatMap(p -> p.reductions().stream()), effects.addedColumns().stream())
                .toList();
    }

    /** Which of the compared columns the settings soften, and in what way. */
    public List<SoftenedColumn> softenedColumns() {
        return pairs.stream()
                .flatMap(p -> p.softenedBy().stream()
                        .map(by -> new SoftenedColumn(p.source().name(), by)))
                .toList();
    }

    /** Whether some values that should be compared are not. */
    public boolean leavesGaps() {
        return uncompared.stream().anyMatch(column -> !column.excluded());
    }

    /** The work of {@link #align}. */
    private static final class Alignment {

        private final TableDescription source;
        private final TableDescription target;
        private final TablePair pair;
        private final Rounding rounding;
        private final Instant now;
        private final Map<String, ColumnPair> paired = new LinkedHashMap<>();
        private final List<Column> unpaired = new ArrayList<>();
        private final List<UncomparedColumn> uncompared = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final RulesByColumn rules;

        Alignment(TableDescription source, TableDescription target, TablePair pair, Rounding rounding, Instant now) {
            this.source = source;
            this.target = target;
            this.pair = pair;
            this.rounding = rounding;
            this.now = now;
            this.rules = new RulesByColumn(pair, source, target, rounding);
        }

        ComparisonPlan plan() {
            requireNamedColumns();
            List<String> wantedKey = wantedKey();
            Map<String, Column> partners = partners();
            for (Column column : source.columns()) {
                place(column, Optional.ofNullable(partners.get(column.name())), wantedKey);
            }
            PresetEffects effects = PresetEffects.of(pair.preset(), source, target, targetOnly(partners));
            warnOfTargetColumns(targetOnly(partners), effects);
            paired.values().forEach(columns -> columns.narrowing().ifPresent(warnings::add));
            List<String> key = usableKey(wantedKey);
            if (key.isEmpty()) {
                paired.replaceAll((name, columns) -> rules.withoutKey(columns, warnings::add));
            }
            List<ColumnPair> pairs = keyFirst(key);
            OldRows oldRows = pair.ageLimit() == null ? null : oldRows(pair.ageLimit(), partners);
            if (oldRows != null && !key.isEmpty() && !isUnique(key)) {
                warnings.add(
                        "The key (" + String.join(", ", key) + ") need not be unique, and a key is left out whole while"
                                + " one of its rows in the source is young: old rows of it are not compared then.");
            }
            List<Acceptance> accepted = pair.accepted().stream()
                    .map(entry -> Acceptance.of(entry, source, pairs.subList(0, key.size())))
                    .toList();
            ChangedRows changedRows = pair.changeLimit() == null ? null : changedRows(pair.changeLimit(), partners);
            return new ComparisonPlan(
                    pairs, key, unpaired, uncompared, effects, oldRows, changedRows, accepted, warnings);
        }

        private boolean isUnique(List<String> key) {
            return source.uniqueKeys().stream().anyMatch(unique -> key.containsAll(unique.columns()));
        }

        /** The old rows by the first column that says when on both sides. */
        private @Nullable OldRows oldRows(AgeLimit limit, Map<String, Column> partners) {
            List<String> obstacles = new ArrayList<>();
            for (String name : limit.columns()) {
                Optional<Column> column = source.column(name);
                Optional<Column> partner = column.map(Column::name).map(partners::get);
                Optional<String> obstacle = obstacleToAge(name, column, partner);
                if (obstacle.isEmpty()) {
                    return OldRows.of(
                            limit, column.orElseThrow(), partner.orElseThrow(), roundingOf(column.orElseThrow()), now);
                }
                obstacles.add(obstacle.get());
            }
            String why = String.join("; ", obstacles);
            if (limit.lack() == AgeLimit.Lack.IS_AN_ERROR) {
                throw new UnusablePairException("Cannot tell which rows are older than " + limit.text() + ": " + why
                        + ". Name another age-column, or leave it out.");
            }
            warnings.add(
                    "Rows of every age are compared, not only those older than " + limit.text() + ": " + why + ".");
            return null;
        }

        /** The rows that were changed lately by the first column that says when on both sides. */
        private ChangedRows changedRows(ChangeLimit limit, Map<String, Column> partners) {
            Instant since = limit.since().from(now);
            if (since.isAfter(now)) {
                throw new UnusablePairException("No row of " + source.name() + " can have been changed since "
                        + ChangedRows.text(since) + ", for that lies ahead. Name a time that has passed as since.");
            }
            List<String> obstacles = new ArrayList<>();
            for (String name : limit.columns()) {
                Optional<Column> column = source.column(name);
                Optional<Column> partner = column.map(Column::name).map(partners::get);
                Optional<String> obstacle = obstacleToAge(name, column, partner);
                if (obstacle.isEmpty()) {
                    return ChangedRows.Told.of(
                            limit, column.orElseThrow(), partner.orElseThrow(), roundingOf(column.orElseThrow()), now);
                }
                obstacles.add(obstacle.get());
            }
            String why = "Nobody can tell which rows were changed since " + ChangedRows.text(since) + ": "
                    + (obstacles.isEmpty() ? "no change-column was named for the table" : String.join("; ", obstacles))
                    + ".";
            if (limit.lack() == AgeLimit.Lack.IS_AN_ERROR) {
                throw new UnusablePairException(why + " Name another change-column, or leave it out.");
            }
            return new ChangedRows.Untold(since, why);
        }

        private Optional<String> obstacleToAge(String name, Optional<Column> column, Optional<Column> partner) {
            if (column.isEmpty()) {
                List<String> similar = Similarity.nearest(name, names(source.columns()));
                return Optional.of(source.name() + " has no column " + name
                        + (similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)"));
            }
            if (partner.isEmpty()) {
                return Optional.of(target.name() + " has no column for " + column.get());
            }
            Optional<String> ofSource = obstacleToAge(source, column.get());
            return ofSource.isPresent() ? ofSource : obstacleToAge(target, partner.get());
        }

        private static Optional<String> obstacleToAge(TableDescription table, Column column) {
            if (OldRows.isTold(column)) {
                return Optional.empty();
            }
            return Optional.of(table.name() + "." + column
                    + (column.expression().isNone()
                            ? " is no date with a time"
                            : " is read as an expression, and rows are chosen by what is stored"));
        }

        private Rounding roundingOf(Column column) {
            ColumnPair compared = paired.get(column.name());
            if (compared != null && compared.type() instanceof CanonicalType.Timestamp type) {
                return type.rounding();
            }
            return compared != null && compared.type() instanceof CanonicalType.Instant type
                    ? type.rounding()
                    : rounding;
        }

        private void requireNamedColumns() {
            for (String name : pair.columns().included()) {
                RequiredColumn.of(name, source, "compare column " + name);
                if (pair.columns().excludes(name)) {
                    throw new UnusablePairException("Column " + name + " of " + source.name()
                            + " is both to be compared and excluded. Take it out of one of the two lists.");
                }
            }
            pair.columns().renames().forEach((name, newName) -> {
                RequiredColumn.of(name, source, "rename column " + name);
                RequiredColumn.of(newName, target, "rename a column to " + newName);
            });
            for (String name : pair.key()) {
                RequiredColumn.of(name, source, "use as key column " + name);
            }
            pair.rules()
                    .own()
                    .keySet()
                    .forEach(name -> RequiredColumn.of(name, source, "apply the rule of column " + name));
            for (String name : pair.columns().excluded()) {
                if (source.column(name).isEmpty() && target.column(name).isEmpty()) {
                    warnings.add("The excluded column " + name + " is in neither table.");
                }
            }
            for (String name : pair.columns().masked()) {
                requireMasked(name);
            }
            warnOfMistypedMasks();
        }

        /** A name that hides nothing would let values be shown that somebody wants hidden. */
        private void requireMasked(String name) {
            if (source.column(name).isEmpty() && target.column(name).isEmpty()) {
                List<String> names = Stream.of(source, target)
                        .flatMap(table -> names(table.columns()).stream())
                        .distinct()
                        .toList();
                List<String> similar = Similarity.nearest(name, names);
                throw new UnusablePairException("Cannot mask column " + name + ": neither " + source.name() + " nor "
                        + target.name() + " has such a column."
                        + (similar.isEmpty()
                                ? " They have " + String.join(", ", names) + "."
                                : " Did you mean " + String.join(" or ", similar) + "?"));
            }
        }

        /** Columns are often masked in all tables, and most tables lack them; a name that is nearly there is another matter. */
        private void warnOfMistypedMasks() {
            for (String name : pair.columns().maskedWherePresent()) {
                if (source.column(name).isEmpty() && target.column(name).isEmpty()) {
                    List<String> similar = Similarity.nearest(name, names(source.columns()));
                    if (!similar.isEmpty()) {
                        warnings.add("The masked column " + name + " is in neither table, so nothing is masked for it."
                                + " Did you mean " + String.join(" or ", similar) + "?");
                    }
                }
            }
        }

        /** The key's columns as the source spells them. */
        private List<String> wantedKey() {
            if (!pair.key().isEmpty()) {
                return pair.key().stream()
                        .map(name -> source.column(name).orElseThrow().name())
                        .distinct()
                        .toList();
            }
            return source.identifyingKey().map(k -> k.columns()).orElse(List.of());
        }

        /**
         * The target's partner of each source column that has one, by the source column's name. A renamed column takes its
         * partner first, then a column takes the one of exactly its name, then one in a different spelling; no partner is
         * taken twice.
         */
        private Map<String, Column> partners() {
            Map<String, Column> bySource = new LinkedHashMap<>();
            List<Column> renamed = source.columns().stream()
                    .filter(c -> newName(c).isPresent())
                    .toList();
            List<Column> others =
                    source.columns().stream().filter(c -> !renamed.contains(c)).toList();
            pairUp(renamed, column -> newName(column).flatMap(target::column), bySource);
            pairUp(others, this::exactPartner, bySource);
            pairUp(others, column -> target.column(column.name()), bySource);
            return bySource;
        }

        private static void pairUp(
                List<Column> columns, Function<Column, Optional<Column>> partner, Map<String, Column> bySource) {
            for (Column column : columns) {
                if (!bySource.containsKey(column.name())) {
                    partner.apply(column)
                            .filter(candidate -> !isAmong(bySource.values(), candidate))
                            .ifPresent(candidate -> bySource.put(column.name(), candidate));
                }
            }
        }

        private static boolean isAmong(Collection<Column> columns, Column wanted) {
            return columns.stream().anyMatch(column -> column.name().equals(wanted.name()));
        }

        /** The name that the settings give a column in the target; empty where it keeps its own. */
        private Optional<String> newName(Column column) {
            return pair.columns().renames().entrySet().stream()
                    .filter(rename -> source.column(rename.getKey()).equals(Optional.of(column)))
                    .min(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue);
        }

        private Optional<Column> exactPartner(Column column) {
            return target.columns().stream()
                    .filter(candidate -> candidate.name().equals(column.name()))
                    .findFirst();
        }

        private void place(Column column, Optional<Column> partner, List<String> wantedKey) {
            boolean inKey = wantedKey.contains(column.name());
            if (pair.columns().excludes(column.name())) {
                uncompared.add(new UncomparedColumn(column.name(), "Excluded by the settings.", true));
            } else if (!pair.columns().takes(column.name()) && !inKey) {
                uncompared.add(new UncomparedColumn(column.name(), "Not among the columns to compare.", true));
            } else if (partner.isEmpty()) {
                unpaired.add(column);
            } else {
                pairOrSay(column, partner.get(), inKey);
            }
        }

        private void pairOrSay(Column column, Column partner, boolean inKey) {
            Optional<ColumnPair> ruled = rules.apply(column, partner, inKey, warnings::add);
            Optional<CanonicalType> type = CanonicalType.common(column.valueType(), partner.valueType(), rounding);
            if (ruled.isPresent()) {
                paired.put(column.name(), ruled.get());
            } else if (type.isPresent()) {
                paired.put(column.name(), new ColumnPair(column, partner, type.get()));
            } else {
                uncompared.add(new UncomparedColumn(column.name(), whyNot(column, partner), false));
            }
        }

        private String whyNot(Column column, Column partner) {
            String names = "Cannot compare " + source.name() + "." + column + " with " + target.name() + "." + partner;
            String remedy = remedy(column, partner);
            if (column.valueType() instanceof ValueType.Incomparable type) {
                return names + ": on the source " + type.reason() + "." + remedy;
            }
            if (partner.valueType() instanceof ValueType.Incomparable type) {
                return names + ": on the target " + type.reason() + "." + remedy;
            }
            if (column.valueType() instanceof ValueType.Document type) {
                return names + ": on the source " + type.reason() + "." + remedy;
            }
            if (partner.valueType() instanceof ValueType.Document type) {
                return names + ": on the target " + type.reason() + "." + remedy;
            }
            return names + ": no common canonical type." + remedy;
        }

        private String remedy(Column column, Column partner) {
            return Stream.of(column, partner)
                    .flatMap(side -> meaning(side.valueType()).stream())
                    .filter(meaning -> new Softening.As(meaning)
                            .form(column.valueType(), partner.valueType(), rounding)
                            .isPresent())
                    .findFirst()
                    .map(meaning -> " Give the column the rule compare-as: "
                            + meaning.name().toLowerCase(Locale.ROOT) + ", or exclude it.")
                    .orElse(" Exclude the column, or compare it under another type.");
        }

        /** As what a document can be compared; empty for what is none. */
        private static Optional<Meaning> meaning(ValueType type) {
            return type instanceof ValueType.Document document
                    ? Optional.of(
                            switch (document.format()) {
                                case JSON -> Meaning.JSON;
                                case XML -> Meaning.XML;
                            })
                    : Optional.empty();
        }

        /** The target's columns that no source column is compared with, without those that the user excluded. */
        private List<Column> targetOnly(Map<String, Column> partners) {
            return target.columns().stream()
                    .filter(column -> !isAmong(partners.values(), column))
                    .filter(column -> !pair.columns().excludes(column.name()))
                    .toList();
        }

        private void warnOfTargetColumns(List<Column> targetOnly, PresetEffects effects) {
            if (pair.columns().isExplicit()) {
                return;
            }
            List<String> extra = names(targetOnly.stream()
                    .filter(column -> !effects.added().contains(column))
                    .toList());
            if (!extra.isEmpty()) {
                warnings.add("Only the target has " + (extra.size() == 1 ? "the column " : "the columns ")
                        + String.join(", ", extra) + "; nothing is compared there.");
            }
        }

        private List<String> usableKey(List<String> wantedKey) {
            List<String> unusable =
                    wantedKey.stream().filter(name -> !paired.containsKey(name)).toList();
            if (unusable.isEmpty()) {
                return wantedKey;
            }
            warnings.add("The key (" + String.join(", ", wantedKey) + ") cannot be used, because "
                    + String.join(", ", unusable) + (unusable.size() == 1 ? " is" : " are")
                    + " not compared; rows are told apart by all their values.");
            return List.of();
        }

        private List<ColumnPair> keyFirst(List<String> key) {
            List<ColumnPair> ordered = new ArrayList<>();
            for (String name : key) {
                ordered.add(Objects.requireNonNull(paired.get(name)));
            }
            paired.forEach((name, columns) -> {
                if (!key.contains(name)) {
                    ordered.add(columns);
                }
            });
            return ordered;
        }

        private static List<String> names(List<Column> columns) {
            return columns.stream().map(Column::name).toList();
        }
    }
}
