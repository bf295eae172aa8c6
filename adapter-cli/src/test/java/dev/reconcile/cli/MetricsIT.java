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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of single runs, each a process of its own. */
class MetricsIT {

    private static final String FAILED = "reconcile_last_run_status{reconcile_job=\"reconcile\",status=\"failed\"} 1.0";

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer gateway;

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(database, "CREATE TABLE orders (id integer PRIMARY KEY, note text)");
            execute(database, "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 100) n");
            execute(database, "CREATE TABLE spoiled AS TABLE orders");
        }
        execute("b", "UPDATE spoiled SET note = 'other' WHERE id = 7");
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void startGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(answer, -1);
            }
        });
        gateway.start();
    }

    @AfterEach
    void stopGateway() {
        gateway.stop(0);
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static Outcome run(String... arguments) throws Exception {
        return run("a", List.of(), arguments);
    }

    private static Outcome run(String source, List<String> jvmOptions, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "run",
                "--source-url",
                postgres.getJdbcUrl("postgres", source),
                "--target-url",
                postgres.getJdbcUrl("postgres", "b"),
                "--source-sslmode",
                "disable",
                "--target-sslmode",
                "disable",
                "--validate-checksums",
                "--confirm-delay",
                "0s",
                "--quiet"));
        all.addAll(List.of(arguments));
        return Program.run(Map.of(), jvmOptions, all.toArray(String[]::new));
    }

    private String gatewayWithLogin() {
        return "http://me:hush@localhost:" + gateway.getAddress().getPort();
    }

    @Test
    void stand_in_the_file_and_are_added_at_the_gateway() throws Exception {
        Path file = folder.resolve("reconcile.prom");
        run("--source-tables", "orders", "--job", "nightly", "--metrics-file", file.toString());
        assertThat(file).content().contains("reconcile_last_run_status{reconcile_job=\"nightly\",status=\"pass\"} 1.0");

        Outcome outcome = run(
                "--source-tables",
                "orders,spoiled",
                "--job",
                "nightly",
                "--metrics-file",
                file.toString(),
                "--pushgateway",
                gatewayWithLogin());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(requests).containsExactly("POST /metrics/job/nightly");
        for (String text : List.of(Files.readString(file), bodies.get(0))) {
            assertThat(text)
                    .contains(
                            "reconcile_last_run_status{reconcile_job=\"nightly\",status=\"fail\"} 1.0",
                            "reconcile_table_verdict{reconcile_job=\"nightly\",source_table=\"spoiled\","
                                    + "target_table=\"spoiled\",verdict=\"mismatch\"} 1.0",
                            "reconcile_last_success_timestamp_seconds{reconcile_job=\"nightly\"} ")
                    .doesNotContain("note", "_total");
        }
    }

    @Test
    void a_gateway_that_refuses_changes_no_exit_code() throws Exception {
        answer = 500;

        Outcome outcome = run("--source-tables", "orders", "--pushgateway", gatewayWithLogin());

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("\"status\": \"PASS\"");
        assertThat(outcome.err())
                .contains("Warning: The Pushgateway at http://localhost:", "it answered 500.")
                .doesNotContain("hush");
    }

    @Test
    void tell_of_a_run_that_found_no_database() throws Exception {
        Path file = folder.resolve("reconcile.prom");

        Outcome outcome = run("nowhere", List.of(), "--source-tables", "orders", "--metrics-file", file.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
        assertThat(file).content().contains(FAILED);
    }

    @Test
    void tell_of_a_run_that_found_no_place_for_its_report() throws Exception {
        Path file = folder.resolve("reconcile.prom");
        Path report = folder.resolve("absent").resolve("report.json");

        Outcome outcome =
                run("--source-tables", "orders", "--metrics-file", file.toString(), "--output", report.toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
        assertThat(file).content().contains(FAILED);
    }

    @Test
    void of_nobody_load_no_class() throws Exception {
        assertThat(classesLoadedBy("--source-tables", "orders")).noneMatch(line -> line.contains("io.prometheus"));
        assertThat(classesLoadedBy(
                        "--source-tables",
                        "orders",
                        "--metrics-file",
                        folder.resolve("r.prom").toString()))
                .anyMatch(line -> line.contains("io.prometheus"));
    }

    private List<String> classesLoadedBy(String... arguments) throws Exception {
        Path log = folder.resolve("classes.log");
        Outcome outcome = run("a", List.of("-Xlog:class+load:file=" + log), arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.toList();
        }
    }
}
