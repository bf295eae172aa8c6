package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.RowHashing;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.RandomPair;
import dev.reconcile.core.memory.RandomPairs;
import dev.reconcile.core.memory.RandomRules;
import dev.reconcile.core.memory.RandomTable;
import dev.reconcile.core.memory.RandomTables;
import dev.reconcile.core.memory.RowsOracle;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.SegmentOptions;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * On PostgreSQL: two tables that differ in one random cell are never equal, and equal ones always are; and both places of
 * hashing give the rows and columns that comparing everything with everything gives.
 */
class RandomTablesIT {

    /** So small that tables of a few rows have several. */
    private static final SegmentOptions SEGMENTS = new SegmentOptions(2, 2, Duration.ofSeconds(1), 3);

    private static String sourceUrl = "";
    private static String targetUrl = "";

    @BeforeAll
    static void createDatabases() {
        sourceUrl = EmbeddedPostgresServer.createDatabase();
        targetUrl = EmbeddedPostgresServer.createDatabase();
    }

    @Test
    void equal_tables_match_and_different_ones_never_do() {
        run(60);
    }

    @Test
    @Tag("slow")
    void equal_tables_match_and_different_ones_never_do_many_times() {
        run(3000);
    }

    private static void run(int seeds) {
        try (Database source = EmbeddedPostgresServer.open("source", sourceUrl);
                Database target = EmbeddedPostgresServer.open("target", targetUrl)) {
            Seeds.each(seeds, random -> check(random, source, target));
        }
    }

    private static void check(Random random, Database source, Database target) {
        RandomTables tables = new RandomTables(random, 6);
        RandomTable table = tables.next();
        store(sourceUrl, table);
        store(targetUrl, tables.withColumnsShuffled(tables.withRowsShuffled(table)));
        assertThat(compare(random, source, target).status()).isEqualTo(Status.PASS);
        assertSameSums(source, target, RandomRules.none());
        assertSameSums(source, target, RandomRules.next(table, List.of(), random));
        if (table.rows().isEmpty()) {
            return;
        }
        List<RandomTable> damaged = List.of(
                tables.withOneCellChanged(table), tables.withOneRowDeleted(table), tables.withOneRowDuplicated(table));
        for (RandomTable different : damaged) {
            store(targetUrl, tables.withRowsShuffled(different));
            assertThat(compare(random, source, target).status()).isEqualTo(Status.FAIL);
            assertSameRows(random, source, target, table, different);
        }
    }

    @Test
    void the_reported_rows_and_columns_are_those_of_the_brute_force_oracle() {
        runAgainstOracle(80);
    }

    @Test
    @Tag("slow")
    void the_reported_rows_and_columns_are_those_of_the_brute_force_oracle_many_times() {
        runAgainstOracle(5000);
    }

    private static void runAgainstOracle(int seeds) {
        try (Database source = EmbeddedPostgresServer.open("source", sourceUrl);
                Database target = EmbeddedPostgresServer.open("target", targetUrl)) {
            Seeds.each(seeds, random -> {
                RandomPair pair = new RandomPairs(random, 6).next();
                store(sourceUrl, pair.source(), pair.sourceKey());
                store(targetUrl, new RandomTables(random, 6).withColumnsShuffled(pair.target()), pair.targetKey());
                RowsOracle oracle = new RowsOracle(pair);
                for (HashIn place : List.of(HashIn.AUTO, HashIn.CLIENT)) {
                    List<RowDifference> told = told(pair, place, source, target);
                    assertThat(oracle.lines(told)).as("%s", place).isEqualTo(oracle.expected());
                }
            });
        }
    }

    private static List<RowDifference> told(RandomPair pair, HashIn place, Database source, Database target) {
        List<RowDifference> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void rowDiffers(TablePair of, RowDifference difference) {
                told.add(difference);
            }
        };
        RunOptions options = RunOptions.DEFAULT
                .withSegments(SEGMENTS)
                .withDepth(Depth.ROWS)
                .withHashIn(place)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
        TableReport report = new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(pair.named("random", "random")), options, listener, new Cancellation())
                .tables()
                .get(0);
        assertThat(report.verdict()).as("%s", report).isEqualTo(told.isEmpty() ? Verdict.MATCH : Verdict.MISMATCH);
        return told;
    }

    /** The same rows are named as in memory, where a brute-force oracle has checked them. */
    private static void assertSameRows(
            Random random, Database source, Database target, RandomTable table, RandomTable different) {
        List<String> names =
                new ArrayList<>(table.columns().stream().map(Column::name).toList());
        Collections.shuffle(names, random);
        List<String> key = names.subList(0, random.nextInt(names.size() + 1));
        RandomRules rules = random.nextBoolean() ? RandomRules.none() : RandomRules.next(table, key, random);
        TablePair pair = TablePair.of("random", "random").withKey(key).withRules(rules.rules());
        RunOptions options = RunOptions.DEFAULT
                .withSegments(SEGMENTS)
                .withDepth(Depth.ROWS)
                .withHashIn(random.nextBoolean() ? HashIn.AUTO : HashIn.CLIENT)
                .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2));
        TableReport here = new Reconciler(
                        InMemoryDatabase.of(table.inMemory("public.random")),
                        InMemoryDatabase.of(different.inMemory("public.random")),
                        Clock.systemUTC())
                .run(List.of(pair), options)
                .tables()
                .get(0);
        TableReport there = new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(pair), options)
                .tables()
                .get(0);
        assertThat(described(there)).as("%s", there).isEqualTo(described(here));
        assertThat(tolerated(there)).as("%s", there).isEqualTo(tolerated(here));
        assertThat(there.verdict()).as("%s", there).isEqualTo(here.verdict());
    }

    private static long tolerated(TableReport report) {
        return report.rows() == null ? 0 : report.rows().tolerated();
    }

    private static List<String> described(TableReport report) {
        return report.rows() == null
                ? List.of()
                : report.rows().details().stream()
                        .map(row -> row.kind() + " " + row.occurrences() + " "
                                + row.columns().stream()
                                        .map(ChangedColumn::column)
                                        .toList())
                        .sorted()
                        .toList();
    }

    private static Report compare(Random random, Database source, Database target) {
        return compare(
                source,
                target,
                RandomRules.none(),
                HashIn.values()[random.nextInt(3)],
                new Buckets(1 << random.nextInt(12)));
    }

    private static Report compare(Database source, Database target, RandomRules rules, HashIn hashIn, Buckets buckets) {
        RunOptions options =
                new RunOptions(Depth.CHECKSUMS, hashIn, Rounding.HALF_UP, buckets, 3, SEGMENTS, RowOptions.DEFAULT);
        return new Reconciler(source, target, Clock.systemUTC())
                .run(List.of(TablePair.of("random", "random").withRules(rules.rules())), options);
    }

    /** The databases make of their rows what this process makes of them. */
    private static void assertSameSums(Database source, Database target, RandomRules rules) {
        TablePair pair = TablePair.of("random", "random").withRules(rules.rules());
        TableDescription ofSource = source.describe(pair.source());
        TableDescription ofTarget = target.describe(pair.target());
        ComparisonPlan plan = ComparisonPlan.align(ofSource, ofTarget, pair, Rounding.HALF_UP, Instant.now());
        assertSameSums(source, plan.sourceRead(ofSource, pair));
        assertSameSums(target, plan.targetRead(ofTarget, pair));
    }

    private static void assertSameSums(Database database, TableRead read) {
        TableReader reader = database.reader(read, new Cancellation());
        if (reader.obstacleToHashing().isPresent()) {
            return;
        }
        BucketFingerprints here = new BucketFingerprints(Buckets.DEFAULT);
        reader.scan(() -> RowHashing.MD5.hasher(read.canonicalTypes(), here));
        assertThat(reader.fingerprints(Buckets.DEFAULT).differences(here).stream())
                .isEmpty();
    }

    static void store(String url, RandomTable table) {
        store(url, table, List.of());
    }

    private static void store(String url, RandomTable table, List<String> key) {
        String columns =
                table.columns().stream().map(RandomTablesIT::declaration).collect(Collectors.joining(", "));
        if (!key.isEmpty()) {
            columns +=
                    key.stream().map(RandomTablesIT::quoted).collect(Collectors.joining(", ", ", PRIMARY KEY (", ")"));
        }
        EmbeddedPostgresServer.execute(url, "DROP TABLE IF EXISTS random", "CREATE TABLE random (" + columns + ")");
        if (!table.rows().isEmpty()) {
            EmbeddedPostgresServer.execute(
                    url,
                    "INSERT INTO random VALUES "
                            + table.rows().stream()
                                    .map(RandomTablesIT::literals)
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static String declaration(Column column) {
        return quoted(column.name()) + " " + column.nativeType() + (column.nullable() ? "" : " NOT NULL");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literals(List<@Nullable Object> row) {
        return row.stream().map(PostgresLiteral::of).collect(Collectors.joining(", ", "(", ")"));
    }
}
