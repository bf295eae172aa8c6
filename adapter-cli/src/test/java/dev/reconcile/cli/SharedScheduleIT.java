package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons, each a process of its own, whose history is one PostgreSQL database. */
class SharedScheduleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static EmbeddedPostgres postgres;
    private static int histories;

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
        }
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void makeHistory() throws SQLException {
        execute("postgres", "CREATE DATABASE history_" + ++histories);
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
    void each_time_that_is_due_is_run_by_one_of_them() throws Exception {
        Program one = daemon("--interval", "1");
        one.awaitErr("Scheduled.");
        Program other = daemon("--interval", "1");
        other.awaitErr("Scheduled.");
        await(() -> runs().size() >= 12);
        one.signal("TERM");
        assertThat(one.outcome().exitCode()).isZero();
        int before = runs().size();
        await(() -> runs().size() >= before + 3);
        other.signal("TERM");
        assertThat(other.outcome().exitCode()).isZero();

        List<RunEntry> runs = runs();
        assertThat(runs)
                .extracting(run -> run.start().due())
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        try (HistoryStore history = history()) {
            List<Instant> due =
                    history.ticks("reconcile", 1_000).stream().map(Tick::due).toList();
            for (int i = 1; i < due.size(); i++) {
                assertThat(Duration.between(due.get(i), due.get(i - 1))).isEqualTo(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void what_one_was_about_when_it_was_killed_the_other_makes_up_for_once() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        String[] arguments = {"--interval", "3600", "--pause-file", pause.toString()};
        Program one = daemon(arguments);
        one.awaitErr("Scheduled.");
        Program other = daemon(
                Stream.concat(Stream.of("--run-now"), Stream.of(arguments)).toArray(String[]::new));
        await(() -> one.err().contains("Pausing") || other.err().contains("Pausing"));
        Program busy = one.err().contains("Pausing") ? one : other;
        Program idle = busy == one ? other : one;
        assertThat(busy.kill()).isTrue();
        Files.delete(pause);
        idle.awaitErr("the process that ran it died, and this one makes up for it");
        await(() -> runs().size() == 2 && runs().get(0).state() == RunState.COMPLETED);
        idle.signal("TERM");
        assertThat(idle.outcome().exitCode()).isZero();

        assertThat(runs()).hasSize(2);
        assertThat(runs().get(1).state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(runs().get(0).start().resumes()).isEqualTo(runs().get(1).id());
    }

    @Test
    void what_one_was_about_when_it_was_told_to_stop_the_other_makes_up_for_once() throws Exception {
        Path pause = Files.createFile(folder.resolve("pause"));
        String[] arguments = {"--interval", "3600", "--pause-file", pause.toString()};
        Program one = daemon(arguments);
        one.awaitErr("Scheduled.");
        Program other = daemon(
                Stream.concat(Stream.of("--run-now"), Stream.of(arguments)).toArray(String[]::new));
        await(() -> one.err().contains("Pausing") || other.err().contains("Pausing"));
        Program busy = one.err().contains("Pausing") ? one : other;
        Program idle = busy == one ? other : one;
        busy.signal("TERM");
        assertThat(busy.outcome().exitCode()).isZero();
        Files.delete(pause);
        await(() -> runs().size() == 2 && runs().get(0).state() == RunState.COMPLETED);
        idle.signal("TERM");
        assertThat(idle.outcome().exitCode()).isZero();

        assertThat(runs()).hasSize(2);
        assertThat(runs().get(1).state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(runs().get(0).start().resumes()).isEqualTo(runs().get(1).id());
    }

    @Test
    void a_daemon_that_cannot_reach_the_shared_history_at_its_start_says_what_to_do() throws Exception {
        Program daemon = Program.startJar(Map.of(), List.of(), with("127.0.0.1:1/none", "--interval", "1"));
        started.add(daemon);
        Program.Outcome outcome = daemon.outcome();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("share their jobs there", "cannot be reached")
                .doesNotContain("hunter2");
    }

    @Test
    void while_the_server_of_the_history_is_away_it_is_said_that_no_job_begins_and_the_times_have_that_reason()
            throws Exception {
        Path data = folder.resolve("server");
        EmbeddedPostgres server = server(data, 0);
        int port = server.getPort();
        try {
            Program daemon =
                    Program.startJar(Map.of(), List.of(), with("localhost:" + port + "/postgres", "--interval", "2"));
            started.add(daemon);
            await(() -> daemon.err().contains(": PASS"));
            server.close();
            Instant away = Instant.now();
            daemon.awaitErr("No job begins since");
            daemon.awaitErr("The history is off, and runs that have begun go on without it.");
            // So that times are due meanwhile.
            Thread.sleep(8_000);
            Instant back = Instant.now();
            server = server(data, port);
            daemon.awaitErr("Jobs run again");
            int before = daemon.err().split(": PASS", -1).length;
            await(() -> daemon.err().split(": PASS", -1).length > before + 1);
            daemon.signal("TERM");

            assertThat(daemon.outcome().exitCode()).isZero();
            try (HistoryStore history = HistoryStore.open(
                    new StorePlace.Server("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "hunter2"),
                    100)) {
                assertThat(history.ticks("reconcile", 1_000))
                        .filteredOn(
                                tick -> tick.due().isAfter(away) && tick.due().isBefore(back))
                        .filteredOn(tick -> tick.outcome() == Tick.Outcome.MISSED)
                        .isNotEmpty()
                        .allSatisfy(tick -> assertThat(tick.reason()).startsWith("The server of the history was away"));
            }
        } finally {
            server.close();
        }
    }

    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        return port == 0 ? builder.start() : builder.setPort(port).start();
    }

    private List<RunEntry> runs() {
        try (HistoryStore history = history()) {
            return history.runs(Optional.empty(), 0, 100).items();
        }
    }

    private static HistoryStore history() {
        return HistoryStore.open(new StorePlace.Server("jdbc:postgresql://" + server(), "postgres", "hunter2"), 100);
    }

    private static String server() {
        return "localhost:" + postgres.getPort() + "/history_" + histories;
    }

    private Program daemon(String... arguments) throws IOException {
        Program program = Program.startJar(Map.of(), List.of(), with(server(), arguments));
        started.add(program);
        return program;
    }

    private static String[] with(String history, String... arguments) {
        List<String> all = new ArrayList<>(List.of("schedule", "--source-tables", "orders"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--history-url",
                "jdbc:postgresql://" + history,
                "--history-username",
                "postgres",
                "--history-password",
                "hunter2",
                "--source-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/a",
                "--target-url",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/b",
                "--source-username",
                "postgres",
                "--source-password",
                "hunter2",
                "--source-sslmode",
                "disable",
                "--target-username",
                "postgres",
                "--target-password",
                "hunter2",
                "--target-sslmode",
                "disable"));
        return all.toArray(String[]::new);
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                List<String> said = new ArrayList<>();
                for (Program program : started) {
                    said.add(program.isAlive() ? program.err() : "(it ended)");
                }
                fail("It did not come true in time. Runs: %s. The daemons said: %s", runs(), said);
            }
            Thread.sleep(200);
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }
}
