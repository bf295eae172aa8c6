package dev.reconcile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reconcile.cli.Program.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of runs, each a process of its own. */
@Timeout(300)
class AlertsIT {

    private static final Path SCRIPT =
            Path.of("..", "docs", "reconcile-and-alert.sh").toAbsolutePath();

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private HttpServer receiver;

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
    void startReceiver() throws Exception {
        execute("b", "UPDATE orders SET note = 'hunter2' WHERE id = 7");
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                posts.add(exchange.getRequestURI() + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(answer, -1);
            }
        });
        receiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void a_difference_is_told_once_and_its_end_to_slack() throws Exception {
        String file = config(postgres.getJdbcUrl("postgres", "b"));
        String history = folder.resolve("data").toString();

        assertThat(run("--config", file, "--data-dir", history).exitCode()).isEqualTo(1);
        assertThat(next())
                .startsWith(
                        "/hook-hush {\"text\":\"reconcile: 1 table differs (worst: CRITICAL)\\norders → orders differs")
                .contains("1 changed", "\"mrkdwn\":false")
                .doesNotContain("hunter2", "note 7");
        Outcome second = run("--config", file, "--data-dir", history);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).isEmpty();
        assertThat(posts).isEmpty();

        execute("b", "UPDATE orders SET note = 'note 7' WHERE id = 7");
        assertThat(run("--config", file, "--data-dir", history).exitCode()).isZero();
        assertThat(next()).contains("reconcile: 1 recovered", "is in sync again");
        assertThat(posts).isEmpty();
    }

    @Test
    void a_difference_is_not_undone_by_another_rounding_and_is_by_the_same() throws Exception {
        execute("a", "CREATE TABLE visits (id integer PRIMARY KEY, at timestamp(6))");
        execute("b", "CREATE TABLE visits (id integer PRIMARY KEY, at timestamp(3))");
        execute("a", "INSERT INTO visits SELECT n, '2026-01-01 00:00:00.123789' FROM generate_series(1, 10) n");
        execute("b", "INSERT INTO visits SELECT n, '2026-01-01 00:00:00.123' FROM generate_series(1, 10) n");
        String file = config(postgres.getJdbcUrl("postgres", "b"));
        String history = folder.resolve("data").toString();
        String[] halfUp = {"--config", file, "--data-dir", history, "--source-tables", "visits"};
        String[] truncating = Arrays.copyOf(halfUp, halfUp.length + 2);
        truncating[halfUp.length] = "--rounding";
        truncating[halfUp.length + 1] = "truncate";

        assertThat(run(halfUp).exitCode()).isEqualTo(1);
        assertThat(next()).contains("visits → visits differs");
        assertThat(run(truncating).exitCode()).isZero();
        assertThat(posts).as("nothing is in sync again").isEmpty();
        assertThat(Program.run(Map.of(), List.of(), "history", "--data-dir", history)
                        .out())
                .contains("Known to differ since", "visits");

        execute("b", "UPDATE visits SET at = '2026-01-01 00:00:00.124'");
        assertThat(run(halfUp).exitCode()).isZero();
        assertThat(next()).contains("is in sync again");
    }

    @Test
    void a_run_that_cannot_begin_is_told_and_exits_as_before() throws Exception {
        Outcome outcome = run("--config", config("jdbc:postgresql://localhost:1/b"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(next()).contains("reconcile: the run failed").doesNotContain("localhost:1");
    }

    @Test
    void who_refuses_an_alert_does_not_change_what_a_run_says() throws Exception {
        answer = 403;
        Outcome outcome = run("--config", config(postgres.getJdbcUrl("postgres", "b")));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("\"status\": \"FAIL\"");
        assertThat(outcome.err())
                .contains("Warning: The alerts to ops were not delivered: it answered 403; correct its settings.")
                .doesNotContain("hush");
    }

    @Test
    void a_daemon_tells_of_its_runs() throws Exception {
        String file = config(postgres.getJdbcUrl("postgres", "b"));
        Program daemon = Program.startJar(
                Map.of(),
                List.of(),
                "schedule",
                "--config",
                file,
                "--interval",
                "1h",
                "--run-now",
                "--data-dir",
                folder.resolve("data").toString());
        String told = next();
        daemon.signal("TERM");

        assertThat(told).contains("reconcile: 1 table differs");
        assertThat(daemon.outcome().exitCode()).isZero();
        assertThat(posts).isEmpty();
    }

    @Test
    void the_guides_script_posts_when_a_run_did_not_pass_and_exits_as_it_did() throws Exception {
        Path report = folder.resolve("report.json");
        Map<String, String> environment = Map.of(
                "RECONCILE_ALERT_WEBHOOK", url(), "RECONCILE", launcher(), "RECONCILE_REPORT", report.toString());
        String file = config(postgres.getJdbcUrl("postgres", "b"), "");

        assertThat(script(environment, "--config", file).exitCode()).isEqualTo(1);
        assertThat(next())
                .isEqualTo(
                        "/hook-hush {\"text\": \"Reconciliation did not pass (exit code 1). Check " + report + "\"}");
        assertThat(report).content().contains("\"status\": \"FAIL\"");

        execute("b", "UPDATE orders SET note = 'note 7' WHERE id = 7");
        assertThat(script(environment, "--config", file).exitCode()).isZero();
        assertThat(posts).isEmpty();

        assertThat(script(environment, "--config", config("jdbc:postgresql://localhost:1/b", ""))
                        .exitCode())
                .isEqualTo(2);
        assertThat(next()).contains("(exit code 2)");
        assertThat(report).as("the report of an earlier run").doesNotExist();

        answer = 403;
        Outcome refused = script(environment, "--config", file, "--tables", "nothing*");
        assertThat(refused.exitCode()).isEqualTo(2);
        next();
        Outcome unset = Program.start(Map.of(), List.of(SCRIPT.toString())).outcome();
        assertThat(unset.exitCode()).isNotZero();
        assertThat(unset.err()).contains("RECONCILE_ALERT_WEBHOOK", "Set it to the URL of the webhook.");
    }

    private String next() throws InterruptedException {
        String post = posts.poll(100, TimeUnit.SECONDS);
        assertThat(post).as("something is posted").isNotNull();
        return post;
    }

    private String url() {
        return "http://localhost:" + receiver.getAddress().getPort() + "/hook-hush";
    }

    private String config(String target) throws IOException {
        return config(target, """
                alerts:
                  channels:
                    - name: ops
                      slack: %s
                """.formatted(url()));
    }

    private String config(String target, String alerts) throws IOException {
        return Files.writeString(
                        folder.resolve("reconcile.yaml"),
                        """
                        source: {url: "%s", sslmode: disable}
                        target: {url: "%s", sslmode: disable}
                        tables: {source-tables: orders}
                        options: {validate-checksums: true, confirm-delay: 0s, quiet: true}
                        """.formatted(postgres.getJdbcUrl("postgres", "a"), target) + alerts)
                .toString();
    }

    private static Outcome run(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 1];
        all[0] = "run";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Program.run(Map.of(), List.of(), all);
    }

    private static Outcome script(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return Program.start(environment, command).outcome();
    }

    private String launcher() throws IOException {
        Path launcher = Files.writeString(
                folder.resolve("reconcile"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -jar '"
                        + Program.jar() + "' \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return launcher.toString();
    }
}
