package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reconcile check} from flag to report, against a real server. */
class CheckIT {

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(
                    database,
                    "CREATE TABLE orders (id integer PRIMARY KEY, note text)",
                    "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 1000) n",
                    "CREATE TABLE documents (id integer PRIMARY KEY, body xml)",
                    "CREATE TABLE lines (id integer PRIMARY KEY, discount numeric(10,2))",
                    "ANALYZE");
        }
        execute("b", "ALTER TABLE lines DROP COLUMN discount", "UPDATE orders SET note = 'x'");
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static void execute(String database, String... statements) throws Exception {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Invocation check(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "check",
                "--source-url=jdbc:postgresql://localhost:" + postgres.getPort() + "/a",
                "--source-username=postgres",
                "--source-sslmode=disable",
                "--target-url=jdbc:postgresql://localhost:" + postgres.getPort() + "/b",
                "--target-username=postgres",
                "--target-sslmode=disable"));
        arguments.addAll(List.of(options));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    @Test
    void tables_that_can_match_exit_0_whatever_their_rows_hold() throws Exception {
        Invocation ready = check("--source-tables=orders", "--validate-checksums");

        assertThat(ready.exitCode()).as(ready.err()).isZero();
        assertThat(ready.err()).contains("READY: Nothing stands in the way of a run over 1 table.");
        JsonNode check = new ObjectMapper().readTree(ready.out());
        assertThat(check.path("ready").asBoolean()).isTrue();
        assertThat(check.path("compared").asText()).isEqualTo("rows");
        assertThat(check.at("/tables/0/source_side/estimated_rows").asInt()).isEqualTo(1000);
        assertThat(check.at("/tables/0/source_side/hashed_in").asText()).isEqualTo("database");
    }

    @Test
    void what_would_fail_differ_or_stay_open_exits_1_and_is_told_with_the_worst_first() {
        Invocation trouble =
                check("--source-tables=orders,documents,lines,ordres", "--validate-checksums", "--format=console");

        assertThat(trouble.exitCode()).isEqualTo(1);
        assertThat(trouble.err()).isEmpty();
        assertThat(trouble.out())
                .startsWith("NOT READY  Of 4 tables 1 would fail, 1 would be reported as different, 1 could\n")
                .containsSubsequence(
                        "These would fail",
                        "There is no table ordres in the source",
                        "There is no table ordres in the target",
                        "These would be reported as different",
                        "public.lines lacks the source's column discount",
                        "These could not be compared completely",
                        "documents.body (xml)",
                        "compare-as: xml, or exclude it.",
                        "Watch out",
                        "login can write",
                        "No row was read");
    }

    @Test
    void where_rows_are_only_counted_their_columns_keep_nothing_from_matching() {
        assertThat(check("--source-tables=orders,documents,lines", "--quiet").exitCode())
                .isZero();
    }

    @Test
    void a_file_of_its_own_is_written_in_a_folder_of_reports() throws Exception {
        Invocation written = check("--source-tables=orders", "--output-dir=" + folder);

        assertThat(written.out()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file ->
                            assertThat(file.getFileName().toString()).matches("reconcile_check_\\d{8}_\\d{6}\\.json"));
        }
    }

    @Test
    void a_database_that_is_not_there_exits_2() {
        Invocation refused = Invocation.of(
                "check",
                "--source-url=jdbc:postgresql://localhost:1/none",
                "--source-username=nobody",
                "--target-url=jdbc:postgresql://localhost:1/none",
                "--target-username=nobody",
                "--source-tables=orders");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
    }
}
