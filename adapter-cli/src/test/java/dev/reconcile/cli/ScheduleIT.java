package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.cli.Program.Outcome;
import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.report.Status;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import dev.reconcile.report.CheckpointFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon, as a process of its own. */
class ScheduleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    private final List<Program> started = new ArrayList<>();

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(database, "CREATE TABLE orders (id integer PRIMARY KEY, note text)");
            execute(database, "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 100) n");
            execute(database, "CREATE TABLE spoiled (id integer PRIMARY KEY, note text)");
            execute(database, "INSERT INTO spoiled SELECT * FROM orders");
        }
        execute("b", "UPDATE spoiled SET note = 'other' WHERE id = 7");
        execute("postgres", "CREATE ROLE reader LOGIN");
        execute("postgres", "CREATE ROLE substitute LOGIN");
        execute("postgres", "GRANT pg_read_all_data TO reader, substitute");
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @AfterEach
    void endDaemons() throws Exception {
        for (Program program : started) {
            if (program.isAlive()) {
                program.kill();
            }
        }
    }

    @Test
    void the_guides_command_runs_again_and_again_until_it_is_told_to_stop() throws Exception {
        Path reports = folder.resolve("reports");
        Program daemon = daemon(
                "--schedule",
                "--source-tables",
                "orders,spoiled",
                "--interval",
                "1",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--output-dir",
                reports.toString(),
                "--keep-reports",
                "2",
                "--metrics-port",
                "0",
                "--log-level",
                "INFO");
        await(() -> daemon.err().split("FAIL: Reconciliation found", -1).length > 4);
        String metrics = get(metricsPort(daemon));
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .contains("Job reconcile: every 1 s", "orders → orders: MATCH", "spoiled → spoiled: MISMATCH")
                .contains("Told to stop");
        assertThat(metrics)
                .contains(
                        "reconcile_table_verdict{",
                        "reconcile_runs_total{",
                        "reconcile_table_condition{condition=\"different\",reconcile_job=\"reconcile\",source_table=\"spoiled\","
                                + "target_table=\"spoiled\"} 1.0");
        try (Stream<Path> files = Files.list(reports)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .hasSize(3)
                    .first()
                    .isEqualTo("latest.json");
        }
        JsonNode latest =
                new ObjectMapper().readTree(reports.resolve("latest.json").toFile());
        assertThat(latest.get("status").asText()).isEqualTo("FAIL");
        try (HistoryStore history = history()) {
            List<RunEntry> runs = history.runs(Optional.empty(), 0, 100).items();
            assertThat(runs).hasSizeGreaterThanOrEqualTo(4);
            assertThat(runs).allSatisfy(run -> {
                assertThat(run.state()).isIn(RunState.COMPLETED, RunState.INTERRUPTED);
                assertThat(run.start().due()).isNotNull();
            });
            assertThat(runs).extracting(run -> run.start().due()).doesNotHaveDuplicates();
            assertThat(history.run(latest.get("run_id").asText())).isPresent();
            assertThat(history.findings(FindingQuery.openOf("spoiled", 10)).items())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.timesSeen()).isGreaterThan(3));
            assertEveryTickHasItsAccount(history, Duration.ofSeconds(1));
        }
    }

    @Test
    void what_a_person_asks_of_the_history_is_answered_while_the_daemon_runs() throws Exception {
        Program daemon = daemon(
                "schedule",
                "--source-tables",
                "spoiled",
                "--interval",
                "3600",
                "--run-now",
                "--validate-checksums",
                "--confirm-delay",
                "0s");
        daemon.awaitErr("FAIL: Reconciliation found");

        Outcome all = Program.run(Map.of(), List.of(), "history", "--data-dir", data().toString());
        Outcome one = Program.run(Map.of(), List.of(), "history", "spoiled", "--data-dir", data().toString(), "--json");

        assertThat(all.exitCode()).isZero();
        assertThat(all.out()).contains("MISMATCH", "spoiled", "Known to differ since", "Last runs");
        JsonNode tree = new ObjectMapper().readTree(one.out());
        assertThat(tree.at("/findings/0/key/0/value").asText()).isEqualTo("7");
        assertThat(tree.at("/findings/0/columns/0").asText()).isEqualTo("note");
        assertThat(one.out()).doesNotContain("other");
    }

    @Test
    void a_failed_run_is_said_and_counted_and_the_next_comes_with_credentials_read_anew() throws Exception {
        Path login = Files.writeString(folder.resolve("login"), "reader");
        Path config = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {url: "%s", username: "${file:login}", password: hunter2, sslmode: disable}
                target: {url: "%s", username: "${file:login}", password: hunter2, sslmode: disable}
                tables: {source-tables: [orders]}
                history: {data-dir: data}
                """.formatted(url("a"), url("b")));
        Program daemon =
                start(List.of("schedule", "--config", config.toString(), "--interval", "1", "--metrics-port", "0"));
        daemon.awaitErr("PASS: ");
        execute("postgres", "ALTER ROLE reader NOLOGIN");
        daemon.awaitErr("FAILED: ");
        await(() -> get(metricsPort(daemon))
                .contains("reconcile_last_run_status{reconcile_job=\"reconcile\",status=\"failed\"} 1"));
        int before = daemon.err().split("PASS: ", -1).length;
        Files.writeString(login, "substitute");
        await(() -> daemon.err().split("PASS: ", -1).length > before);
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).doesNotContain("hunter2");
        try (HistoryStore history = history()) {
            List<RunEntry> runs = history.runs(Optional.empty(), 0, 100).items();
            assertThat(runs).extracting(RunEntry::state).contains(RunState.FAILED, RunState.COMPLETED);
            assertThat(runs.stream().filter(run -> run.state() == RunState.FAILED))
                    .allSatisfy(run -> assertThat(run.summary()).contains("refused the login"));
            assertThat(history.states()).extracting(TableState::condition).containsExactly(Condition.IN_SYNC);
        } finally {
            execute("postgres", "ALTER ROLE reader LOGIN");
        }
    }

    @Test
    void a_run_that_was_killed_is_marked_interrupted_and_made_up_for_once() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        String[] arguments = {
            "schedule",
            "--source-tables",
            "orders,spoiled",
            "--interval",
            "3600",
            "--run-now",
            "--validate-checksums",
            "--confirm-delay",
            "0s",
            "--pause-file",
            pause.toString()
        };
        Program first = daemon(arguments);
        first.awaitErr("Pausing");
        await(() -> runs().size() == 1);
        assertThat(first.kill()).isTrue();
        Files.delete(pause);
        Program second = daemon(without("--run-now", arguments));
        second.awaitErr("FAIL: Reconciliation found");
        second.signal("TERM");
        assertThat(second.outcome().exitCode()).isZero();

        assertThat(runs()).hasSize(2);
        RunEntry madeUp = runs().get(0);
        RunEntry killed = runs().get(1);
        assertThat(killed.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(madeUp.state()).isEqualTo(RunState.COMPLETED);
        assertThat(madeUp.start().resumes()).isEqualTo(killed.id());

        // What was made up for is not made up for again.
        Program third = daemon(without("--run-now", arguments));
        third.awaitErr("Scheduled.");
        third.signal("TERM");
        assertThat(third.outcome().exitCode()).isZero();
        assertThat(runs()).hasSize(2);
    }

    @Test
    void a_run_is_ended_within_the_stop_time_and_goes_on_from_its_checkpoint() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        String[] arguments = {
            "schedule",
            "--source-tables",
            "orders,spoiled",
            "--interval",
            "3600",
            "--run-now",
            "--validate-checksums",
            "--confirm-delay",
            "0s",
            "--pause-file",
            pause.toString(),
            "--checkpoint",
            folder.resolve("checkpoint").toString(),
            "--stop-time",
            "10s"
        };
        Program first = daemon(arguments);
        first.awaitErr("Pausing");
        first.signal("TERM");
        assertThat(first.outcome().exitCode()).isZero();
        assertThat(runs())
                .singleElement()
                .satisfies(run -> assertThat(run.state()).isEqualTo(RunState.INTERRUPTED));
        Files.delete(pause);

        Program second = daemon(without("--run-now", arguments));
        second.awaitErr("FAIL: Reconciliation found");
        second.signal("TERM");
        assertThat(second.outcome().exitCode()).isZero();
        assertThat(runs().get(0).state()).isEqualTo(RunState.COMPLETED);
        assertThat(runs().get(0).start().resumes()).isEqualTo(runs().get(1).id());
    }

    @Test
    void a_checkpoint_of_other_settings_is_put_aside_and_the_run_begins_anew() throws Exception {
        Path checkpoint = folder.resolve("checkpoint");
        try (CheckpointFile left = CheckpointFile.at(checkpoint)) {
            left.write(new Checkpoint("earlier", Instant.now(), Map.of("depth", "counts"), Map.of()));
        }
        byte[] earlier = Files.readAllBytes(checkpoint);
        String[] settings = {"--source-tables", "orders", "--checkpoint", checkpoint.toString()};

        Outcome byHand = Program.run(
                Map.of(),
                List.of(),
                with(Stream.concat(Stream.of("run"), Stream.of(settings)).toArray(String[]::new)));
        assertThat(byHand.exitCode()).isEqualTo(2);
        assertThat(byHand.err()).contains("was one with another", "delete the checkpoint to begin anew");
        assertThat(checkpoint).hasBinaryContent(earlier);

        Program daemon =
                daemon(Stream.concat(Stream.of("schedule", "--interval", "3600", "--run-now"), Stream.of(settings))
                        .toArray(String[]::new));
        daemon.awaitErr("PASS: ");
        assertThat(daemon.err())
                .contains("WARN", "was one with another", "put aside as " + checkpoint + ".aside")
                .doesNotContain("delete the checkpoint");
        assertThat(folder.resolve("checkpoint.aside")).hasBinaryContent(earlier);
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void a_second_daemon_over_one_folder_is_refused_until_the_first_is_gone() throws Exception {
        String[] arguments = {"schedule", "--source-tables", "orders", "--interval", "3600"};
        Program first = daemon(arguments);
        first.awaitErr("Scheduled.");
        Program second = daemon(arguments);
        Outcome refused = second.outcome();
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("Another daemon (process ", data().toString(), "--history-url")
                .doesNotContain("Scheduled.");
        assertThat(first.kill()).isTrue();

        Program third = daemon(arguments);
        third.awaitErr("Scheduled.");
        third.signal("TERM");
        assertThat(third.outcome().exitCode()).isZero();
    }

    @Test
    void a_job_is_not_run_by_a_command_and_a_daemon_at_once() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        String[] command = {"run", "--source-tables", "orders", "--pause-file", pause.toString()};
        Program first = daemon(command);
        first.awaitErr("Pausing");

        Outcome second = Program.run(Map.of(), List.of(), with("run", "--source-tables", "orders"));
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("runs the job reconcile of the data folder", "--job");
        Outcome other = Program.run(Map.of(), List.of(), with("run", "--source-tables", "orders", "--job", "other"));
        assertThat(other.exitCode()).isZero();

        Program daemon = daemon("schedule", "--source-tables", "orders", "--interval", "3600", "--run-now");
        daemon.awaitErr("reconcile: the run waits. Another process");
        assertThat(daemon.err()).doesNotContain("PASS: ");
        Files.delete(pause);
        assertThat(first.outcome().exitCode()).isZero();
        daemon.awaitErr("PASS: ");
        daemon.signal("TERM");
        assertThat(daemon.outcome().exitCode()).isZero();
        assertThat(runs()).hasSize(3).extracting(RunEntry::state).containsOnly(RunState.COMPLETED);
    }

    @Test
    void times_that_were_missed_are_accounted_for_and_made_up_for_by_one_run() throws Exception {
        String[] arguments = {"schedule", "--source-tables", "orders", "--interval", "2"};
        Program first = daemon(arguments);
        first.awaitErr("PASS: ");
        assertThat(first.kill()).isTrue();
        Instant killed = Instant.now();
        Thread.sleep(9_000);
        Program second = daemon(arguments);
        await(() -> second.err().split("PASS: ", -1).length > 2);
        second.signal("TERM");
        assertThat(second.outcome().exitCode()).isZero();

        try (HistoryStore history = history()) {
            assertEveryTickHasItsAccount(history, Duration.ofSeconds(2));
            List<Tick> missed = history.ticks("reconcile", 1_000).stream()
                    .filter(tick -> tick.outcome() == Tick.Outcome.MISSED)
                    .toList();
            assertThat(missed).hasSizeGreaterThanOrEqualTo(3);
            assertThat(missed).extracting(Tick::run).doesNotContainNull();
            assertThat(missed.stream()
                            .map(Tick::due)
                            .filter(due -> due.isAfter(killed))
                            .count())
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void a_history_that_is_held_by_another_process_is_said_to_be_off_and_nothing_of_it_is_lost() throws Exception {
        Files.createDirectories(data());
        Path file = data().resolve("history.mv.db");
        Outcome made = Program.run(Map.of(), List.of(), with("run", "--source-tables", "orders"));
        assertThat(made.exitCode()).isZero();
        Program daemon;
        try (RandomAccessFile held = new RandomAccessFile(file.toFile(), "rw")) {
            held.getChannel().lock();
            daemon = daemon("schedule", "--source-tables", "orders", "--interval", "1");
            daemon.awaitErr("The history is off, and runs go on without it.");
            await(() -> daemon.err().split("PASS: ", -1).length > 3);
            assertThat(daemon.err()).contains("another process uses the history");
        }
        daemon.awaitErr("The history is on again");
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        long passed = outcome.err().split("run [0-9a-f-]+: PASS: ", -1).length - 1;
        List<RunEntry> scheduled =
                runs().stream().filter(run -> run.start().due() != null).toList();
        assertThat(scheduled.stream().filter(run -> run.status() == Status.PASS).count())
                .isEqualTo(passed);
        try (HistoryStore history = history()) {
            assertEveryTickHasItsAccount(history, Duration.ofSeconds(1));
        }
    }

    @Test
    void a_damaged_history_is_said_and_left_alone_and_runs_go_on() throws Exception {
        Files.createDirectories(data());
        byte[] damaged = "no database".repeat(500).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(data().resolve("history.mv.db"), damaged);
        Program daemon = daemon("schedule", "--source-tables", "orders", "--interval", "1");
        await(() -> daemon.err().split("PASS: ", -1).length > 3);
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("The history is off", "move it aside");
        assertThat(data().resolve("history.mv.db")).hasBinaryContent(damaged);
    }

    @Test
    void places_for_the_metrics_of_single_runs_are_warned_of() throws Exception {
        Path file = folder.resolve("reconcile.prom");
        Program daemon = daemon(
                "schedule",
                "--source-tables",
                "orders",
                "--interval",
                "1h",
                "--metrics-file",
                file.toString(),
                "--pushgateway",
                "http://user:hunter2@localhost:1");
        await(() -> daemon.err().contains("Scheduled."));
        daemon.signal("TERM");

        assertThat(daemon.outcome().err())
                .contains(
                        "WARN  ScheduleCommand - reconcile: --metrics-file is for single runs and not used: what keeps running"
                                + " offers its metrics at --metrics-port.",
                        "WARN  ScheduleCommand - reconcile: --pushgateway is for single runs and not used")
                .doesNotContain("hunter2");
        assertThat(file).doesNotExist();
    }

    @Test
    void the_jobs_of_a_file_run_by_their_own_settings() throws Exception {
        Path config = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {url: "%s", username: reader, password: unused, sslmode: disable}
                target: {url: "%s", username: reader, password: unused, sslmode: disable}
                tables: {source-tables: [orders]}
                history: {data-dir: data}
                jobs:
                  counts:
                    schedule: {interval: 1h, run-now: true}
                  contents:
                    tables: {source-tables: [spoiled]}
                    options: {validate-checksums: true, confirm-delay: 0s, output: contents.json}
                    schedule: {interval: 1h, run-now: true}
                  by-hand:
                """.formatted(url("a"), url("b")));
        Program daemon = start(List.of("schedule", "--config", config.toString()));
        await(() -> daemon.err().contains("counts: run")
                && daemon.err().contains("FAIL: ")
                && daemon.err().contains("PASS: "));
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("Job by-hand: no schedule");
        assertThat(folder.resolve("contents.json")).content().contains("\"CHECKSUM_MISMATCH\"");
        try (HistoryStore history = history()) {
            assertThat(history.states())
                    .extracting(state -> state.pair().job() + " " + state.pair().source() + " " + state.condition())
                    .containsExactly("contents spoiled DIFFERENT", "counts orders IN_SYNC");
        }
    }

    @Test
    void log_lines_are_json_where_that_is_wanted() throws Exception {
        Program daemon = daemon(
                "schedule", "--source-tables", "orders", "--interval", "3600", "--run-now", "--log-format", "json");
        daemon.awaitErr("PASS: ");
        daemon.signal("TERM");
        Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : outcome.err().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSizeGreaterThan(5).allSatisfy(line -> {
            assertThat(Instant.parse(line.get("time").asText())).isBefore(Instant.now());
            assertThat(line.get("level").asText()).isIn("INFO", "WARN");
        });
        assertThat(lines).anyMatch(line -> line.get("message").asText().contains("orders → orders: MATCH"));
    }

    @Test
    void a_single_run_is_remembered_where_a_place_is_named() throws Exception {
        Outcome outcome = Program.run(
                Map.of(),
                List.of(),
                with(
                        "run",
                        "--source-tables",
                        "spoiled",
                        "--validate-checksums",
                        "--confirm-delay",
                        "0s",
                        "--job",
                        "once"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        String id = new ObjectMapper().readTree(outcome.out()).get("run_id").asText();
        try (HistoryStore history = history()) {
            RunEntry run = history.run(id).orElseThrow();
            assertThat(run.start().job()).isEqualTo("once");
            assertThat(run.status()).isEqualTo(Status.FAIL);
            assertThat(run.mismatched()).isEqualTo(1);
            assertThat(history.report(id).orElseThrow()).contains("\"run_id\": \"" + id + "\"");
        }
    }

    @Test
    void a_single_run_that_was_killed_is_marked_interrupted_by_the_next_one() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        Program killed = start(List.of(with("run", "--source-tables", "orders", "--pause-file", pause.toString())));
        killed.awaitErr("Pausing");
        // Its beginning is written by then.
        await(() -> !runs().isEmpty());
        assertThat(killed.kill()).isTrue();

        Outcome outcome =
                Program.run(Map.of(), List.of(), with("run", "--source-tables", "orders", "--job", "another"));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("was interrupted: its process is no longer there");
        assertThat(runs())
                .extracting(RunEntry::state)
                .containsExactlyInAnyOrder(RunState.INTERRUPTED, RunState.COMPLETED);
    }

    /** Between the first and the last account there is one for each time that was due. */
    private static void assertEveryTickHasItsAccount(HistoryStore history, Duration interval) {
        List<Instant> due =
                history.ticks("reconcile", 1_000).stream().map(Tick::due).toList();
        assertThat(due).isNotEmpty();
        for (int i = 1; i < due.size(); i++) {
            assertThat(Duration.between(due.get(i), due.get(i - 1))).isEqualTo(interval);
        }
    }

    private List<RunEntry> runs() {
        try (HistoryStore history = history()) {
            return history.runs(Optional.empty(), 0, 100).items();
        }
    }

    private HistoryStore history() {
        return HistoryStore.open(new StorePlace.Folder(data()), 100);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Program daemon(String... arguments) throws IOException {
        return start(List.of(with(arguments)));
    }

    private Program start(List<String> arguments) throws IOException {
        Program program = Program.startJar(Map.of(), List.of(), arguments.toArray(String[]::new));
        started.add(program);
        return program;
    }

    private String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--data-dir",
                data().toString(),
                "--source-url",
                url("a"),
                "--source-username",
                "postgres",
                "--source-password",
                "unused",
                "--target-url",
                url("b"),
                "--target-username",
                "postgres",
                "--target-password",
                "unused",
                "--source-sslmode",
                "disable",
                "--target-sslmode",
                "disable"));
        return all.toArray(String[]::new);
    }

    private static String[] without(String argument, String... arguments) {
        return Stream.of(arguments).filter(each -> !each.equals(argument)).toArray(String[]::new);
    }

    private static int metricsPort(Program daemon) throws IOException {
        Matcher port = Pattern.compile("Metrics at port (\\d+)").matcher(daemon.err());
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static String get(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("the condition came true in time").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }
}
