package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.CanonicalText;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.RandomRules;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TablePair;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Over random schemas, rows, rules and keys, the key unique or not, hashed wherever each side happens to: the rows and columns
 * reported are those that comparing everything with everything gives.
 */
class RowsOracleTest {

    private static final int RUNS = 300;

    @Test
    void the_reported_rows_are_those_of_the_brute_force_oracle() {
        Seeds.each(RUNS, random -> {
            RandomTables tables = new RandomTables(random, 7);
            RandomTable source = tables.next();
            RandomTable target = damaged(source, tables, random);
            List<String> key = someKey(source, random);
            RandomRules rules = random.nextBoolean() ? RandomRules.none() : RandomRules.next(source, key, random);
            List<CanonicalType> types = rules.canonicalTypes(source);

            List<RowDifference> told = compare(source, tables.withColumnsShuffled(target), key, rules, random);

            List<String> reported = told.stream()
                    .flatMap(row -> Collections.nCopies((int) row.occurrences(), reported(row, source, types)).stream())
                    .sorted()
                    .toList();
            assertThat(reported).as("%s", told).isEqualTo(oracle(source, target, key, types));
        });
    }

    /** What comparing all rows of each key gives: equal rows cancel out, the others in the order of their hashes. */
    private static List<String> oracle(
            RandomTable source, RandomTable target, List<String> key, List<CanonicalType> types) {
        Map<String, List<List<@Nullable Object>>> ofSource = byKey(source, key, types);
        Map<String, List<List<@Nullable Object>>> ofTarget = byKey(target, key, types);
        List<String> found = new ArrayList<>();
        List<String> keys = new ArrayList<>(ofSource.keySet());
        ofTarget.keySet().stream().filter(k -> !ofSource.containsKey(k)).forEach(keys::add);
        for (String k : keys) {
            List<String> onlySource = frames(ofSource.getOrDefault(k, List.of()), types);
            List<String> onlyTarget = frames(ofTarget.getOrDefault(k, List.of()), types);
            List<String> common = new ArrayList<>(onlySource);
            for (String frame : common) {
                if (onlyTarget.remove(frame)) {
                    onlySource.remove(frame);
                }
            }
            int both = Math.min(onlySource.size(), onlyTarget.size());
            found.addAll(Collections.nCopies(both, "CHANGED"));
            found.addAll(Collections.nCopies(onlySource.size() - both, "MISSING " + k));
            found.addAll(Collections.nCopies(onlyTarget.size() - both, "EXTRA " + k));
        }
        Collections.sort(found);
        return found;
    }

    private static String reported(RowDifference row, RandomTable table, List<CanonicalType> types) {
        if (row.kind() == Kind.CHANGED) {
            row.columns().forEach(column -> {
                CanonicalType type = types.get(indexOf(table, column.column()));
                assertThat(RowEncoder.frameOf(List.of(column.source()), List.of(type)))
                        .isNotEqualTo(RowEncoder.frameOf(List.of(column.target()), List.of(type)));
            });
            return "CHANGED";
        }
        List<CanonicalType> ofKey = row.key().stream()
                .map(named -> types.get(indexOf(table, named.column())))
                .toList();
        return row.kind() + " "
                + RowEncoder.frameOf(
                        row.key().stream().map(named -> named.value()).toList(), ofKey);
    }

    static Map<String, List<List<@Nullable Object>>> byKey(
            RandomTable table, List<String> key, List<CanonicalType> types) {
        List<Integer> positions = key.isEmpty()
                ? java.util.stream.IntStream.range(0, table.columns().size())
                        .boxed()
                        .toList()
                : key.stream().map(name -> indexOf(table, name)).toList();
        List<CanonicalType> ofKey = positions.stream().map(types::get).toList();
        Map<String, List<List<@Nullable Object>>> byKey = new TreeMap<>();
        for (List<@Nullable Object> row : table.rows()) {
            List<@Nullable Object> values = new ArrayList<>();
            positions.forEach(position -> values.add(row.get(position)));
            String frame = new String(CanonicalText.frame(values, ofKey), StandardCharsets.UTF_8);
            byKey.computeIfAbsent(frame, k -> new ArrayList<>()).add(row);
        }
        return byKey;
    }

    private static List<String> frames(List<List<@Nullable Object>> rows, List<CanonicalType> types) {
        List<String> frames = new ArrayList<>();
        rows.forEach(row -> frames.add(new String(CanonicalText.frame(row, types), StandardCharsets.UTF_8)));
        return frames;
    }

    static int indexOf(RandomTable table, String column) {
        return table.columns().stream().map(Column::name).toList().indexOf(column);
    }

    static RandomTable damaged(RandomTable table, RandomTables tables, Random random) {
        RandomTable damaged = tables.withRowsShuffled(table);
        int damages = random.nextInt(5);
        for (int i = 0; i < damages && !damaged.rows().isEmpty(); i++) {
            damaged = switch (random.nextInt(3)) {
                case 0 -> tables.withOneCellChanged(damaged);
                case 1 -> tables.withOneRowDeleted(damaged);
                default -> tables.withOneRowDuplicated(damaged);
            };
        }
        return damaged;
    }

    static List<String> someKey(RandomTable table, Random random) {
        List<String> names =
                new ArrayList<>(table.columns().stream().map(Column::name).toList());
        Collections.shuffle(names, random);
        return names.subList(0, random.nextInt(names.size() + 1));
    }

    /** What a listener is told: the report keeps no more than the beginning of long values. */
    private static List<RowDifference> compare(
            RandomTable source, RandomTable target, List<String> key, RandomRules rules, Random random) {
        InMemoryTable sourceTable = source.inMemory("dbo.t");
        InMemoryTable targetTable = target.inMemory("public.t");
        RunOptions options =
                RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
        options = new RunOptions(
                options.depth(),
                options.hashIn(),
                options.rounding(),
                new Buckets(1 << random.nextInt(11)),
                1,
                options.rows());
        List<RowDifference> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void rowDiffers(TablePair pair, RowDifference difference) {
                told.add(difference);
            }
        };
        TableReport report = Reconciled.only(new Reconciler(
                        InMemoryDatabase.of(random.nextBoolean() ? sourceTable : sourceTable.cannotHash("No.")),
                        InMemoryDatabase.of(random.nextBoolean() ? targetTable : targetTable.cannotHash("No.")),
                        Reconciled.CLOCK)
                .run(
                        List.of(TablePair.of("dbo.t", "t").withKey(key).withRules(rules.rules())),
                        options,
                        listener,
                        new Cancellation()));
        RowsReport rows = report.rows();
        assertThat(rows == null ? 0 : rows.details().size()).as("%s", report).isEqualTo(told.size());
        return told;
    }
}
