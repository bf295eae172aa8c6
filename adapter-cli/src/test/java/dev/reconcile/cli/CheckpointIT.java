package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.cli.Program.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed, and go on. */
class CheckpointIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of each table. */
    private static final int ROWS = 90_000;

    /** Rows between these are equal on both sides, so that nobody has a reason to read them once more. */
    private static final int EQUAL_FROM = 20_000;

    private static final int EQUAL_BELOW = 60_000;

    /** More rows of a table than are looked up by themselves, because they differ or to cut a segment there. */
    private static final int LOOKUPS = 100;

    /** Two tables whose ranges of keys are the same on both sides, and one whose keys each side orders in its own way. */
    private static final List<String> TABLES = List.of("numbers", "places", "words");

    /** One that has no key, small enough to be done when a run is killed. */
    private static final String KEYLESS = "loose";

    private static final List<String> SIDES = List.of("a", "b");

    /** What is another in every run, even if nobody disturbs it. */
    private static final Set<String> OF_THE_RUN = Set.of(
            "run_id",
            "timestamp",
            "duration_ms",
            "rows_per_second",
            "milliseconds",
            "source_milliseconds",
            "target_milliseconds",
            "summary",
            "warnings",
            "read_earlier",
            "details_file",
            "source_hashed_in",
            "target_hashed_in",
            "buckets_compared",
            "buckets_different");

    private static EmbeddedPostgres postgres;

    @TempDir
    private static Path settings;

    @TempDir
    private Path folder;

    @TempDir
    private Path results;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("track_functions", "all")
                .start();
        for (String side : SIDES) {
            execute("postgres", "CREATE DATABASE " + side);
            execute(
                    side,
                    "CREATE TABLE numbers (n bigint PRIMARY KEY, note text, amount numeric(12,2))",
                    "INSERT INTO numbers SELECT n, 'note ' || n, n / 7.0 FROM generate_series(1, " + ROWS + ") n",
                    "CREATE TABLE places (x integer, n integer, note text, PRIMARY KEY (x, n))",
                    "INSERT INTO places SELECT n / 1000, n, 'note ' || n FROM generate_series(1, " + ROWS + ") n",
                    "CREATE TABLE words (word text PRIMARY KEY, n integer NOT NULL, at timestamp)",
                    "INSERT INTO words SELECT md5(n::text), n, timestamp '2026-01-01' + n * interval '1 second'"
                            + " FROM generate_series(1, " + ROWS + ") n",
                    // So slowly that the second segment is not all that is left: the last one is read again whole.
                    "CREATE FUNCTION slowly(n bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
                            + " 'BEGIN IF n % 200 = 0 THEN PERFORM pg_sleep(0.006); END IF; RETURN true; END'");
            execute(
                    side,
                    "CREATE TABLE loose (note text, n integer)",
                    "INSERT INTO loose SELECT 'note ' || n % 50, n % 70 FROM generate_series(1, 2000) n");
            for (String table : TABLES) {
                execute(
                        side,
                        "CREATE FUNCTION read_" + table + "() RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
                                + " 'BEGIN RETURN true; END'",
                        "VACUUM ANALYZE " + table);
            }
        }
        String damaged = " AND NOT n BETWEEN " + EQUAL_FROM + " AND " + EQUAL_BELOW;
        for (String table : TABLES) {
            execute(
                    "b",
                    "DELETE FROM " + table + " WHERE n % 3001 = 0" + damaged,
                    "UPDATE " + table + " SET " + (table.equals("words") ? "at = NULL" : "note = 'another'")
                            + " WHERE n % 2003 = 0" + damaged);
        }
        execute("b", "DELETE FROM loose WHERE n = 7", "UPDATE loose SET note = 'another' WHERE n = 9");
        execute("a", "DELETE FROM numbers WHERE n IN (" + (ROWS - 5) + ", " + (ROWS - 17) + ")");
        StringBuilder yaml = new StringBuilder("tables:\n  pairs:\n");
        for (String table : TABLES) {
            // Of the last table every row is read again, so that all of them count.
            String uncounted =
                    table.equals("words") ? "" : "NOT n BETWEEN " + EQUAL_FROM + " AND " + EQUAL_BELOW + " OR ";
            String counts = "slowly(n) AND (" + uncounted + "read_" + table + "())";
            yaml.append("    - source: ").append(table).append('\n');
            yaml.append("      source-filter: ").append(counts).append('\n');
            yaml.append("      target-filter: ").append(counts).append('\n');
        }
        yaml.append("    - source: ").append(KEYLESS).append('\n');
        Files.writeString(settings.resolve("reconcile.yaml"), yaml);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void a_run_that_was_killed_goes_on_and_comes_to_the_same_report() throws Exception {
        killAndGoOn(1, 10);
    }

    @Test
    @Tag("slow")
    void a_run_that_was_killed_goes_on_and_comes_to_the_same_report_whenever_it_was_killed() throws Exception {
        killAndGoOn(1_000, 200);
    }

    private void killAndGoOn(long firstSeed, int seeds) throws Exception {
        Found undisturbed = found("undisturbed", ended(start("undisturbed")));
        int midway = 0;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            midway += killAndGoOn(seed, undisturbed) ? 1 : 0;
        }
        assertThat(midway).as("runs that were killed midway").isGreaterThan(seeds / 2);
    }

    /** Whether there was something to go on with after the last kill. */
    private boolean killAndGoOn(long seed, Found undisturbed) throws Exception {
        Random random = new Random(seed);
        String name = "run " + seed;
        Path checkpoint = checkpoint(name);
        Map<String, Long> readBefore = Map.of();
        Map<String, Long> left = Map.of();
        Program program = start(name);
        for (int kills = 1 + random.nextInt(2); kills > 0 && awaitCheckpoint(program, checkpoint); kills--) {
            Thread.sleep(random.nextInt(2_500));
            if (!program.kill()) {
                // It was faster, and its report is what counts.
                break;
            }
            awaitNoReader();
            readBefore = reads();
            left = Files.exists(checkpoint) ? left(checkpoint) : Map.of();
            program = start(name);
        }

        JsonNode report = ended(program);

        awaitNoReader();
        assertThat(report.path("warnings").toString().contains("This run goes on with one that began at "))
                .as("seed %d", seed)
                .isEqualTo(!left.isEmpty());
        assertThat(found(name, report)).as("seed %d", seed).isEqualTo(undisturbed);
        assertThat(folder).isEmptyDirectory();
        Map<String, Long> readAfter = reads();
        for (String part : readAfter.keySet()) {
            assertThat(readAfter.get(part) - readBefore.getOrDefault(part, 0L))
                    .as("seed %d: rows of %s read after the kill", seed, part)
                    .isLessThanOrEqualTo(left.getOrDefault(part, Long.MAX_VALUE));
        }
        return !left.isEmpty();
    }

    /** How often each function was called that a row of a part of a table calls when it is read. */
    private static Map<String, Long> reads() throws SQLException {
        Map<String, Long> reads = new LinkedHashMap<>();
        for (String side : SIDES) {
            for (String table : TABLES) {
                reads.put(
                        side + "." + table,
                        Long.parseLong(query(
                                side,
                                "SELECT coalesce(pg_stat_get_function_calls('read_" + table
                                        + "()'::regprocedure), 0)")));
            }
        }
        return reads;
    }

    /** How many of those rows there are still to be read, by what the checkpoint says. */
    private static Map<String, Long> left(Path checkpoint) throws Exception {
        JsonNode tables = JSON.readTree(checkpoint.toFile()).at("/run/tables");
        Map<String, Long> left = new LinkedHashMap<>();
        tables.fields().forEachRemaining(entry -> {
            String table = entry.getKey().replaceAll("^\\d+\\. (\\w+).*", "$1");
            JsonNode progress = entry.getValue().get(1);
            switch (entry.getValue().get(0).textValue()) {
                case "Done" -> SIDES.forEach(side -> left.put(side + "." + table, 0L));
                // What differs lies elsewhere.
                case "Searching" -> SIDES.forEach(side -> left.put(side + "." + table, (long) LOOKUPS));
                case "Ranged" -> {
                    left.put("a." + table, LOOKUPS + equalRowsAfter(progress.at("/source/0")));
                    left.put("b." + table, LOOKUPS + equalRowsAfter(progress.at("/target/0")));
                }
                case "Hashed" -> {
                    left.put("a." + table, 2L * ROWS + LOOKUPS - rows(progress.at("/source/buckets")));
                    left.put("b." + table, 2L * ROWS + LOOKUPS - rows(progress.at("/target/buckets")));
                }
                default ->
                    throw new IllegalStateException(
                            "This is neither: " + entry.getValue().get(0));
            }
        });
        return left;
    }

    private static long equalRowsAfter(JsonNode rows) {
        return Math.max(0, EQUAL_BELOW - Math.max(EQUAL_FROM, rows.longValue()));
    }

    private static long rows(JsonNode buckets) {
        return StreamSupport.stream(buckets.spliterator(), false)
                .mapToLong(bucket -> bucket.get(0).longValue())
                .sum();
    }

    /**
     * What a run found.
     *
     * @param details the lines of its file of details but the first and the last, which tell of times
     * @param repair the lines of its script, without what follows a row in a list of rows
     */
    private record Found(JsonNode report, List<String> details, List<String> repair) {}

    /** Tables are compared at once, and where ranges of keys end depends on how fast they are read: the order says nothing. */
    private Found found(String name, JsonNode report) throws IOException {
        List<String> details = Files.readAllLines(details(name));
        assertThat(details.get(0))
                .startsWith("{\"line\":\"run\"")
                .contains(report.path("run_id").textValue());
        assertThat(details.get(details.size() - 1))
                .startsWith("{\"line\":\"end\"")
                .contains("\"complete\":true");
        List<String> repair = Files.readAllLines(repair(name)).stream()
                .filter(line -> !line.startsWith("-- Run:"))
                .map(line -> line.replaceFirst("[,;]$", ""))
                .sorted()
                .toList();
        return new Found(
                comparable(report),
                details.subList(1, details.size() - 1).stream().sorted().toList(),
                repair);
    }

    private Path details(String name) {
        return results.resolve(name + ".jsonl");
    }

    private Path repair(String name) {
        return results.resolve(name + ".sql");
    }

    private boolean awaitCheckpoint(Program program, Path file) throws InterruptedException {
        while (program.isAlive() && !Files.exists(file)) {
            Thread.sleep(20);
        }
        return program.isAlive();
    }

    /** A server goes on with the statement of a client that is gone until it has something to send. */
    private static void awaitNoReader() throws Exception {
        while (!query(
                        "postgres",
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IN ('a', 'b')"
                                + " AND application_name LIKE 'reconcile%'")
                .equals("0")) {
            Thread.sleep(20);
        }
    }

    private JsonNode ended(Program program) throws Exception {
        Outcome outcome = program.outcome();
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        JsonNode report = JSON.readTree(outcome.out());
        assertThat(report.path("tables_errored").asInt())
                .as(report.toPrettyString())
                .isZero();
        return report;
    }

    /** What is the same in every run. The order of details says nothing. */
    private static JsonNode comparable(JsonNode report) {
        if (report instanceof ObjectNode object) {
            if (object.path("reasons") instanceof ArrayNode reasons && object.has("read_earlier")) {
                // The last says so in words.
                reasons.remove(reasons.size() - 1);
            }
            object.remove(OF_THE_RUN);
        }
        if (report.path("details").isArray()) {
            List<JsonNode> details = new ArrayList<>();
            report.path("details").forEach(details::add);
            details.sort(Comparator.comparing(JsonNode::toString));
            ((ObjectNode) report).putArray("details").addAll(details);
        }
        report.forEach(CheckpointIT::comparable);
        return report;
    }

    @Test
    void an_interrupted_run_says_that_the_same_command_goes_on_and_others_do_not() throws Exception {
        Path checkpoint = checkpoint("interrupted");
        Path rows = folder.resolve("interrupted.checkpoint.rows");
        Program program = start("interrupted");
        assertThat(awaitCheckpoint(program, rows)).isTrue();

        program.signal("INT");
        Outcome interrupted = program.outcome();

        assertThat(interrupted.exitCode()).as(interrupted.err()).isEqualTo(130);
        assertThat(interrupted.err())
                .endsWith("The checkpoint is kept: the same command goes on from " + checkpoint + ".\n");

        Outcome other = start(
                        "interrupted", "--rounding", "truncate", "--exclude-columns", "note", "--format", "console")
                .outcome();
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.out()).isEmpty();
        assertThat(other.err())
                .contains("reconcile: --checkpoint " + checkpoint)
                .contains("--exclude-columns, --rounding. ")
                .doesNotContain("--format");
        assertThat(checkpoint).exists();

        byte[] kept = Files.readAllBytes(rows);
        byte[] details = Files.readAllBytes(details("interrupted"));
        Files.writeString(rows, "tables have rows");
        Outcome changed = start("interrupted").outcome();
        assertThat(changed.exitCode()).isEqualTo(2);
        assertThat(changed.err())
                .isEqualTo("reconcile: --checkpoint " + checkpoint
                        + ": The rows that the earlier run found are kept in "
                        + rows.toRealPath() + ", which is shorter than it was then. Put the file back as it was, or"
                        + " delete the checkpoint to begin anew.\n");
        assertThat(details("interrupted")).hasBinaryContent(details);
        Files.write(rows, kept);

        JsonNode report = ended(start("interrupted", "--parallelism", "2"));
        assertThat(report.path("complete").booleanValue()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_run_whose_time_is_over_is_gone_on_with() throws Exception {
        Path checkpoint = checkpoint("short");

        Outcome first = start("short", "--run-time", "1s").outcome();

        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(JSON.readTree(first.out()).path("tables_inconclusive").asInt())
                .isPositive();
        assertThat(first.err()).contains("The checkpoint is kept: the same command goes on from " + checkpoint + ".");
        assertThat(found("short", ended(start("short")))).isEqualTo(found("undisturbed", ended(start("undisturbed"))));
    }

    private Path checkpoint(String name) {
        return folder.resolve(name + ".checkpoint");
    }

    private Program start(String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--config",
                settings.resolve("reconcile.yaml").toString(),
                "--source-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/a?user=postgres",
                "--target-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/b?user=postgres",
                "--source-sslmode",
                "disable",
                "--target-sslmode",
                "disable",
                "--validate-checksums",
                "--show-values",
                "--confirm-delay",
                "0s",
                "--details-file",
                details(name).toString(),
                "--repair-file",
                repair(name).toString()));
        if (!name.equals("undisturbed")) {
            arguments.addAll(List.of("--checkpoint", checkpoint(name).toString()));
        }
        arguments.addAll(List.of(more));
        return Program.startJar(Map.of(), List.of("-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new));
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
