package dev.reconcile.http;

import static dev.reconcile.http.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.reconcile.app.job.RunEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * How much is taken at once, what waits and for what, and what the audit log says of it. Tables are locked, so that
 * runs go on.
 */
class LimitsIT {

    private static final int JOBS = 11;

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Served served;

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private Connection holder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        StringBuilder jobs = new StringBuilder();
        for (int i = 1; i <= JOBS; i++) {
            execute("CREATE TABLE t" + i + " (id integer PRIMARY KEY)");
            jobs.append("  j" + i + ": {tables: {source-tables: [public.t" + i + "]}}\n");
        }
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=postgres&sslmode=disable";
        Path config = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {statement-timeout: 1h, lock-timeout: 30m, pause-file: pause}
                jobs:
                %s  pattern: {tables: {include: "*.t1"}}
                  plain: {tables: {source-tables: [t1]}}
                  cased: {tables: {source-tables: [Public.T1]}}
                  whole: {tables: {source-tables: [public.t1], target-tables: [public.t1]}}
                  elsewhere: {tables: {source-tables: [archive.t1], target-tables: [archive.t1]}}
                  all-others: {tables: {include: "public.*", exclude: [public.t1]}}
                """.formatted(url, url, jobs));
        served = Served.start(folder.resolve("data"), Map.of("config", config.toString()), Optional.empty());
    }

    @AfterAll
    static void stop() throws Exception {
        served.close();
        postgres.close();
    }

    @BeforeEach
    void listenAndLock() throws SQLException {
        audit.start();
        log().setLevel(Level.INFO);
        log().addAppender(audit);
        holder = postgres.getPostgresDatabase().getConnection();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            for (int i = 1; i <= JOBS; i++) {
                statement.execute("LOCK TABLE t" + i + " IN ACCESS EXCLUSIVE MODE");
            }
        }
    }

    @AfterEach
    void endAll() throws Exception {
        Files.deleteIfExists(folder.resolve("pause"));
        holder.close();
        log().detachAppender(audit);
        log().setLevel(null);
        for (String run : unended()) {
            served.get("/api/v1/runs/" + run + "/events");
        }
    }

    @Test
    void two_runs_go_on_eight_wait_and_the_next_is_refused() {
        List<String> runs =
                IntStream.rangeClosed(1, 10).mapToObj(i -> started("j" + i)).toList();
        await(() -> stateOf(runs.get(1)).equals("running"));
        HttpResponse<String> refused = served.post("/api/v1/runs", "{\"job\":\"j11\"}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(runs.stream().map(LimitsIT::stateOf))
                .containsExactly(
                        "running", "running", "queued", "queued", "queued", "queued", "queued", "queued", "queued",
                        "queued");
        assertThat(json(served.get("/api/v1/runs")).get("queue").findValuesAsText("id"))
                .containsExactlyElementsOf(runs.subList(2, 10));
        assertThat(lines()).last().asString().endsWith("request=\"POST /api/v1/runs\" status=429 job=j11");

        assertThat(served.post("/api/v1/runs/" + runs.get(9) + "/cancel").statusCode())
                .isEqualTo(202);
        assertThat(stateOf(runs.get(9))).isEqualTo("cancelled");
        runs.forEach(run -> served.post("/api/v1/runs/" + run + "/cancel"));
        await(() -> unended().isEmpty());
    }

    @Test
    void a_table_that_may_be_the_same_by_its_name_is_compared_once_at_a_time() {
        String named = started("whole");
        refusedFor(named, "plain", "cased", "pattern", "j1");
        String elsewhere = started("elsewhere");
        cancelled(named);
        cancelled(elsewhere);

        String plain = started("plain");
        refusedFor(plain, "j1", "cased", "pattern", "elsewhere", "all-others");
        cancelled(plain);
    }

    @Test
    void parts_of_a_job_go_on_at_once_where_their_names_tell_them_apart() throws Exception {
        unlock(holder);
        Files.createFile(folder.resolve("pause"));
        String one = part("public.t2");
        String other = part("public.t3");

        for (String same : List.of("public.t2", "t3", "Public.T3")) {
            HttpResponse<String> refused =
                    served.post("/api/v1/runs", "{\"job\":\"all-others\",\"tables\":[\"public.t4\",\"" + same + "\"]}");
            assertThat(refused.statusCode()).as(same + ": " + refused.body()).isEqualTo(409);
        }
        refusedFor(one, "all-others");
        await(() -> Stream.of(one, other)
                .allMatch(run -> served.jobs().runner().live().find(run).stream()
                        .anyMatch(live -> live.pairs().size() == 1)));
        assertThat(waits(one) || waits(other)).isFalse();
        refusedFor(one, "j2");
        cancelled(one);
        cancelled(other);
    }

    private static String part(String table) {
        HttpResponse<String> answer =
                served.post("/api/v1/runs", "{\"job\":\"all-others\",\"tables\":[\"" + table + "\"]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).get("id").asText();
    }

    @Test
    void a_run_that_had_not_begun_when_the_service_ended_is_logged(@TempDir Path own) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger desk = (Logger) LoggerFactory.getLogger(RunDesk.class);
        desk.addAppender(log);
        List<String> runs = new ArrayList<>();
        try (Served other = Served.start(
                own, Map.of("config", folder.resolve("reconcile.yaml").toString()), Optional.empty())) {
            for (String job : List.of("j1", "j2", "j3")) {
                runs.add(json(other.post("/api/v1/runs", "{\"job\":\"" + job + "\"}"))
                        .get("id")
                        .asText());
            }
            await(() -> json(other.get("/api/v1/runs")).get("queue").size() == 1);
        } finally {
            desk.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .startsWith("j3: run " + runs.get(2) + " had not begun and is lost");
    }

    @Test
    void a_table_that_a_pattern_has_turned_out_to_mean_is_the_one_of_a_plain_name() {
        unlock(holder);
        String blocker = pausing("pattern");

        refusedFor(blocker, "plain", "j1", "cased");
        cancelled(blocker);
        String plain = pausing("plain");
        refusedFor(plain, "pattern");
        cancelled(plain);
    }

    /** A run that knows its tables, and stays. */
    private static String pausing(String job) {
        try {
            Files.createFile(folder.resolve("pause"));
            String run = started(job);
            await(() -> !served.jobs()
                    .runner()
                    .live()
                    .find(run)
                    .orElseThrow()
                    .pairs()
                    .isEmpty());
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cancelled(String run) {
        served.post("/api/v1/runs/" + run + "/cancel");
        await(() -> !unended().contains(run));
        try {
            Files.deleteIfExists(folder.resolve("pause"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refusedFor(String run, String... jobs) {
        for (String job : jobs) {
            HttpResponse<String> refused = served.post("/api/v1/runs", "{\"job\":\"" + job + "\"}");
            assertThat(refused.statusCode()).as(job + ": " + refused.body()).isEqualTo(409);
            assertThat(json(refused).get("run").asText()).isEqualTo(run);
        }
    }

    @Test
    void of_streams_of_events_thirty_two_are_open_at_once() throws Exception {
        String run = started("j1");
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest events = HttpRequest.newBuilder(URI.create(served.address() + "/api/v1/runs/" + run + "/events"))
                .build();
        List<InputStream> open = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            HttpResponse<InputStream> stream = client.send(events, BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            open.add(stream.body());
        }
        HttpResponse<String> refused = served.get("/api/v1/runs/" + run + "/events");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(served.get("/api/v1/tables").statusCode()).isEqualTo(200);

        holder.rollback();
        for (InputStream stream : open) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("event: end\n");
        }
        await(() -> served.get("/api/v1/runs/" + run + "/events").statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"j1", "plain"})
    void a_stream_tells_for_which_run_another_waits(String job) throws Exception {
        unlock(holder);
        Files.createFile(folder.resolve("pause"));
        List<String> before = List.of(started("j2"), started("j3"));
        await(() -> unended().size() == 2);
        // Nobody knows yet which tables the pattern means.
        String pattern = started("pattern");
        String named = started(job);
        before.forEach(run -> served.post("/api/v1/runs/" + run + "/cancel"));
        await(() -> waits(pattern) || waits(named));
        String waiting = waits(pattern) ? pattern : named;
        String other = waits(pattern) ? named : pattern;
        Files.delete(folder.resolve("pause"));

        assertThat(served.get("/api/v1/runs/" + waiting + "/events").body())
                .containsPattern("event: waiting\ndata: \\{\"time\":\"[^\"]+\",\"for_run\":\"" + other
                        + "\"}\n\nevent: started\n");
        assertThat(served.get("/api/v1/runs/" + other + "/events").body())
                .contains("event: end\n")
                .doesNotContain("event: waiting");
    }

    private static boolean waits(String run) {
        return served.jobs().runner().live().find(run).stream().anyMatch(live -> {
            try {
                return live.events(0, Duration.ZERO).stream().anyMatch(RunEvent.Waiting.class::isInstance);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void a_stream_tells_of_pauses_and_why() throws Exception {
        Files.createFile(folder.resolve("pause"));
        unlock(holder);
        String run = started("j1");
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(served.address() + "/api/v1/runs/" + run + "/events"))
                                .build(),
                        BodyHandlers.ofInputStream());
        StringBuilder told = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.append(line).append('\n');
                if (line.equals("event: pausing")) {
                    Files.delete(folder.resolve("pause"));
                }
            }
        }

        assertThat(told)
                .containsPattern(
                        "event: pausing\ndata: \\{\"time\":\"[^\"]+\",\"reason\":\"the file .*pause exists[^\"]*\"}\n")
                .containsPattern("event: going_on\ndata: \\{\"time\":\"[^\"]+\"}\n");
        assertThat(told.indexOf("event: pausing")).isLessThan(told.indexOf("event: going_on"));
        assertThat(told.indexOf("event: going_on")).isLessThan(told.indexOf("event: end"));
    }

    @Test
    void the_audit_log_says_who_asked_for_what_and_what_came_of_it() {
        String run = started("j1");
        served.post("/api/v1/runs", "{\"job\":\"j1\"}");
        served.post("/api/v1/runs/" + run + "/cancel");
        served.post("/api/v1/findings/77/look");
        served.send("GET", "/api/v1/tables", null);
        served.raw("GET /health/live HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        String from = "who=anybody from=127.0.0.1 request=";
        assertThat(lines())
                .containsExactly(
                        from + "\"POST /api/v1/runs\" status=202 job=j1 run=" + run,
                        from + "\"POST /api/v1/runs\" status=409 job=j1",
                        from + "\"POST /api/v1/runs/" + run + "/cancel\" status=202 run=" + run,
                        from + "\"POST /api/v1/findings/77/look\" status=404",
                        "who=- from=127.0.0.1 request=\"GET /health/live\" status=421");
    }

    @Test
    void whatever_is_sent_is_one_line_of_the_audit_log_and_looks_like_no_other_part_of_it() {
        served.post("/api/v1/runs/x%0aINFO%20status=202%22%20who=lead/cancel");
        served.post("/api/v1/runs/" + "y".repeat(500) + "/cancel");

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0))
                .isEqualTo(
                        "who=anybody from=127.0.0.1 request=\"POST /api/v1/runs/x%0aINFO%20status=202%22%20who=lead/cancel\""
                                + " status=404 run=\"x?INFO status=202? who=lead\"");
        assertThat(lines().get(1)).endsWith(" status=404 run=" + "y".repeat(200) + "...");
    }

    private List<String> lines() {
        return audit.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("audit");
    }

    private static void unlock(Connection holder) {
        try {
            holder.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> unended() {
        return served.jobs().runner().live().running().stream()
                .map(run -> run.request().id())
                .toList();
    }

    private static String started(String job) {
        HttpResponse<String> answer = served.post("/api/v1/runs", "{\"job\":\"" + job + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).get("id").asText();
    }

    private static String stateOf(String run) {
        return json(served.get("/api/v1/runs/" + run)).get("state").asText();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about.");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
