package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that compare a quarter of a table each. */
class ScrubIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUARTER = 12_000;
    private static final int ROWS = 4 * QUARTER;

    /** In the third quarter. */
    private static final int DAMAGED = 30_000;

    private static final List<String> SIDES = List.of("a", "b");

    private EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("track_functions", "all")
                .start();
        for (String side : SIDES) {
            execute("postgres", "CREATE DATABASE " + side);
            execute(
                    side,
                    "CREATE TABLE numbers (n bigint PRIMARY KEY, note text)",
                    "INSERT INTO numbers SELECT n, 'note ' || n FROM generate_series(1, " + ROWS + ") n",
                    "CREATE TABLE words (word text PRIMARY KEY)",
                    "INSERT INTO words SELECT 'word ' || n FROM generate_series(1, 10001) n",
                    "CREATE TABLE few (word text PRIMARY KEY)",
                    "INSERT INTO few VALUES ('one'), ('two')",
                    "CREATE TABLE gate (open boolean)",
                    "INSERT INTO gate VALUES (true)",
                    "CREATE FUNCTION read_4() RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
                            + " 'BEGIN WHILE NOT (SELECT open FROM gate) LOOP PERFORM pg_sleep(0.01); END LOOP;"
                            + " RETURN true; END'");
            for (int quarter = 1; quarter < 4; quarter++) {
                execute(
                        side,
                        "CREATE FUNCTION read_" + quarter + "() RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
                                + " 'BEGIN RETURN true; END'");
            }
            execute(side, "VACUUM ANALYZE");
        }
        execute("b", "UPDATE numbers SET note = 'another' WHERE n = " + DAMAGED);
        String counts = "CASE (n - 1) / " + QUARTER + " WHEN 0 THEN read_1() WHEN 1 THEN read_2() WHEN 2 THEN read_3()"
                + " ELSE read_4() END";
        Files.writeString(folder.resolve("reconcile.yaml"), """
                tables:
                  pairs:
                    - source: numbers
                      source-filter: %s
                      target-filter: %s
                """.formatted(counts, counts));
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }

    @Test
    void four_runs_of_a_quarter_read_each_row_once_and_one_of_them_finds_the_row_that_differs() throws Exception {
        for (int quarter = 1; quarter <= 4; quarter++) {
            Map<String, Long> before = reads();
            Outcome outcome = scrub();
            JsonNode table = JSON.readTree(outcome.out()).at("/tables/0");

            String verdict = quarter < 3 ? "MATCH" : quarter == 3 ? "MISMATCH" : "INCONCLUSIVE";
            assertThat(table.path("verdict").textValue())
                    .as(table.toPrettyString())
                    .isEqualTo(verdict);
            assertThat(outcome.exitCode()).isEqualTo(quarter < 3 ? 0 : 1);
            assertThat(table.path("source_count").intValue()).isEqualTo(QUARTER);
            assertThat(table.at("/scrub/part").intValue()).isEqualTo(quarter);
            assertThat(table.at("/scrub/percent_compared").intValue()).isEqualTo(25 * quarter);
            assertThat(table.at("/rows/details/0/key/0/value").asText())
                    .isEqualTo(quarter == 3 ? String.valueOf(DAMAGED) : "");
            for (Map.Entry<String, Long> read : reads().entrySet()) {
                long rows = read.getValue() - before.get(read.getKey());
                if (!read.getKey().endsWith("_" + quarter)) {
                    assertThat(rows).as("%s in run %d", read.getKey(), quarter).isZero();
                } else {
                    // The rows around the one that differs are read again.
                    assertThat(rows)
                            .as("%s in run %d", read.getKey(), quarter)
                            .isBetween((long) QUARTER, QUARTER + (quarter == 3 ? QUARTER / 2L : 0));
                }
            }
        }
        execute("b", "UPDATE numbers SET note = 'note ' || n WHERE n = " + DAMAGED);
        assertThat(verdict(scrub())).isEqualTo("INCONCLUSIVE");
        assertThat(verdict(scrub())).isEqualTo("INCONCLUSIVE");
        Outcome mended = scrub("--format", "console");
        assertThat(mended.exitCode()).as(mended.out()).isZero();
        assertThat(mended.out())
                .contains("1 table is consistent in the part that was compared.")
                .contains("This run: keys after n=24000 up to n=36000; about 1/4 of the table, in round\n")
                .contains("Every part was compared since ")
                .contains("No action needed: what was compared of source and target is consistent.");
    }

    @Test
    void a_run_that_was_killed_is_repeated() throws Exception {
        for (int quarter = 1; quarter < 4; quarter++) {
            scrub();
        }
        byte[] left = Files.readAllBytes(checkpoint());
        SIDES.forEach(side -> execute(side, "UPDATE gate SET open = false"));
        Program program = start();
        while (reads().get("a.read_4") == 0 && program.isAlive() && !isWaiting()) {
            Thread.sleep(20);
        }
        assertThat(program.kill()).isTrue();
        assertThat(checkpoint()).hasBinaryContent(left);
        SIDES.forEach(side -> execute(side, "UPDATE gate SET open = true"));

        JsonNode table = JSON.readTree(scrub().out()).at("/tables/0");

        assertThat(table.at("/scrub/part").intValue()).isEqualTo(4);
        assertThat(table.at("/scrub/round").intValue()).isEqualTo(1);
        assertThat(table.at("/scrub/parts/3/compared_at").isTextual()).isTrue();
    }

    private boolean isWaiting() {
        return !query(
                        "postgres",
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = 'a'")
                .equals("0");
    }

    @Test
    void a_table_that_cannot_be_cut_is_not_read_as_a_check_foresees_and_a_small_one_is_read_whole() throws Exception {
        List<String> arguments = arguments();
        arguments.add(0, "check");
        arguments.addAll(List.of("--scrub", "1/4", "--source-tables", "words,few"));
        Outcome check = Program.startJar(Map.of(), List.of(), arguments.toArray(String[]::new))
                .outcome();
        JsonNode foreseen = JSON.readTree(check.out()).path("tables");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(foreseen.at("/0/notes/0/text").textValue())
                .as(foreseen.toPrettyString())
                .startsWith(
                        "The table cannot be scrubbed. Of word (text) in the source and word (text) in the target nobody knows");
        assertThat(foreseen.at("/1/at_best").textValue()).isEqualTo("MATCH");

        Outcome outcome = scrub("--source-tables", "words,few");

        JsonNode tables = JSON.readTree(outcome.out()).path("tables");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(tables.at("/0/verdict").textValue())
                .as(tables.toPrettyString())
                .isEqualTo("INCONCLUSIVE");
        assertThat(tables.at("/0/reasons/0").textValue()).startsWith("The table was not scrubbed");
        assertThat(tables.at("/0/source_count").isNull()).isTrue();
        assertThat(tables.at("/1/verdict").textValue()).isEqualTo("MATCH");
        assertThat(tables.at("/1/scrub/part").isNull()).isTrue();
    }

    @Test
    void another_scrub_is_refused_by_what_is_another_and_so_is_a_run_that_compares_all() throws Exception {
        scrub();
        byte[] left = Files.readAllBytes(checkpoint());

        Outcome thirds = scrub("--scrub", "1/3", "--rounding", "truncate");
        assertThat(thirds.exitCode()).isEqualTo(2);
        assertThat(thirds.err()).contains("with another --rounding, --scrub. ");
        Outcome whole = Program.startJar(Map.of(), List.of(), arguments().toArray(String[]::new))
                .outcome();
        assertThat(whole.exitCode()).isEqualTo(2);
        assertThat(whole.err()).contains("with another --scrub, tables section in the configuration file. ");
        assertThat(checkpoint()).hasBinaryContent(left);
    }

    private static String verdict(Outcome outcome) throws IOException {
        return JSON.readTree(outcome.out()).at("/tables/0/verdict").textValue();
    }

    private Map<String, Long> reads() {
        Map<String, Long> reads = new TreeMap<>();
        for (String side : SIDES) {
            for (int quarter = 1; quarter <= 4; quarter++) {
                reads.put(
                        side + ".read_" + quarter,
                        Long.parseLong(query(
                                side,
                                "SELECT coalesce(pg_stat_get_function_calls('read_" + quarter
                                        + "()'::regprocedure), 0)")));
            }
        }
        return reads;
    }

    private Path checkpoint() {
        return folder.resolve("scrub.checkpoint");
    }

    private Outcome scrub(String... more) throws Exception {
        return start(more).outcome();
    }

    private Program start(String... more) throws IOException {
        List<String> arguments = arguments();
        if (!List.of(more).contains("--scrub")) {
            arguments.addAll(List.of("--scrub", "1/4"));
        }
        arguments.addAll(List.of(more));
        return Program.startJar(Map.of(), List.of("-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new));
    }

    private List<String> arguments() {
        return new ArrayList<>(List.of(
                "--config",
                folder.resolve("reconcile.yaml").toString(),
                "--source-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/a?user=postgres",
                "--target-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/b?user=postgres",
                "--source-sslmode",
                "disable",
                "--target-sslmode",
                "disable",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--checkpoint",
                checkpoint().toString()));
    }

    private void execute(String database, String... statements) {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String query(String database, String sql) {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
