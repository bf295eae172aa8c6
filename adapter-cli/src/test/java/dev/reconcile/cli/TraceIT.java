package dev.reconcile.cli;

import static dev.reconcile.trace.Collector.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cli.Program.Outcome;
import dev.reconcile.trace.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traces of runs, each by a process of its own. */
class TraceIT {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    private Collector collector;

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(database, "CREATE TABLE orders (id integer PRIMARY KEY, note text)");
            execute(database, "INSERT INTO orders SELECT 7700000 + n, 'MARKED ' || n FROM generate_series(1, 100) n");
        }
        execute("b", "UPDATE orders SET note = 'MARKED' WHERE id = 7700007");
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void startCollector() throws IOException {
        collector = Collector.start();
    }

    @AfterEach
    void stopCollector() {
        collector.close();
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    private static String[] arguments(String command, String source, String... further) {
        List<String> all = new ArrayList<>(List.of(
                command,
                "--source-url",
                postgres.getJdbcUrl("postgres", source),
                "--target-url",
                postgres.getJdbcUrl("postgres", "b"),
                "--source-sslmode",
                "disable",
                "--target-sslmode",
                "disable",
                "--source-tables",
                "orders",
                "--validate-checksums",
                "--confirm-delay",
                "0s"));
        all.addAll(List.of(further));
        return all.toArray(String[]::new);
    }

    @Test
    void a_run_is_sent_with_its_table_and_segments_and_without_values_and_keys() throws Exception {
        Outcome outcome = Program.run(
                Map.of(
                        ENDPOINT,
                        collector.endpoint(),
                        "OTEL_EXPORTER_OTLP_HEADERS",
                        "authorization=hush",
                        "TRACEPARENT",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                List.of(),
                arguments("run", "a", "--job", "nightly"));

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).doesNotContain("hush", "opentelemetry", "Warning");
        Span run = collector.only("reconcile run");
        Span table = collector.only("compare orders");
        assertThat(run.getParentSpanId().toByteArray()).asHexString().isEqualTo("B7AD6B7169203331");
        assertThat(attributes(run))
                .containsEntry("reconcile.job", "nightly")
                .containsEntry("reconcile.run.trigger", "command")
                .containsEntry("reconcile.run.status", "fail")
                .containsEntry("reconcile.target.system", "postgresql");
        assertThat(outcome.out()).contains(attributes(run).get("reconcile.run.id"));
        assertThat(Collector.isChild(table, run)).isTrue();
        assertThat(attributes(table)).containsEntry("reconcile.table.rows_changed", "1");
        for (String segment : List.of("hash source", "hash target", "fetch source", "fetch target")) {
            assertThat(collector.named(segment)).isNotEmpty().allMatch(span -> Collector.isChild(span, table));
        }
        assertThat(collector.requests()).allSatisfy(request -> {
            assertThat(request.headers()).containsEntry("authorization", "hush");
            assertThat(request.text()).doesNotContain("MARKED", "77000");
        });
    }

    @Test
    void a_run_that_finds_no_database_is_sent_as_an_error() throws Exception {
        Outcome outcome =
                Program.run(Map.of(ENDPOINT, collector.endpoint()), List.of(), arguments("run", "nowhere", "--quiet"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        Span run = collector.only("reconcile run");
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(run)).containsEntry("reconcile.run.status", "failed");
    }

    @Test
    void a_collector_that_is_away_changes_no_exit_code_and_is_a_line_on_standard_error() throws Exception {
        String place = collector.endpoint();
        collector.close();

        Outcome outcome = Program.run(
                Map.of(ENDPOINT, place, "OTEL_EXPORTER_OTLP_HEADERS", "authorization=hush"),
                List.of(),
                arguments("run", "b", "--quiet"));

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("\"status\": \"PASS\"");
        assertThat(outcome.err())
                .contains("Warning: Traces do not arrive at the collector at " + place + ": it does not answer.")
                .doesNotContain("hush", "\tat ", "Exception", "SEVERE");
    }

    @Test
    void a_daemon_sends_what_is_left_when_it_is_told_to_stop() throws Exception {
        Program daemon = daemon("a");
        daemon.awaitErr("FAIL: Reconciliation found");
        daemon.signal("TERM");

        assertThat(daemon.outcome().exitCode()).isZero();
        Span run = collector.only("reconcile run");
        assertThat(attributes(run))
                .containsEntry("reconcile.run.trigger", "schedule")
                .containsEntry("reconcile.run.status", "fail");
        assertThat(Collector.isChild(collector.only("compare orders"), run)).isTrue();
    }

    @Test
    void a_run_of_a_daemon_that_fails_tells_why() throws Exception {
        Program daemon = daemon("nowhere");
        daemon.awaitErr("FAILED: ");
        daemon.signal("TERM");

        assertThat(daemon.outcome().exitCode()).isZero();
        Span run = collector.only("reconcile run");
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(run.getStatus().getMessage()).startsWith("Cannot connect to the source (PostgreSQL)");
    }

    /** A daemon that runs once, and sends nothing until it ends. */
    private Program daemon(String source) throws IOException {
        return Program.startJar(
                Map.of(ENDPOINT, collector.endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "600000"),
                List.of(),
                arguments(
                        "schedule",
                        source,
                        "--interval",
                        "3600",
                        "--run-now",
                        "--log-level",
                        "INFO",
                        "--data-dir",
                        folder.toString()));
    }

    @Test
    void nothing_of_opentelemetry_is_loaded_where_nobody_asks_for_traces() throws Exception {
        assertThat(classesLoadedWith(Map.of())).noneMatch(line -> line.contains("io.opentelemetry"));
        assertThat(classesLoadedWith(Map.of(ENDPOINT, collector.endpoint())))
                .anyMatch(line -> line.contains("io.opentelemetry"));
    }

    private List<String> classesLoadedWith(Map<String, String> environment) throws Exception {
        Path log = folder.resolve("classes.log");
        Outcome outcome =
                Program.run(environment, List.of("-Xlog:class+load:file=" + log), arguments("run", "b", "--quiet"));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return Files.readAllLines(log);
    }
}
