package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from flag to report, as processes against a real server. */
class RunIT {

    private static final String PASSWORD = "pass-word-that-nobody-may-see";
    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        Path password = Files.writeString(Files.createTempFile("reconcile-it", ".password"), PASSWORD);
        postgres = EmbeddedPostgres.builder()
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", password.toString())
                .setConnectConfig("password", PASSWORD)
                .start();
        Files.delete(password);
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(database, "CREATE TABLE orders (id integer PRIMARY KEY, note text, at timestamp)");
            execute(
                    database,
                    "INSERT INTO orders SELECT n, 'note ' || n, timestamp '2026-01-01' + n * interval '1 second'"
                            + " FROM generate_series(1, 1000) n");
            execute(database, "CREATE TABLE \"Ünïcode lines\" AS TABLE orders");
            execute(database, "CREATE TABLE spoiled AS TABLE orders");
            execute(database, "CREATE TABLE people (id integer PRIMARY KEY, email text, phone text)");
            execute(
                    database,
                    "INSERT INTO people VALUES (4711, 'email-in-" + database + "', 'phone-in-" + database + "')");
            execute(database, "CREATE VIEW endless AS SELECT id, pg_sleep(3600)::text AS note FROM orders");
        }
        execute("b", "UPDATE spoiled SET at = at + interval '1 microsecond' WHERE id = 7");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void the_jar_runs_by_itself() throws Exception {
        Outcome version = Program.run(Map.of(), List.of(), "--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).startsWith("reconcile ").doesNotContain("not from a jar");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void equal_tables_exit_0_and_standard_output_is_the_report_alone() throws Exception {
        Outcome equal = run("--source-tables", "orders,\"Ünïcode lines\"", "--validate-checksums");

        assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(equal.out());
        assertThat(report.path("status").asText()).isEqualTo("PASS");
        assertThat(report.path("tables")).hasSize(2);
        assertThat(report.path("tables").path(1).path("source").asText()).contains("Ünïcode lines");
        assertThat(equal.err()).contains("[2/2]").contains("PASS: ");
    }

    @Test
    void a_microsecond_in_one_row_exits_1() throws Exception {
        Path file = folder.resolve("report.json");

        Outcome different = run(
                "--source-tables",
                "orders,spoiled",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--quiet",
                "--output",
                file.toString());

        assertThat(different).isEqualTo(new Outcome(1, "", ""));
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("status").asText()).isEqualTo("FAIL");
        assertThat(report.path("tables_matched").asInt()).isEqualTo(1);
        assertThat(report.at("/tables/1/rows/changed_rows").asInt()
                        + report.at("/tables/1/rows/missing_rows").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_run_reads_nothing_while_its_pause_file_exists() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        Program program = start("--source-tables", "orders", "--pause-file", pause.toString());
        Program quiet = start("--source-tables", "orders", "--pause-file", pause.toString(), "--quiet");
        program.awaitErr("Pausing: the file " + pause + " exists");
        quiet.awaitErr("Pausing: the file " + pause + " exists");
        assertThat(program.err()).doesNotContain("started");

        Files.delete(pause);

        assertThat(quiet.outcome().err()).contains("Going on after a pause of ");
        Outcome outcome = program.outcome();
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err().indexOf("Going on after a pause of "))
                .isBetween(0, outcome.err().indexOf(": started"));
    }

    @Test
    void what_comes_after_the_run_s_time_is_skipped_and_the_run_exits_1() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause for ever"));

        Outcome outcome = run("--source-tables", "orders", "--pause-file", pause.toString(), "--run-time", "1s");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(outcome.out());
        assertThat(report.at("/tables/0/verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(report.at("/tables/0/skipped").asText()).isEqualTo("time_over");
        assertThat(report.at("/tables/0/reasons/0").asText())
                .matches(
                        "Skipped, because it came after the run's time\\. The run paused for \\d+ s of its time, because"
                                + " the file .* exists\\. Raise --run-time, or compare it in another run\\.");
        assertThat(report.path("complete").asBoolean()).isTrue();
        assertThat(outcome.err())
                .contains("FAIL: 1 table is not fully compared (skipped: 1 that came after the run's time).");
    }

    @Test
    void a_hopeless_table_is_halted_and_everything_that_is_written_says_so() throws Exception {
        Path output = folder.resolve("report.json");
        Path details = folder.resolve("details.jsonl");
        Path repair = folder.resolve("repair.sql");
        for (String database : List.of("a", "b")) {
            execute(
                    database,
                    "CREATE TABLE hopeless AS SELECT n AS id, '" + database
                            + "' || n AS note FROM generate_series(1, 200000) n");
            execute(database, "ALTER TABLE hopeless ADD PRIMARY KEY (id)");
        }

        // As little memory as holds fewer rows than differ, so that there is something left to be halted.
        Outcome outcome = run(
                List.of("-Xmx96m"),
                List.of("--source-tables", "hopeless", "--validate-checksums", "--confirm-delay", "0s"),
                "--halt-above",
                "5%",
                "--output",
                output.toString(),
                "--details-file",
                details.toString(),
                "--repair-file",
                repair.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        JsonNode table = new ObjectMapper().readTree(output.toFile()).at("/tables/0");
        long changed = table.at("/rows/changed_rows").asLong();
        assertThat(table.path("verdict").asText()).isEqualTo("MISMATCH");
        assertThat(changed).isBetween(10_001L, 199_999L);
        assertThat(table.at("/rows/halted/above").asText()).isEqualTo("5% of the rows");
        assertThat(table.at("/rows/halted/rows_to_search").asLong()).isEqualTo(200_000);
        assertThat(outcome.err())
                .contains("1 halted before all rows that differ were found")
                .contains("There may be more: a table was not wholly compared.");
        List<String> lines = Files.readAllLines(details);
        assertThat(lines).hasSize((int) changed + 3);
        assertThat(lines.get(lines.size() - 2)).contains("\"halted\":{\"above\":\"5% of the rows\"");
        assertThat(Files.readString(repair).substring(0, 2_000))
                .contains("WARNING: hopeless is MISMATCH, so it may differ in more than is here: More than 5% of");
        for (String database : List.of("a", "b")) {
            execute(database, "DROP TABLE hopeless");
        }
    }

    @Test
    void a_load_that_cannot_be_told_exits_2_before_anything_is_compared() throws Exception {
        Outcome outcome = run("--source-tables", "orders", "--pause-when", "replica-lag>10s");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("the replica-lag of the source cannot be told. No replica is connected to it.");
    }

    @Test
    void a_run_that_heeds_the_load_and_a_rate_compares_as_any_other() throws Exception {
        Outcome outcome = run(
                "--source-tables",
                "orders,people",
                "--pause-when",
                "active-sessions>1000",
                "--max-rate",
                "1000000",
                "--max-connections",
                "1");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(0);
    }

    @Test
    void no_value_of_a_row_but_its_key_is_shown_anywhere_unless_somebody_asks_for_it() throws Exception {
        List<String> people = List.of(
                "--source-tables",
                "people,spoiled",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--log-level",
                "trace");
        for (String format : List.of("json", "csv", "console", "html")) {
            Outcome silent = run(List.of(), people, "--format", format);

            assertThat(silent.exitCode()).as(silent.err()).isEqualTo(1);
            assertThat(silent.out() + silent.err()).doesNotContain("email-in", "phone-in", "note 7", "00:00:07");
        }
        assertThat(run(List.of(), people, "--format", "json").out()).contains("4711");
    }

    @Test
    void values_are_shown_on_a_terminal_and_where_they_are_asked_for_but_never_masked_ones() throws Exception {
        List<String> people = List.of(
                "--source-tables", "people", "--validate-checksums", "--confirm-delay", "0s", "--mask", "PHONE,id");
        List<String> onTerminal = List.of("-Dreconcile.stdout.tty=true");

        Outcome console = run(onTerminal, people, "--format", "console");
        Outcome turnedOff = run(onTerminal, people, "--format", "console", "--show-values", "false");
        Outcome json = run(List.of(), people, "--show-values");

        assertThat(console.out().replaceAll("\u001b\\[[0-9]*m", "")).contains("""
                    CHANGED id=(hidden)
                      email: 'email-in-a' → 'email-in-b'
                      phone: (hidden) → (hidden)
                """);
        assertThat(turnedOff.out()).contains("CHANGED").doesNotContain("email-in");
        assertThat(new ObjectMapper()
                        .readTree(json.out())
                        .at("/tables/0/rows/details/0/values/0/target")
                        .asText())
                .isEqualTo("email-in-b");
        for (Outcome outcome : List.of(console, turnedOff, json)) {
            assertThat(outcome.out() + outcome.err()).doesNotContain("phone-in", "4711");
        }
    }

    @Test
    void accepted_differences_exit_0_until_their_last_day() throws Exception {
        Path config = folder.resolve("reconcile.yaml");
        List<String> arguments = List.of(
                "--config", config.toString(), "--validate-checksums", "--confirm-delay", "0s", "--format", "console");
        String yaml = """
                tables:
                  pairs: [{source: spoiled, key: [id]}]
                  accepted:
                    - {table: spoiled, key: {id: 7}, columns: [at], reason: Ticket 4711, until: %s}
                """;

        Files.writeString(config, yaml.formatted("9999-12-31"));
        Outcome accepted = run(List.of(), arguments);
        Files.writeString(config, yaml.formatted("2020-12-31"));
        Outcome over = run(List.of(), arguments);

        assertThat(accepted.exitCode()).as(accepted.out() + accepted.err()).isZero();
        assertThat(accepted.out()).contains("""
                Accepted in spoiled
                  Until 9999-12-31, Ticket 4711 (tables.accepted[1]): 0 missing, 0 extra, 1
                  changed.
                    CHANGED id=7: at
                """);
        assertThat(over.exitCode()).isEqualTo(1);
        assertThat(over.out()).contains("CHANGED id=7: at").contains("ended on 2020-12-31");
    }

    @Test
    void details_are_told_of_in_the_last_line_and_hold_every_row() throws Exception {
        Path file = folder.resolve("details.jsonl");

        Outcome different = run(
                "--source-tables",
                "spoiled",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--max-details",
                "0",
                "--details-file",
                file.toString());

        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.err().lines()).last().asString().endsWith(" Details: " + file);
        assertThat(new ObjectMapper()
                        .readTree(different.out())
                        .path("details_file")
                        .asText())
                .isEqualTo(file.toString());
        assertThat(Files.readAllLines(file))
                .extracting(
                        line -> new ObjectMapper().readTree(line).path("line").asText())
                .containsExactly("run", "row", "row", "table", "end");
    }

    @Test
    void details_that_cannot_be_written_are_no_success_although_all_tables_match() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")));

        Outcome equal =
                run("--source-tables", "orders", "--validate-checksums", "--details-file", "/dev/full", "--quiet");

        assertThat(equal.exitCode()).isEqualTo(1);
        assertThat(equal.err()).contains("reconcile: Cannot write the details to /dev/full: No space left on device.");
        assertThat(new ObjectMapper().readTree(equal.out()).path("status").asText())
                .isEqualTo("PASS");
    }

    @Test
    void a_repair_script_is_told_of_in_one_line_and_no_value_of_a_row_is_logged() throws Exception {
        Path file = folder.resolve("repair.sql");

        Outcome different = run(
                "--source-tables",
                "spoiled",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--log-level",
                "trace",
                "--repair-file",
                file.toString());

        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.err())
                .contains("Repair script: " + file
                        + ": 1 to insert, 0 to update, 1 to delete. Read it before you run it.")
                .doesNotContain("2026-01-01 00:00:07", "INSERT INTO");
        assertThat(file).content().contains("'2026-01-01 00:00:07'", "'2026-01-01 00:00:07.000001'");
    }

    @Test
    void a_repair_of_counts_is_refused() throws Exception {
        Outcome refused = run("--source-tables", "orders", "--repair-file", "repair.sql");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--repair-file: a repair needs the rows that differ.");
    }

    @Test
    void the_options_of_run_work_without_its_name() throws Exception {
        List<String> flat = new ArrayList<>(databases());
        flat.addAll(List.of("--source-table", "orders", "--target-table", "orders", "--format", "console"));

        Outcome outcome = Program.run(passwords(), List.of(), flat.toArray(String[]::new));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("PASS");
    }

    @Test
    void an_unknown_table_is_an_error_and_hides_no_other_result() throws Exception {
        Outcome outcome = run("--source-tables", "orders,ordres");

        assertThat(outcome.exitCode()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(outcome.out());
        assertThat(report.path("tables").path(0).path("verdict").asText()).isEqualTo("MATCH");
        assertThat(report.path("tables").path(1).path("verdict").asText()).isEqualTo("ERROR");
        assertThat(report.path("tables").path(1).path("reasons").toString()).contains("orders");
    }

    @Test
    void what_is_wrong_before_the_run_exits_2_with_one_line() throws Exception {
        List<String> unreachable = List.of(
                "--source-url", "jdbc:postgresql://localhost:1/a", "--target-url", "jdbc:postgresql://localhost:1/b");
        List<String> unwritable = new ArrayList<>(databases());
        unwritable.addAll(List.of("--output", "/no/such/folder/report.json"));

        for (Outcome refused : List.of(
                started(passwords(), unreachable),
                started(
                        Map.of("RECONCILE_SOURCE_PASSWORD", "wrong", "RECONCILE_TARGET_PASSWORD", PASSWORD),
                        databases()),
                started(passwords(), unwritable),
                started(
                        passwords(),
                        List.of("--config", folder.resolve("absent.yaml").toString())))) {
            assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).startsWith("reconcile: ").contains("\n").doesNotContain("\tat ");
            assertThat(refused.err().lines()).hasSize(1);
        }
    }

    @Test
    void a_full_disk_at_the_end_exits_1_and_the_report_is_not_lost() throws Exception {
        Outcome full = run("--source-tables", "orders", "--output", "/dev/full");

        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(full.out()).path("status").asText())
                .isEqualTo("PASS");
        assertThat(full.err()).contains("/dev/full");
    }

    @Test
    void no_password_appears_anywhere_at_the_finest_log_level() throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--log-level", "trace", "--validate-checksums", "--confirm-delay", "0s"));
        arguments.addAll(databases());
        arguments.addAll(List.of("--source-password", PASSWORD, "--source-tables", "orders,spoiled,absent"));

        Outcome outcome =
                Program.run(Map.of("RECONCILE_TARGET_PASSWORD", PASSWORD), List.of(), arguments.toArray(String[]::new));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out() + outcome.err()).doesNotContain(PASSWORD);
        assertThat(outcome.err()).as("the warning").contains("--source-password");
        new ObjectMapper().readTree(outcome.out());
    }

    @Test
    void an_interrupt_cancels_the_statements_and_saves_what_is_complete() throws Exception {
        Path file = folder.resolve("report.json");
        Program program = interruptible(file);

        program.signal("INT");
        Outcome outcome = program.outcome();

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(130);
        assertThat(outcome.out()).isEmpty();
        assertInterrupted(file);
        assertThat(sleeping()).isZero();
    }

    @Test
    void an_interrupted_run_leaves_a_repair_of_what_it_found_and_says_that_there_may_be_more() throws Exception {
        Path file = folder.resolve("repair.sql");
        Program program = interruptible(
                folder.resolve("report.json"),
                "spoiled,endless",
                "--confirm-delay",
                "0s",
                "--repair-file",
                file.toString());

        program.signal("TERM");
        Outcome outcome = program.outcome();

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(130);
        assertThat(outcome.err())
                .contains("Repair script: " + file)
                .contains(" There may be more: the run was interrupted. Read it before you run it.");
        assertThat(file)
                .content()
                .contains("-- WARNING: The run was interrupted")
                .containsPattern("(?m)^(UPDATE|INSERT INTO) \"")
                .endsWith("-- The end. A script without this line is not whole.\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, folder.resolve("report.json"));
        }
    }

    @Test
    void a_second_interrupt_ends_the_process_at_once() throws Exception {
        Path file = folder.resolve("report.json");
        Program program = interruptible(file);
        suspendServer("STOP");
        try {
            program.signal("INT");
            program.awaitErr("Interrupted");
            Thread.sleep(1_000);
            program.signal("INT");

            assertThat(program.outcome().exitCode()).isEqualTo(130);
        } finally {
            suspendServer("CONT");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void a_signal_that_comes_to_the_process_and_to_its_group_is_one() throws Exception {
        Path file = folder.resolve("report.json");
        Program program = interruptible(file);
        suspendServer("STOP");
        try {
            program.signalTwice("TERM");

            assertThat(program.outcome().exitCode()).isEqualTo(130);
        } finally {
            suspendServer("CONT");
        }
        assertInterrupted(file);
    }

    @Test
    void an_interrupt_saves_what_is_complete_even_when_the_databases_hang() throws Exception {
        Path file = folder.resolve("report.json");
        Program program = interruptible(file);
        suspendServer("STOP");
        try {
            program.signal("INT");

            assertThat(program.outcome().exitCode()).isEqualTo(130);
        } finally {
            suspendServer("CONT");
        }
        assertInterrupted(file);
    }

    private static void assertInterrupted(Path file) throws IOException {
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("status").asText()).isEqualTo("FAIL");
        assertThat(report.path("complete").asBoolean(true)).isFalse();
        assertThat(report.path("tables").path(0).path("verdict").asText()).isEqualTo("MATCH");
        assertThat(report.path("tables").path(1).path("verdict").asText()).isEqualTo("INCONCLUSIVE");
    }

    private static Program interruptible(Path file) throws Exception {
        return interruptible(file, "orders,endless");
    }

    private static Program interruptible(Path file, String tables, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(databases());
        arguments.addAll(List.of("--source-tables", tables, "--validate-checksums", "--output", file.toString()));
        arguments.addAll(List.of(more));
        Program program = Program.startJar(passwords(), List.of(), arguments.toArray(String[]::new));
        program.awaitErr("[1/2]");
        for (int i = 0; i < 300 && sleeping() == 0; i++) {
            Thread.sleep(100);
        }
        return program;
    }

    private static long sleeping() throws SQLException {
        try (Connection connection = connection("postgres");
                ResultSet found = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'")) {
            found.next();
            return found.getLong(1);
        }
    }

    /** Stops or continues the processes that serve the run, so that they answer nothing. */
    private static void suspendServer(String signal) throws Exception {
        List<String> pids = new ArrayList<>();
        if (signal.equals("STOP")) {
            try (Connection connection = connection("postgres");
                    ResultSet found = connection
                            .createStatement()
                            .executeQuery("SELECT pid FROM pg_stat_activity WHERE datname IN ('a', 'b')")) {
                while (found.next()) {
                    pids.add(found.getString(1));
                }
            }
            SUSPENDED.addAll(pids);
            SUSPENDED.add(postmaster());
        }
        for (String pid : SUSPENDED) {
            new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
        }
        if (signal.equals("CONT")) {
            SUSPENDED.clear();
        }
    }

    private static final List<String> SUSPENDED = new ArrayList<>();

    private static String postmaster() throws Exception {
        try (Connection connection = connection("postgres");
                ResultSet found = connection.createStatement().executeQuery("SHOW data_directory")) {
            found.next();
            return Files.readAllLines(Path.of(found.getString(1), "postmaster.pid"))
                    .get(0)
                    .strip();
        }
    }

    private Outcome run(List<String> jvmOptions, List<String> arguments, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(databases());
        all.addAll(arguments);
        all.addAll(List.of(more));
        return Program.run(passwords(), jvmOptions, all.toArray(String[]::new));
    }

    private Outcome run(String... arguments) throws Exception {
        return start(arguments).outcome();
    }

    private Program start(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(databases());
        all.addAll(List.of(arguments));
        return Program.startJar(passwords(), List.of(), all.toArray(String[]::new));
    }

    private static Outcome started(Map<String, String> environment, List<String> connections) throws Exception {
        List<String> all = new ArrayList<>(List.of("run", "--source-tables", "orders"));
        all.addAll(connections);
        if (!all.contains("--source-username")) {
            all.addAll(List.of("--source-username", "postgres", "--target-username", "postgres"));
        }
        return Program.run(environment, List.of(), all.toArray(String[]::new));
    }

    private static List<String> databases() {
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/";
        return List.of(
                "--source-url",
                url + "a",
                "--source-username",
                "postgres",
                "--source-sslmode",
                "disable",
                "--target-url",
                url + "b",
                "--target-username",
                "postgres",
                "--target-sslmode",
                "disable");
    }

    private static Map<String, String> passwords() {
        return Map.of("RECONCILE_SOURCE_PASSWORD", PASSWORD, "RECONCILE_TARGET_PASSWORD", PASSWORD);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = connection(database)) {
            connection.createStatement().execute(sql);
        }
    }

    private static Connection connection(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }
}
