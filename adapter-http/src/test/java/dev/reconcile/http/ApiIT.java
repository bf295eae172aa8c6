package dev.reconcile.http;

import static dev.reconcile.http.Served.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.http.token.NewToken;
import dev.reconcile.http.token.Role;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over two databases, with tokens of each role. */
class ApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET_KEY = "4711";
    private static final String SECRET_VALUE = "confidential";

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Served viewer;
    private static Served operator;
    private static Served detail;
    private static Served nobody;
    private static final RecordedSchedules SCHEDULES = new RecordedSchedules();

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(
                    database,
                    "CREATE TABLE orders (id integer PRIMARY KEY, note text)",
                    "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 100) n",
                    "CREATE TABLE spoiled (id integer PRIMARY KEY, note text)",
                    "INSERT INTO spoiled VALUES (" + SECRET_KEY + ", '" + SECRET_VALUE + "'), (2, 'x')",
                    "CREATE TABLE locked (id integer PRIMARY KEY)",
                    "CREATE TABLE other (id integer PRIMARY KEY)");
        }
        execute("b", "UPDATE spoiled SET note = 'else' WHERE id = " + SECRET_KEY);
        Path config = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, show-values: true, statement-timeout: 1h, lock-timeout: 30m}
                history: {store-values: true}
                jobs:
                  nightly:
                    tables: {source-tables: [orders, spoiled]}
                    options: {validate-checksums: true, output: report.json, details-file: details.jsonl, repair-file: repair.sql}
                  slow:
                    tables: {source-tables: [locked]}
                  idle:
                    tables: {source-tables: [idle]}
                  others:
                    tables: {include: "public.*", exclude: [public.orders, public.spoiled, public.locked]}
                """.formatted(url("a"), url("b")));
        NewToken view = NewToken.create("viewer", Set.of(Role.VIEWER), new SecureRandom());
        NewToken operate = NewToken.create("operator", Set.of(Role.OPERATOR), new SecureRandom());
        NewToken see = NewToken.create("detail", Set.of(Role.DETAIL), new SecureRandom());
        Path tokens = Files.writeString(
                folder.resolve("tokens"), view.line() + "\n" + operate.line() + "\n" + see.line() + "\n");
        nobody = Served.start(
                folder.resolve("data"),
                Map.of("config", config.toString(), "http.tokens", tokens.toString()),
                Optional.of(SCHEDULES));
        viewer = nobody.as(view.token());
        operator = nobody.as(operate.token());
        detail = nobody.as(see.token());
        String first = started("{\"job\":\"nightly\"}");
        await(() -> ended(first));
    }

    @AfterAll
    static void stop() throws Exception {
        nobody.close();
        postgres.close();
    }

    @Test
    void a_run_is_started_and_told_of_to_its_end() throws Exception {
        HttpResponse<String> accepted = operator.post("/api/v1/runs", "{\"job\":\"nightly\"}");
        String location = accepted.headers().firstValue("Location").orElseThrow();
        String id = json(accepted).get("id").asText();

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(location).isEqualTo("/api/v1/runs/" + id);
        assertThat(json(accepted).get("state").asText()).isIn("queued", "running");
        await(() -> ended(id));
        JsonNode run = json(viewer.get(location));
        assertThat(run.get("status").asText()).isEqualTo("FAIL");
        assertThat(run.get("trigger").asText()).isEqualTo("request");
        assertThat(run.get("tables_matched").asInt()).isEqualTo(1);
        assertThat(run.get("tables_mismatched").asInt()).isEqualTo(1);
        JsonNode tables = json(viewer.get(location + "/tables")).get("items");
        assertThat(tables).hasSize(2);
        JsonNode list = json(viewer.get("/api/v1/runs?job=nightly&limit=1"));
        assertThat(list.get("items")).hasSize(1);
        assertThat(list.get("total").asInt()).isGreaterThan(1);
    }

    @Test
    void a_run_is_known_from_the_moment_in_which_it_was_taken() throws Exception {
        for (int i = 0; i < 12; i++) {
            HttpResponse<String> taken =
                    operator.post("/api/v1/runs", "{\"job\":\"nightly\",\"depth\":\"counts\",\"tables\":[\"orders\"]}");
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
            String id = json(taken).get("id").asText();
            for (boolean goesOn = true; goesOn; ) {
                HttpResponse<String> run = viewer.get("/api/v1/runs/" + id);
                assertThat(run.statusCode()).as(run.body()).isEqualTo(200);
                goesOn = List.of("queued", "running")
                        .contains(json(run).get("state").asText());
            }
        }
    }

    @Test
    void a_finding_is_looked_at_as_it_is_now_by_who_may_see_rows() {
        String finding = json(viewer.get("/api/v1/findings?table=spoiled"))
                .at("/items/0/id")
                .asText();
        HttpResponse<String> look = detail.send("POST", "/api/v1/findings/" + finding + "/look", null);

        assertThat(look.statusCode()).as(look.body()).isEqualTo(200);
        assertThat(json(look).get("matches").asBoolean()).isFalse();
        JsonNode note = json(look).at("/rows/0/columns/1");
        assertThat(note.get("source").asText()).isEqualTo(SECRET_VALUE);
        assertThat(note.get("target").asText()).isEqualTo("else");
        assertThat(note.get("agreement").asText()).isEqualTo("different");
    }

    @Test
    void says_what_to_do_about_a_run_and_about_one_of_its_tables() {
        String run = json(viewer.get("/api/v1/tables?job=nightly"))
                .at("/items/0/last_conclusive/run")
                .asText();
        String path = "/api/v1/runs/" + run + "/recommendations";

        assertThat(viewer.get(path).body()).contains("The contents of spoiled differ");
        assertThat(viewer.get(path + "?target=spoiled").body()).contains("The contents of spoiled differ");
        assertThat(viewer.get(path + "?target=orders").body())
                .contains("No action needed")
                .doesNotContain("spoiled");
        assertThat(json(viewer.get(path + "?target=nothing")).get("items")).isEmpty();
        assertThat(viewer.get(path + "?table=spoiled").statusCode()).isEqualTo(400);
    }

    @Test
    void a_method_is_what_the_requests_line_says() {
        String run = "{\"job\":\"nightly\",\"depth\":\"counts\"}";
        assertThat(operator.post("/api/v1/runs", run, "X-HTTP-Method-Override", "GET")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operator.get("/api/v1/runs", "X-HTTP-Method-Override", "POST")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void head_is_answered_as_get_is_to_each_role_and_without_a_body() {
        List<String> paths = new ArrayList<>(routes().stream()
                .filter(route -> route.method().equals("GET") && !route.path().endsWith("/events"))
                .map(route -> route.path().replaceAll("\\{[a-z]+}", "1"))
                .toList());
        paths.addAll(List.of("/", "/page/page.js", "/page/nothing", "/nothing", "/api/v1/tables?job=nope"));
        assertThat(paths).hasSizeGreaterThan(15);
        for (String path : paths) {
            for (Served caller : List.of(nobody, nobody.as("viewer.wrong"), viewer, detail)) {
                HttpResponse<String> get = caller.get(path);
                HttpResponse<String> head = caller.send("HEAD", path, null);
                assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
                assertThat(head.body()).as(path).isEmpty();
                assertThat(head.headers().firstValue("Content-Type"))
                        .as(path)
                        .isEqualTo(get.headers().firstValue("Content-Type"));
            }
        }
        assertThat(viewer.raw("HEAD /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n")
                .doesNotContain("{");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAD    | /api/v1/runs/1/events           | GET",
                "POST    | /api/v1/runs/1/events           | GET",
                "POST    | /api/v1/tables                  | GET, HEAD",
                "DELETE  | /api/v1/runs                    | GET, HEAD, POST",
                "PUT     | /api/v1/runs/1                  | GET, HEAD",
                "GET     | /api/v1/check                   | POST",
                "HEAD    | /api/v1/check                   | POST",
                "PATCH   | /api/v1/schedules/nightly/pause | POST",
                "OPTIONS | /metrics                        | GET, HEAD",
                "TRACE   | /health/live                    | GET, HEAD",
                "POST    | /                               | GET, HEAD",
                "POST    | /page/page.js                   | GET, HEAD",
            })
    void a_method_that_is_not_answered_is_told_which_are(String method, String path, String allowed) {
        for (Served caller : List.of(nobody, operator)) {
            HttpResponse<String> refused = caller.send(method, path, null);
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().allValues("Allow")).containsExactly(allowed);
        }
    }

    @Test
    void says_who_asks_and_what_he_may() {
        assertThat(json(viewer.get("/api/v1/me")).get("roles")).hasToString("[\"viewer\"]");
        assertThat(json(operator.get("/api/v1/me")).get("roles")).hasToString("[\"viewer\",\"operator\"]");
        assertThat(json(detail.get("/api/v1/me")).get("roles")).hasToString("[\"viewer\",\"detail\"]");
        assertThat(json(detail.get("/api/v1/me")).get("name").asText()).isEqualTo("detail");
    }

    @Test
    void a_part_of_a_job_at_another_depth_says_nothing_of_the_job() throws Exception {
        String id = started("{\"job\":\"nightly\",\"depth\":\"counts\",\"tables\":[\"orders\"]}");
        await(() -> ended(id));

        JsonNode run = json(viewer.get("/api/v1/runs/" + id));
        assertThat(run.get("status").asText()).isEqualTo("PASS");
        assertThat(run.get("tables").asInt()).isEqualTo(1);
        assertThat(run.get("trigger").asText()).isEqualTo("request_for_part");
        assertThat(json(viewer.get("/api/v1/runs/" + id + "/tables"))
                        .at("/items/0/compared")
                        .asText())
                .isEqualTo("counts");
        assertThat(viewer.get("/metrics").body())
                .contains("reconcile_job=\"nightly\"")
                .doesNotContain("reconcile_last_success_timestamp_seconds{reconcile_job=\"nightly\"");
        Optional<Instant> passed = viewer.jobs().history().ask(store -> store.lastPassed("nightly"));
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"job\":\"nightly\",\"tables\":[\"spoiled\"]}",
                "{\"job\":\"nightly\",\"depth\":\"rows\"}",
                "{\"job\":\"nightly\",\"depth\":\"counts\"}",
            })
    void a_part_of_a_job_leaves_the_files_of_the_whole_as_they_are(String part) throws Exception {
        List<Path> files = Stream.of("report.json", "details.jsonl", "repair.sql")
                .map(folder::resolve)
                .toList();
        List<String> before = new ArrayList<>();
        for (Path file : files) {
            before.add(Files.readString(file) + Files.getLastModifiedTime(file));
        }
        String id = started(part);
        await(() -> ended(id));

        assertThat(json(viewer.get("/api/v1/runs/" + id)).get("state").asText()).isEqualTo("completed");
        List<String> after = new ArrayList<>();
        for (Path file : files) {
            after.add(Files.readString(file) + Files.getLastModifiedTime(file));
        }
        assertThat(after).isEqualTo(before);
        assertThat(viewer.get("/api/v1/runs/" + id + "/report").body()).doesNotContain("details.jsonl");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "data", "reconcile.yaml", "tokens", "report.json", "details.jsonl", "repair.sql");
        }
    }

    @Test
    void tables_are_told_with_what_is_known_and_what_was() {
        JsonNode items = json(viewer.get("/api/v1/tables?job=nightly")).get("items");

        assertThat(items).hasSize(2);
        JsonNode spoiled = items.get(1);
        assertThat(spoiled.get("source").asText()).isEqualTo("spoiled");
        assertThat(spoiled.get("verdict").asText()).isEqualTo("MISMATCH");
        assertThat(spoiled.get("open_findings").asInt()).isEqualTo(1);
        assertThat(spoiled.get("results")).isNotEmpty();
        assertThat(json(viewer.get("/api/v1/tables?job=idle")).get("items")).isEmpty();
    }

    @Test
    void tables_that_did_not_change_are_not_sent_again() {
        String none = "/api/v1/tables?job=idle";
        String tag = viewer.get(none).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = viewer.get(none, "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(json(viewer.get("/api/v1/tables?job=nightly", "If-None-Match", tag))
                        .get("items"))
                .hasSize(2);
        assertThat(nobody.get(none, "If-None-Match", tag).statusCode()).isEqualTo(401);
    }

    @Test
    void findings_are_filtered_and_paged() {
        assertThat(json(viewer.get("/api/v1/findings?table=spoiled&kind=changed&open=true"))
                        .get("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(viewer.get("/api/v1/findings?kind=missing"))
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(json(viewer.get("/api/v1/findings?offset=1")).get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/tables?job=nope,422",
        "/api/v1/tables?job=Nightly,422",
        "/api/v1/tables?job=,422",
        "/api/v1/tables?job=idle,200",
        "/api/v1/runs?job=nope,422",
        "/api/v1/runs?job=idle,200",
        "/api/v1/findings?job=nightli&open=true,422",
        "/api/v1/findings?job=idle&open=true,200",
        "/api/v1/findings?table=order,422",
        "/api/v1/findings?table=orders,200",
        "/api/v1/findings?table=idle,200",
        "/api/v1/findings?table=idle&job=nightly,422",
        "/api/v1/findings?table=orders&target=spoiled,422",
        "/api/v1/findings?table=orders&target=orders,200",
        "/api/v1/findings?target=nothing,422",
        "/api/v1/findings?table=spoiled&kind=missing,200",
    })
    void a_filter_by_what_there_is_not_is_refused(String path, int status) {
        HttpResponse<String> answer = viewer.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 422) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(json(answer).get("detail").asText())
                    .containsPattern("The settings have nightly, slow, idle, others\\.|/api/v1/tables lists");
        }
    }

    @Test
    void a_job_that_the_history_alone_knows_can_be_asked_for(@TempDir Path own) throws Exception {
        for (String job : List.of("former", "present")) {
            Path config = Files.writeString(own.resolve(job + ".yaml"), """
                    source: {url: "%s"}
                    target: {url: "%s"}
                    jobs: {%s: {tables: {source-tables: [orders]}}}
                    """.formatted(url("a"), url("b"), job));
            try (Served service =
                    Served.start(own.resolve("data"), Map.of("config", config.toString()), Optional.empty())) {
                if (job.equals("former")) {
                    String run = json(service.post("/api/v1/runs", "{\"job\":\"former\"}"))
                            .get("id")
                            .asText();
                    service.get("/api/v1/runs/" + run + "/events");
                    await(() ->
                            !json(service.get("/api/v1/tables")).get("items").isEmpty());
                }
                for (String path : List.of("/api/v1/tables", "/api/v1/runs", "/api/v1/findings")) {
                    assertThat(service.get(path + "?job=former").statusCode())
                            .as(path)
                            .isEqualTo(200);
                    assertThat(service.get(path + "?job=formerly").statusCode())
                            .as(path)
                            .isEqualTo(422);
                }
            }
        }
    }

    @Test
    void keys_and_values_are_shown_to_nobody_but_who_may_see_them() throws Exception {
        JsonNode finding = json(detail.get("/api/v1/findings?table=spoiled")).at("/items/0");
        assertThat(finding.at("/key/0/value").asText()).isEqualTo(SECRET_KEY);
        assertThat(finding.at("/values/0/source").asText()).isEqualTo(SECRET_VALUE);
        String id = json(viewer.get("/api/v1/runs?job=nightly&limit=50")).get("items").findValuesAsText("id").stream()
                .filter(run -> !json(viewer.get("/api/v1/runs/" + run))
                        .get("tables")
                        .asText()
                        .equals("1"))
                .findFirst()
                .orElseThrow();
        for (String path : List.of(
                "/api/v1/findings",
                "/api/v1/findings/" + finding.get("id").asText(),
                "/api/v1/tables",
                "/api/v1/runs",
                "/api/v1/runs/" + id,
                "/api/v1/runs/" + id + "/tables",
                "/api/v1/runs/" + id + "/report",
                "/api/v1/runs/" + id + "/report?format=csv",
                "/api/v1/runs/" + id + "/report?format=html",
                "/api/v1/runs/" + id + "/events",
                "/metrics")) {
            for (Served caller : List.of(viewer, operator)) {
                assertThat(caller.get(path).statusCode()).as(path).isEqualTo(200);
                assertThat(withoutNumbers(caller.get(path).body()))
                        .as(path)
                        .doesNotContain(SECRET_VALUE, "\"" + SECRET_KEY + "\"", ">" + SECRET_KEY + "<");
            }
        }
        for (String format : List.of("json", "html")) {
            assertThat(detail.get("/api/v1/runs/" + id + "/report?format=" + format)
                            .body())
                    .as(format)
                    .contains(SECRET_KEY);
        }
    }

    @Test
    void null_is_not_the_word_of_it_in_a_key_or_a_value(@TempDir Path own) throws Exception {
        execute(
                "a",
                "CREATE TABLE words (code text, word text)",
                "INSERT INTO words VALUES (NULL, 'NULL'), ('NULL', NULL), ('', ''), ('\\N', 'x')");
        execute(
                "b",
                "CREATE TABLE words (code text, word text)",
                "INSERT INTO words VALUES (NULL, NULL), ('NULL', 'NULL'), ('', NULL), ('\\N', 'y')");
        Path config = Files.writeString(own.resolve("reconcile.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                tables: {pairs: [{source: words, target: words, key: [code]}]}
                options: {confirm-delay: 0s, validate-checksums: true}
                history: {store-values: true}
                """.formatted(url("a"), url("b")));
        Map<String, String> seen = new TreeMap<>();
        Map<String, String> looks = new TreeMap<>();
        try (Served service =
                Served.start(own.resolve("data"), Map.of("config", config.toString()), Optional.empty())) {
            String run = json(service.post("/api/v1/runs", "{\"job\":\"reconcile\"}"))
                    .get("id")
                    .asText();
            await(() -> json(service.get("/api/v1/runs/" + run))
                    .get("state")
                    .asText()
                    .equals("completed"));
            for (JsonNode finding : json(service.get("/api/v1/findings")).get("items")) {
                JsonNode key = finding.at("/key/0");
                JsonNode values = finding.at("/values/0");
                String shown = key.get("type").asText() + " " + key.get("value");
                seen.put(
                        shown,
                        values.get("source_type").asText() + " " + values.get("source") + " "
                                + values.get("target_type").asText() + " " + values.get("target"));
                HttpResponse<String> look = service.send(
                        "POST", "/api/v1/findings/" + finding.get("id").asText() + "/look", null);
                looks.put(
                        shown,
                        look.statusCode() + " " + json(look).at("/rows/0/columns/1/source") + " "
                                + json(look).at("/rows/0/columns/1/target"));
            }
        } finally {
            execute("a", "DROP TABLE words");
            execute("b", "DROP TABLE words");
        }

        assertThat(seen)
                .containsOnly(
                        entry("null null", "text \"NULL\" null null"),
                        entry("text \"NULL\"", "null null text \"NULL\""),
                        entry("text \"\"", "text \"\" null null"),
                        entry("text \"\\\\N\"", "text \"x\" text \"y\""));
        assertThat(looks)
                .containsOnly(
                        entry("null null", "200 \"NULL\" null"),
                        entry("text \"NULL\"", "200 null \"NULL\""),
                        entry("text \"\"", "200 \"\" null"),
                        // It stands for NULL where a person types a key.
                        entry("text \"\\\\N\"", "409  "));
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("\"(duration_ms|milliseconds)\":\\s*[0-9]+", "");
    }

    @ParameterizedTest
    @CsvSource({
        "?format=json,*/*,application/json",
        "?format=csv,*/*,text/csv",
        "?format=html,*/*,text/html",
        "'',text/html,text/html",
        "'',text/csv,text/csv",
        "'',application/json,application/json",
    })
    void a_report_has_the_form_that_is_wanted(String query, String accept, String type) {
        String id =
                json(viewer.get("/api/v1/runs?job=nightly")).at("/items/0/id").asText();
        HttpResponse<String> report = viewer.get("/api/v1/runs/" + id + "/report" + query, "Accept", accept);

        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // method | path | nobody | viewer | operator | detail
                "GET  | /health/live                     | 200 | 200 | 200 | 200",
                "GET  | /health/ready                    | 200 | 200 | 200 | 200",
                "GET  | /openapi.json                    | 200 | 200 | 200 | 200",
                "GET  | /metrics                         | 401 | 200 | 200 | 200",
                "GET  | /api/v1/runs                     | 401 | 200 | 200 | 200",
                "GET  | /api/v1/runs/x                   | 401 | 404 | 404 | 404",
                "GET  | /api/v1/runs/x/tables            | 401 | 404 | 404 | 404",
                "GET  | /api/v1/runs/x/report            | 401 | 404 | 404 | 404",
                "GET  | /api/v1/runs/x/recommendations   | 401 | 404 | 404 | 404",
                "GET  | /api/v1/runs/x/events            | 401 | 404 | 404 | 404",
                "GET  | /api/v1/tables                   | 401 | 200 | 200 | 200",
                "GET  | /api/v1/findings                 | 401 | 200 | 200 | 200",
                "GET  | /api/v1/findings/999999          | 401 | 404 | 404 | 404",
                "POST | /api/v1/findings/999999/look     | 401 | 403 | 403 | 404",
                "GET  | /api/v1/me                       | 401 | 200 | 200 | 200",
                "GET  | /                                | 200 | 200 | 200 | 200",
                "GET  | /page/page.js                    | 200 | 200 | 200 | 200",
                "GET  | /page/index.html                 | 404 | 404 | 404 | 404",
                "GET  | /api/v1/jobs                     | 401 | 200 | 200 | 200",
                "GET  | /api/v1/schedules                | 401 | 200 | 200 | 200",
                "POST | /api/v1/runs                     | 401 | 403 | 415 | 403",
                "POST | /api/v1/runs/x/cancel            | 401 | 403 | 404 | 403",
                "POST | /api/v1/check                    | 401 | 403 | 415 | 403",
                "POST | /api/v1/schedules/nightly/pause  | 401 | 403 | 202 | 403",
                "POST | /api/v1/schedules/nightly/resume | 401 | 403 | 202 | 403",
                "POST | /api/v1/schedules/nightly/trigger| 401 | 403 | 202 | 403",
                "POST | /api/v1/schedules/nothing/pause  | 401 | 403 | 404 | 403",
            })
    void each_role_may_do_this(String method, String path, int none, int view, int operate, int see) {
        assertThat(nobody.send(method, path, null).statusCode()).as("nobody").isEqualTo(none);
        assertThat(nobody.as("viewer.wrong").send(method, path, null).statusCode())
                .as("a wrong token")
                .isIn(none, 401);
        assertThat(viewer.send(method, path, null).statusCode()).as("viewer").isEqualTo(view);
        assertThat(operator.send(method, path, null).statusCode())
                .as("operator")
                .isEqualTo(operate);
        assertThat(detail.send(method, path, null).statusCode()).as("detail").isEqualTo(see);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"job\":\"nothing\"}",
                "{\"job\":\"nightly'; DROP TABLE orders; --\"}",
                "{\"job\":\"../../etc/passwd\"}",
                "{\"job\":\"nightly\\u0000\"}",
                "{\"job\":7}",
                "{\"job\":[\"nightly\"]}",
                "{}",
                "{\"job\":\"nightly\",\"depth\":\"ROWS; DROP TABLE orders\"}",
                "{\"job\":\"nightly\",\"tables\":[]}",
                "{\"job\":\"nightly\",\"tables\":\"orders\"}",
                "{\"job\":\"nightly\",\"tables\":[\"pg_catalog.pg_authid\"]}",
                "{\"job\":\"nightly\",\"tables\":[\"orders\",\"other\"]}",
                "{\"job\":\"nightly\",\"tables\":[\"orders; DROP TABLE orders\"]}",
                "{\"job\":\"nightly\",\"source\":{\"url\":\"jdbc:postgresql://169.254.169.254/\"}}",
                "{\"job\":\"nightly\",\"url\":\"http://169.254.169.254/\"}",
                "{\"job\":\"nightly\",\"output\":\"/etc/passwd\"}",
                "{\"job\":\"nightly\",\"config\":\"/etc/passwd\"}",
                "{\"job\":\"nightly\",\"source-filter\":\"1=1\"}",
                "{\"job\":\"nightly\",\"tables\":[\"${file:/etc/passwd}\"]}",
            })
    void nothing_can_be_asked_for_but_a_job_a_depth_and_the_jobs_own_tables(String body) {
        HttpResponse<String> refused = operator.post("/api/v1/runs", body);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).doesNotContain("DROP", "169.254", "passwd", "pg_authid", "Exception");
        assertThat(count("a", "orders")).isEqualTo(100);
    }

    @Test
    void a_table_that_a_pattern_does_not_mean_is_not_read() throws Exception {
        String id = started("{\"job\":\"others\",\"tables\":[\"public.orders\"]}");
        await(() -> ended(id));

        JsonNode run = json(viewer.get("/api/v1/runs/" + id));
        assertThat(run.get("state").asText()).isEqualTo("failed");
        assertThat(run.get("summary").asText()).contains("compares no table of the name public.orders");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/findings?tabel=orders,400",
        "/api/v1/findings?limit=0,400",
        "/api/v1/findings?limit=201,400",
        "/api/v1/findings?limit=99999999999999999999,400",
        "/api/v1/findings?offset=-1,400",
        "/api/v1/findings?kind=CHANGED,400",
        "/api/v1/findings?open=maybe,400",
        "/api/v1/findings?job=a&job=b,400",
        "/api/v1/findings/1%20OR%201=1,404",
        "/api/v1/findings/99999999999999999999,404",
        "/api/v1/runs/%27%20OR%20%271%27=%271,404",
        "/api/v1/runs/..%2f..%2fetc,404",
        "/api/v1/runs/x/report?format=pdf,400",
        "/api/v1/jobs?x=y,400",
    })
    void what_is_not_understood_is_refused(String path, int status) {
        HttpResponse<String> refused = viewer.get(path);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "orders'; DELETE FROM reconcile_run; --",
                "%",
                "_",
                "orders\\u0000",
                "<script>alert(1)</script>",
            })
    void a_hostile_filter_is_refused_and_harms_nothing(String hostile) {
        String encoded = URLEncoder.encode(hostile, StandardCharsets.UTF_8);

        for (String path : List.of(
                "/api/v1/findings?table=", "/api/v1/findings?job=", "/api/v1/runs?job=", "/api/v1/tables?job=")) {
            HttpResponse<String> answer = viewer.get(path + encoded);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).doesNotContain(hostile.length() > 1 ? hostile : "\"" + hostile);
        }
        assertThat(json(viewer.get("/api/v1/runs")).get("total").asInt()).isPositive();
    }

    @Test
    void a_body_must_be_small_json_of_one_object() {
        assertThat(operator.send("POST", "/api/v1/runs", "{\"job\":\"nightly\"}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(operator.post("/api/v1/runs", "{\"job\":").statusCode()).isEqualTo(400);
        assertThat(operator.post("/api/v1/runs", "[]").statusCode()).isEqualTo(400);
        assertThat(operator.post("/api/v1/runs", "{} {}").statusCode()).isEqualTo(400);
        assertThat(operator.post("/api/v1/runs", "{\"job\":\"a\",\"job\":\"nightly\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(operator.post("/api/v1/runs", "[".repeat(5_000)).statusCode())
                .isEqualTo(400);
        assertThat(operator.post("/api/v1/runs", " ".repeat(70_000)).statusCode())
                .isEqualTo(413);
        assertThat(operator.get("/api/v1/runs/x/report", "Accept", "image/png").statusCode())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/findings/1/look",
                "/api/v1/runs/x/cancel",
                "/api/v1/schedules/nightly/pause",
                "/api/v1/schedules/nightly/resume",
                "/api/v1/schedules/nightly/trigger",
            })
    void a_body_where_none_is_taken_is_refused(String path) {
        Served caller = path.endsWith("look") ? detail : operator;
        int without = caller.post(path).statusCode();

        for (String body : List.of("{\"values\":true}", "[]", "nonsense")) {
            HttpResponse<String> refused = caller.post(path, body);
            assertThat(refused.statusCode()).as(body).isEqualTo(422);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(caller.post(path, " ".repeat(70_000)).statusCode()).isEqualTo(413);
        assertThat(caller.post(path, "{}").statusCode()).isEqualTo(without).isNotEqualTo(422);
    }

    @Test
    void a_row_is_looked_at_by_a_key_whose_column_has_an_equals_sign_in_its_name(@TempDir Path own) throws Exception {
        for (String database : List.of("a", "b")) {
            execute(
                    database,
                    "CREATE TABLE signs (\"a=b\" integer, code text, \"code=x\" text, note text,"
                            + " PRIMARY KEY (\"a=b\", code))",
                    "INSERT INTO signs VALUES (7, 'c=d', 'e', '" + database + "')");
        }
        Map<String, String> told = new TreeMap<>();
        for (String key : List.of("\"a=b\", code", "code, \"code=x\"")) {
            Path config = Files.writeString(own.resolve("reconcile.yaml"), """
                    source: {url: "%s"}
                    target: {url: "%s"}
                    tables: {pairs: [{source: signs, target: signs, key: [%s]}]}
                    options: {confirm-delay: 0s, validate-checksums: true}
                    """.formatted(url("a"), url("b"), key));
            try (Served service = Served.start(
                    own.resolve("data" + told.size()), Map.of("config", config.toString()), Optional.empty())) {
                String run = json(service.post("/api/v1/runs", "{\"job\":\"reconcile\"}"))
                        .get("id")
                        .asText();
                await(() -> json(service.get("/api/v1/runs/" + run))
                        .get("state")
                        .asText()
                        .equals("completed"));
                String finding =
                        json(service.get("/api/v1/findings")).at("/items/0/id").asText();
                HttpResponse<String> look = service.post("/api/v1/findings/" + finding + "/look");
                told.put(
                        key,
                        look.statusCode() + " "
                                + json(look).at("/rows/0/columns/3/source").asText()
                                + json(look).path("detail").asText());
            }
        }
        execute("a", "DROP TABLE signs");
        execute("b", "DROP TABLE signs");

        assertThat(told.get("\"a=b\", code")).isEqualTo("200 a");
        assertThat(told.get("code, \"code=x\"")).startsWith("409 ").contains("one is the beginning of the other");
    }

    @Test
    void a_page_of_another_site_may_change_nothing() {
        String body = "{\"job\":\"nightly\"}";

        assertThat(operator.post("/api/v1/runs", body, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(operator.post("/api/v1/runs", body, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(operator.send("POST", "/api/v1/schedules/nightly/pause", null, "Origin", "null")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void one_run_at_a_time_compares_a_table_and_a_key_asks_for_one_run() throws Exception {
        try (Connection holder = connection("a");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            HttpResponse<String> first = operator.post("/api/v1/runs", "{\"job\":\"slow\"}", "Idempotency-Key", "k1");
            String id = json(first).get("id").asText();
            HttpResponse<String> again = operator.post("/api/v1/runs", "{\"job\":\"slow\"}", "Idempotency-Key", "k1");
            HttpResponse<String> otherBody =
                    operator.post("/api/v1/runs", "{\"job\":\"slow\",\"depth\":\"rows\"}", "Idempotency-Key", "k1");
            HttpResponse<String> second = operator.post("/api/v1/runs", "{\"job\":\"slow\"}");

            assertThat(first.statusCode()).isEqualTo(202);
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(json(again).get("id").asText()).isEqualTo(id);
            assertThat(otherBody.statusCode()).isEqualTo(422);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(json(second).get("run").asText()).isEqualTo(id);
            assertThat(second.body()).contains(id);

            ExecutorService readers = Executors.newFixedThreadPool(200);
            List<Callable<Integer>> reads = IntStream.range(0, 200)
                    .<Callable<Integer>>mapToObj(n ->
                            () -> viewer.get(List.of("/api/v1/tables", "/api/v1/runs", "/api/v1/findings", "/metrics")
                                            .get(n % 4))
                                    .statusCode())
                    .toList();
            for (Future<Integer> read : readers.invokeAll(reads)) {
                assertThat(read.get()).isEqualTo(200);
            }
            List<Callable<Integer>> floods = IntStream.range(0, 200)
                    .<Callable<Integer>>mapToObj(n -> () ->
                            operator.post("/api/v1/runs", "{\"job\":\"slow\"}").statusCode())
                    .toList();
            for (Future<Integer> flood : readers.invokeAll(floods)) {
                assertThat(flood.get()).isIn(409, 429);
            }
            readers.shutdown();
            assertThat(viewer.get("/health/live").statusCode()).isEqualTo(200);

            assertThat(operator.post("/api/v1/runs/" + id + "/cancel").statusCode())
                    .isEqualTo(202);
            await(() -> ended(id));
            assertThat(json(viewer.get("/api/v1/runs/" + id)).get("state").asText())
                    .isEqualTo("cancelled");
            assertThat(operator.post("/api/v1/runs/" + id + "/cancel").statusCode())
                    .isEqualTo(409);
            holder.rollback();
        }
    }

    @Test
    void a_stream_ends_once_the_token_of_who_listens_is_gone() throws Exception {
        Path tokens = folder.resolve("tokens");
        String before = Files.readString(tokens);
        NewToken guest = NewToken.create("guest", Set.of(Role.VIEWER), new SecureRandom());
        Files.writeString(tokens, before + guest.line() + "\n");
        Served leaving = nobody.as(guest.token());
        await(() -> leaving.get("/api/v1/me").statusCode() == 200);
        try (Connection holder = connection("a");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            String id = started("{\"job\":\"slow\"}");
            ExecutorService listeners = Executors.newFixedThreadPool(2);
            String path = "/api/v1/runs/" + id + "/events";
            Future<String> gone = listeners.submit(() -> leaving.get(path).body());
            Future<String> stays = listeners.submit(() -> viewer.get(path).body());
            Thread.sleep(2_000);
            assertThat(gone).isNotDone();

            Files.writeString(tokens, before);

            assertThat(gone.get(5, TimeUnit.SECONDS)).startsWith("event: run\n").doesNotContain("event: end\n");
            assertThat(leaving.get(path).statusCode()).isEqualTo(401);
            assertThat(stays).isNotDone();
            operator.post("/api/v1/runs/" + id + "/cancel");
            assertThat(stays.get(30, TimeUnit.SECONDS)).contains("event: end\n");
            listeners.shutdown();
            holder.rollback();
        } finally {
            Files.writeString(tokens, before);
        }
    }

    @Test
    void events_tell_a_run_from_its_beginning_to_its_end() throws Exception {
        String id = started("{\"job\":\"nightly\"}");
        String live = viewer.get("/api/v1/runs/" + id + "/events").body();
        String later = viewer.get("/api/v1/runs/" + id + "/events").body();

        for (String events : List.of(live, later)) {
            assertThat(events)
                    .startsWith("event: run\n")
                    .contains("event: started\n", "event: table_started\n", "event: table_finished\n")
                    .contains("\"verdict\":\"MISMATCH\",\"compared\":\"rows\",\"part\":false,\"narrowed_by\":[]");
            assertThat(events.strip()
                            .lines()
                            .toList()
                            .get(events.strip().lines().toList().size() - 2))
                    .isEqualTo("event: end");
        }
    }

    @Test
    void a_check_tells_what_a_run_would_meet() {
        HttpResponse<String> check = operator.post("/api/v1/check", "{\"job\":\"nightly\"}");

        assertThat(check.statusCode()).isEqualTo(200);
        assertThat(json(check).get("tables")).hasSize(2);
        assertThat(operator.post("/api/v1/check", "{\"job\":\"nothing\"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void jobs_are_told_without_where_their_databases_are() {
        HttpResponse<String> jobs = viewer.get("/api/v1/jobs");

        assertThat(json(jobs).get("items"))
                .extracting(job -> job.get("job").asText())
                .containsExactly("nightly", "slow", "idle", "others");
        assertThat(json(jobs).at("/items/0/depth").asText()).isEqualTo("rows");
        assertThat(json(jobs).at("/items/3/include/0").asText()).isEqualTo("public.*");
        assertThat(jobs.body()).doesNotContain("jdbc", "localhost", "postgres\"");
    }

    @Test
    void a_job_tells_its_last_run_as_a_whole_and_what_no_run_has_reached() {
        JsonNode jobs = json(viewer.get("/api/v1/jobs")).get("items");

        assertThat(jobs.at("/0/last_run/state").asText()).isEqualTo("completed");
        assertThat(jobs.at("/0/not_all_compared")).isEmpty();
        assertThat(jobs.at("/3/last_run").isNull()).isTrue();
        assertThat(jobs.at("/3/not_all_compared/0").asText()).isEqualTo("public.*");
    }

    /** A route that nobody wrote down is one of which nobody tried who may use it. */
    @Test
    void for_each_route_it_is_tried_who_may() throws Exception {
        List<String> tried = Stream.of(ApiIT.class
                        .getDeclaredMethod(
                                "each_role_may_do_this",
                                String.class,
                                String.class,
                                int.class,
                                int.class,
                                int.class,
                                int.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .map(row -> row.split("\\|"))
                .map(row -> row[0].strip() + " " + row[1].strip())
                .toList();

        assertThat(routes()).isNotEmpty().allSatisfy(route -> {
            String pattern = (route.method() + " " + route.path()).replaceAll("\\{[a-z]+}", "[^/]+");
            assertThat(tried).as(route.path()).anyMatch(request -> request.matches(pattern));
        });
    }

    private static List<Route> routes() {
        return HttpService.routes(
                viewer.jobs(), Optional.empty(), new RunDesk(viewer.jobs(), InstantSource.system()), () -> false);
    }

    @Test
    void the_document_of_the_api_names_every_route_and_no_other() {
        Set<String> documented = new TreeSet<>();
        json(viewer.get("/openapi.json"))
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> documented.add(method + " " + path.getKey())));
        Set<String> routes = new TreeSet<>();
        routes().forEach(route -> routes.add(route.method().toLowerCase(Locale.ROOT) + " " + route.path()));

        assertThat(documented).isEqualTo(routes);
    }

    @Test
    void every_answer_is_as_the_document_of_the_api_says() throws Exception {
        String id = started("{\"job\":\"nightly\"}");
        await(() -> ended(id));
        JsonNode document = json(viewer.get("/openapi.json"));
        String finding = json(viewer.get("/api/v1/findings")).at("/items/0/id").asText();
        Map<String, String> values = Map.of("/api/v1/runs/{id}", id, "/api/v1/findings/{id}", finding);
        int looked = 0;
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String value = values.entrySet().stream()
                        .filter(entry -> path.getKey().startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("nightly");
                String url = path.getKey().replaceAll("\\{.*}", value);
                boolean body = operation.getValue().has("requestBody");
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                for (Served caller : List.of(operator, detail, nobody)) {
                    HttpResponse<String> answer =
                            body ? caller.post(url, "{\"job\":\"nightly\"}") : caller.send(method, url, null);
                    assertThat(invalid(document, operation.getValue(), answer))
                            .as(method + " " + url + ": " + answer.statusCode() + " " + answer.body())
                            .isEmpty();
                    looked++;
                }
            }
        }
        assertThat(looked).isGreaterThan(50);
    }

    @Test
    void the_document_of_the_api_says_with_what_any_request_may_be_refused() {
        JsonNode document = json(viewer.get("/openapi.json"));
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                JsonNode answers = operation.getValue().get("responses");
                boolean changes = operation.getKey().equals("post");
                assertThat(answers.has("421")).as(path.getKey()).isTrue();
                assertThat(answers.has("408")).as(path.getKey()).isEqualTo(changes);
                if (path.getKey().startsWith("/api/v1/")) {
                    Served caller = path.getKey().endsWith("/look") ? detail : operator;
                    HttpResponse<String> refused = caller.send(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replaceAll("\\{.*}", "1") + "?nonsense=1",
                            null);
                    assertThat(refused.statusCode()).as(path.getKey()).isEqualTo(400);
                    assertThat(invalid(document, operation.getValue(), refused))
                            .as(path.getKey())
                            .isEmpty();
                }
            }
        }
    }

    /** What of an answer is not as an operation of the document says. */
    private static List<String> invalid(JsonNode document, JsonNode operation, HttpResponse<String> answer) {
        JsonNode described = operation.at("/responses/" + answer.statusCode());
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode schema = described.path("content").path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("a " + answer.statusCode() + " as " + type + " is not described");
        }
        if (!type.endsWith("json")) {
            return List.of();
        }
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(json(answer)).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void schedules_do_as_they_are_told() {
        SCHEDULES.told.clear();
        operator.post("/api/v1/schedules/nightly/pause");
        operator.post("/api/v1/schedules/nightly/trigger");

        assertThat(SCHEDULES.told).containsExactly("pause nightly", "trigger nightly");
        JsonNode schedules = json(viewer.get("/api/v1/schedules"));
        assertThat(schedules.get("scheduled").asBoolean()).isTrue();
        assertThat(schedules.at("/items/0/job").asText()).isEqualTo("nightly");
    }

    private static String started(String body) {
        HttpResponse<String>[] answer = new HttpResponse[1];
        try {
            await(() -> {
                answer[0] = operator.post("/api/v1/runs", body);
                return answer[0].statusCode() == 202;
            });
        } catch (Exception e) {
            throw new IllegalStateException(answer[0].body(), e);
        }
        return json(answer[0]).get("id").asText();
    }

    private static boolean ended(String id) {
        JsonNode run = json(viewer.get("/api/v1/runs/" + id));
        return !Set.of("queued", "running").contains(run.get("state").asText());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about.");
            }
            Thread.sleep(50);
        }
    }

    private static long count(String database, String table) {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database + "?user=postgres&sslmode=disable";
    }

    /** Schedules that only note what they are told. */
    private static final class RecordedSchedules implements Schedules {

        private final List<String> told = new ArrayList<>();

        @Override
        public List<State> list() {
            return List.of(new State("nightly", "every 6 h", Instant.EPOCH, false, false));
        }

        @Override
        public void pause(String job) {
            tell("pause", job);
        }

        @Override
        public void resume(String job) {
            tell("resume", job);
        }

        @Override
        public void trigger(String job) {
            tell("trigger", job);
        }

        private synchronized void tell(String what, String job) {
            if (!job.equals("nightly")) {
                throw new NoSuchJobException(List.of("nightly"));
            }
            told.add(what + " " + job);
        }
    }
}
