package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.ValueType;
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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

            assertSame(source, tables.withColumnsShuffled(target), target, key, rules, random);
        });
    }

    @Test
    void of_several_rows_of_a_key_as_many_as_possible_are_near_each_other() {
        long[] tolerated = new long[1];
        Seeds.each(RUNS, random -> {
            RandomTable source = crowded(random);
            RandomTable target = crowded(random);
            List<String> key = List.of("k");

            tolerated[0] += assertSame(source, target, target, key, RandomRules.next(source, key, random), random);
        });
        assertThat(tolerated[0]).as("rows near each other in all runs").isPositive();
    }

    @Test
    void in_tables_of_many_integer_keys_all_that_differs_is_found() {
        long[] different = new long[1];
        Seeds.each(RUNS, random -> {
            long apart = 1L << random.nextInt(40);
            RandomTable source = numbered(random, apart);
            RandomTable target = numbered(random, apart);
            List<String> key = random.nextBoolean() ? List.of("k") : List.of("k", "l");

            assertSame(source, target, target, key, RandomRules.none(), random);
            different[0] += source.rows().size();
        });
        assertThat(different[0]).as("rows in all runs").isGreaterThan(20L * RUNS);
    }

    /** Rows of keys that lie more or less far apart; most of two such tables are equal. */
    private static RandomTable numbered(Random random, long apart) {
        List<Column> columns = List.of(
                new Column("k", "bigint", new ValueType.Whole(), true, null),
                new Column("l", "integer", new ValueType.Whole(), true, null),
                new Column("v", "text", new ValueType.Text(9, false), true, null));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        int count = random.nextInt(120);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) > 0) {
                Long k = random.nextInt(40) == 0 ? null : (Long) ((i / 2 - 25) * apart);
                Long l = random.nextInt(40) == 0 ? null : (Long) (long) (i % 2);
                rows.add(Arrays.asList(k, l, random.nextInt(20) == 0 ? "x" : "v"));
            }
        }
        Collections.shuffle(rows, random);
        return new RandomTable(columns, rows);
    }

    /** A few rows of very few keys, whose numbers lie near each other. */
    private static RandomTable crowded(Random random) {
        List<Column> columns = List.of(
                new Column("k", "integer", new ValueType.Whole(), false, null),
                new Column("a", "numeric(6,1)", new ValueType.FixedDecimal(6, 1), true, null),
                new Column("b", "double precision", new ValueType.Floating(64), true, null),
                new Column("c", "integer", new ValueType.Whole(), true, null));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(11); i > 0; i--) {
            rows.add(Arrays.asList(
                    (long) random.nextInt(2),
                    random.nextInt(12) == 0 ? RowSink.SpecialDecimal.NAN : BigDecimal.valueOf(random.nextInt(7) - 3, 1),
                    random.nextInt(12) == 0 ? Double.NaN : 0.1 + random.nextInt(2) * 1e-9,
                    random.nextInt(8) == 0 ? null : (Long) (long) random.nextInt(2)));
        }
        return new RandomTable(columns, rows);
    }

    /**
     * @param shuffled the target with its columns in any order
     * @return how many rows were near enough
     */
    private static long assertSame(
            RandomTable source,
            RandomTable shuffled,
            RandomTable target,
            List<String> key,
            RandomRules rules,
            Random random) {
        List<CanonicalType> types = rules.canonicalTypes(source);

        Found found = compare(source, shuffled, key, rules, random);

        List<String> reported = found.told().stream()
                .flatMap(row ->
                        Collections.nCopies((int) row.occurrences(), reported(row, source, rules, types)).stream())
                .sorted()
                .toList();
        Oracle oracle = new Oracle(source, rules, types);
        oracle.compare(byKey(source, key, types), byKey(target, key, types));
        assertThat(reported).as("%s", found).isEqualTo(oracle.found());
        assertThat(found.tolerated()).as("%s", found).isEqualTo(oracle.tolerated);
        return found.tolerated();
    }

    /** What was told of the rows that differ, and how many were near enough. */
    private record Found(List<RowDifference> told, long tolerated) {}

    /**
     * What comparing all rows of each key gives: equal rows cancel out, then as many as possible of those that are near
     * enough, and what is left is set against each other.
     */
    private static final class Oracle {

        private final RandomTable table;
        private final RandomRules rules;
        private final List<CanonicalType> types;
        private final List<String> found = new ArrayList<>();
        private long tolerated;

        Oracle(RandomTable table, RandomRules rules, List<CanonicalType> types) {
            this.table = table;
            this.rules = rules;
            this.types = types;
        }

        List<String> found() {
            return found.stream().sorted().toList();
        }

        void compare(
                Map<String, List<List<@Nullable Object>>> ofSource,
                Map<String, List<List<@Nullable Object>>> ofTarget) {
            Set<String> keys = new TreeSet<>(ofSource.keySet());
            keys.addAll(ofTarget.keySet());
            for (String key : keys) {
                List<List<@Nullable Object>> source = new ArrayList<>(ofSource.getOrDefault(key, List.of()));
                List<List<@Nullable Object>> target = new ArrayList<>(ofTarget.getOrDefault(key, List.of()));
                for (List<@Nullable Object> row : List.copyOf(source)) {
                    Optional<List<@Nullable Object>> equal = target.stream()
                            .filter(other -> frame(other).equals(frame(row)))
                            .findFirst();
                    if (equal.isPresent()) {
                        source.remove(row);
                        target.remove(equal.get());
                    }
                }
                int near = mostPairs(source, target);
                tolerated += near;
                int both = Math.min(source.size(), target.size()) - near;
                found.addAll(Collections.nCopies(both, "CHANGED"));
                found.addAll(Collections.nCopies(source.size() - near - both, "MISSING " + key));
                found.addAll(Collections.nCopies(target.size() - near - both, "EXTRA " + key));
            }
        }

        /** By trying each partner for the first row, and none. */
        private int mostPairs(List<List<@Nullable Object>> source, List<List<@Nullable Object>> target) {
            if (source.isEmpty() || target.isEmpty()) {
                return 0;
            }
            List<List<@Nullable Object>> others = source.subList(1, source.size());
            int most = mostPairs(others, target);
            for (List<@Nullable Object> partner : target) {
                if (areNear(source.get(0), partner)) {
                    List<List<@Nullable Object>> left = new ArrayList<>(target);
                    left.remove(partner);
                    most = Math.max(most, 1 + mostPairs(others, left));
                }
            }
            return most;
        }

        private boolean areNear(List<@Nullable Object> source, List<@Nullable Object> target) {
            for (int i = 0; i < types.size(); i++) {
                Optional<Tolerance> tolerance =
                        rules.tolerance(table.columns().get(i).name());
                if (!frame(source, i).equals(frame(target, i))
                        && (tolerance.isEmpty() || !areNear(source.get(i), target.get(i), tolerance.get()))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean areNear(@Nullable Object source, @Nullable Object target, Tolerance tolerance) {
            BigDecimal from = number(source);
            BigDecimal to = number(target);
            if (from == null || to == null) {
                return false;
            }
            BigDecimal distance = from.subtract(to).abs();
            BigDecimal absolute = tolerance.absolute();
            BigDecimal relative = tolerance.relative();
            return (absolute != null && distance.compareTo(absolute) <= 0)
                    || (relative != null && distance.compareTo(from.abs().multiply(relative)) <= 0);
        }

        private static @Nullable BigDecimal number(@Nullable Object value) {
            if (value instanceof Double number) {
                return Double.isFinite(number) ? new BigDecimal(number) : null;
            }
            return value instanceof Long number
                    ? BigDecimal.valueOf(number)
                    : value instanceof BigDecimal number ? number : null;
        }

        private String frame(List<@Nullable Object> row) {
            return new String(CanonicalText.frame(row, types), StandardCharsets.UTF_8);
        }

        private String frame(List<@Nullable Object> row, int column) {
            return new String(
                    CanonicalText.frame(row.subList(column, column + 1), types.subList(column, column + 1)),
                    StandardCharsets.UTF_8);
        }
    }

    private static String reported(RowDifference row, RandomTable table, RandomRules rules, List<CanonicalType> types) {
        if (row.kind() == Kind.CHANGED) {
            row.columns().forEach(column -> {
                CanonicalType type = types.get(indexOf(table, column.column()));
                assertThat(RowEncoder.frameOf(List.of(column.source()), List.of(type)))
                        .isNotEqualTo(RowEncoder.frameOf(List.of(column.target()), List.of(type)));
                assertThat(rules.tolerance(column.column())
                                .filter(tolerance -> tolerance.allows(column.source(), column.target())))
                        .as("%s", column)
                        .isEmpty();
            });
            assertThat(row.columns()).isNotEmpty();
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
    private static Found compare(
            RandomTable source, RandomTable target, List<String> key, RandomRules rules, Random random) {
        InMemoryTable sourceTable = source.inMemory("dbo.t").perhapsOrderedBy(key, random);
        InMemoryTable targetTable = target.inMemory("public.t").perhapsOrderedBy(key, random);
        RunOptions options =
                RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));
        options = new RunOptions(
                options.depth(),
                options.hashIn(),
                options.rounding(),
                new Buckets(1 << random.nextInt(11)),
                4,
                Reconciled.anySegments(random),
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
        return new Found(told, rows == null ? 0 : rows.tolerated());
    }
}
