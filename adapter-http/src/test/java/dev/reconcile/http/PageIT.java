package dev.reconcile.http;

import static dev.reconcile.http.Served.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.app.job.Schedules;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.http.token.NewToken;
import dev.reconcile.http.token.Role;
import dev.reconcile.report.Chromium;
import dev.reconcile.report.ReportFormat;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;

/** The page in a real browser, over two databases, with tokens of each role. */
class PageIT {

    private static final String SECRET_KEY = "4711";
    private static final String SECRET_VALUE = "confidential";
    private static final String SCRIPT =
            "<script>document.title='ran'</script><img src=x onerror=document.title='ran'>";
    private static final int MILLION = 1 << 20;

    @TempDir
    private static Path folder;

    private static final PausableSchedules SCHEDULES = new PausableSchedules();

    private static EmbeddedPostgres postgres;
    private static Chromium chromium;
    private static Served service;
    private static String viewer;
    private static String operator;
    private static String detail;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        postgres = EmbeddedPostgres.start();
        for (String database : List.of("a", "b")) {
            execute("postgres", "CREATE DATABASE " + database);
            execute(
                    database,
                    "CREATE TABLE orders (id integer PRIMARY KEY, note text)",
                    "INSERT INTO orders SELECT n, 'note ' || n FROM generate_series(1, 100) n",
                    "CREATE TABLE spoiled (id integer PRIMARY KEY, note text, amount numeric(9, 2))",
                    "INSERT INTO spoiled VALUES (" + SECRET_KEY + ", '" + SECRET_VALUE + "', 1.5), (2, 'x', 2)",
                    "CREATE TABLE hostile (id integer PRIMARY KEY, script text, turned text, big text)",
                    "INSERT INTO hostile VALUES (1, '" + SCRIPT.replace("'", "''")
                            + "', E'abc\\u202eesrever\\u2066', repeat('x', " + MILLION + "))",
                    "CREATE TABLE \"<b>bold</b>\" (id integer PRIMARY KEY)",
                    "CREATE TABLE locked (id integer PRIMARY KEY)");
        }
        execute("postgres", "CREATE ROLE reader LOGIN");
        for (String database : List.of("a", "b")) {
            execute(database, "GRANT SELECT ON orders TO reader");
        }
        execute("a", "CREATE TABLE nowhere (id integer PRIMARY KEY)");
        execute(
                "b",
                "UPDATE spoiled SET note = 'else' WHERE id = " + SECRET_KEY,
                "UPDATE hostile SET script = script || '<b>', turned = 'abc', big = 'y' || big");
        Path config = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, show-values: true, statement-timeout: 1h, lock-timeout: 30m}
                history: {store-values: true}
                jobs:
                  nightly:
                    tables: {source-tables: [orders, spoiled, hostile, '"<b>bold</b>"', nowhere]}
                    options: {validate-checksums: true}
                  slow:
                    tables: {source-tables: [locked]}
                """.formatted(url("a"), url("b")));
        NewToken view = NewToken.create("night-shift", Set.of(Role.VIEWER), new SecureRandom());
        NewToken operate = NewToken.create("on-call", Set.of(Role.OPERATOR), new SecureRandom());
        NewToken see = NewToken.create("data-owner", Set.of(Role.DETAIL), new SecureRandom());
        Path tokens = Files.writeString(
                folder.resolve("tokens"), view.line() + "\n" + operate.line() + "\n" + see.line() + "\n");
        service = Served.start(
                folder.resolve("data"),
                Map.of("config", config.toString(), "http.tokens", tokens.toString()),
                Optional.of(SCHEDULES));
        viewer = view.token();
        operator = operate.token();
        detail = see.token();
        Served asOperator = service.as(operator);
        String run = json(asOperator.post("/api/v1/runs", "{\"job\":\"nightly\"}"))
                .get("id")
                .asText();
        await(() -> json(asOperator.get("/api/v1/runs/" + run))
                .get("state")
                .asText()
                .equals("completed"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void beNobody() {
        chromium.widen(1280);
        chromium.prefer("light");
        chromium.driver().get(service.address() + "/");
        chromium.ask("sessionStorage.clear()");
        chromium.driver().get("about:blank");
        chromium.driver().manage().logs().get(LogType.PERFORMANCE);
        chromium.driver().manage().logs().get(LogType.BROWSER);
    }

    @Test
    void shows_the_tables_with_what_is_known_of_them() {
        comeIn(viewer, "#/");

        assertThat(text("h1")).isEqualTo("2 of 6 tables differ");
        assertThat(text("header")).contains("2 of 6 tables are not known to be in sync", "The oldest check is from");
        assertThat(rows(".overview"))
                .satisfiesExactly(
                        row -> assertThat(row).contains("hostile", "MISMATCH", "CRITICAL", "1 changed"),
                        row -> assertThat(row).contains("spoiled", "MISMATCH", "CRITICAL", "1 changed"),
                        row -> assertThat(row).contains("nowhere", "ERROR", "never"),
                        row -> assertThat(row).contains("locked").containsPattern("UNKNOWN|INCONCLUSIVE"),
                        row -> assertThat(row).contains("<b>bold</b>", "MATCH", "0"),
                        row -> assertThat(row).contains("orders", "MATCH", "100"));
        assertThat(find("tr:nth-child(1) .strip").getDomAttribute("aria-label"))
                .isEqualTo("Last 1 result: 1 mismatch; the last is mismatch");
    }

    @Test
    void nothing_is_in_sync_before_it_was_compared() {
        try (Served fresh =
                Served.withoutDatabases(folder.resolve("fresh"), Map.of("tables.source-tables", "orders,lines"))) {
            chromium.driver().get(fresh.address() + "/#/");
            until("main header h1");

            assertThat(text("h1")).isEqualTo("2 of 2 tables are not known to be in sync");
            assertThat(rows(".overview"))
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row).contains("UNKNOWN", "no run has compared it", "never"));
        }
    }

    @Test
    void what_did_not_change_is_shown_without_being_sent_again() {
        try (Served quiet =
                Served.withoutDatabases(folder.resolve("quiet"), Map.of("tables.source-tables", "orders,lines"))) {
            chromium.driver().get(quiet.address() + "/#/");
            until("main header h1");
            awaitRefreshes(2);

            assertThat(
                            chromium.<List<Long>>ask(
                                    "return performance.getEntriesByType('resource')"
                                            + ".filter(asked => asked.name.endsWith('/api/v1/tables')).map(asked => asked.responseStatus)"))
                    .startsWith(200L, 304L);
            assertThat(rows(".overview")).hasSize(2);
        }
    }

    @Test
    void a_check_that_is_old_is_not_told_as_in_sync() throws Exception {
        Path config = Files.writeString(folder.resolve("old.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                tables: {source-tables: [orders]}
                """.formatted(url("a"), url("b")));
        Path data = folder.resolve("old");
        Map<String, String> flags = Map.of("config", config.toString());
        InstantSource twoDaysAgo = () -> Instant.now().minus(Duration.ofDays(2));
        try (Served before = Served.start(data, flags, Optional.empty(), twoDaysAgo)) {
            String run = json(before.post("/api/v1/runs", "{\"job\":\"reconcile\"}"))
                    .get("id")
                    .asText();
            await(() -> json(before.get("/api/v1/runs/" + run))
                    .get("state")
                    .asText()
                    .equals("completed"));
        }
        try (Served now = Served.start(data, flags, Optional.empty())) {
            chromium.driver().get(now.address() + "/#/");
            until("main header h1");

            assertThat(text("h1")).isEqualTo("1 of 1 table was not checked of late");
            assertThat(rows(".overview"))
                    .singleElement()
                    .asString()
                    .contains("not checked for more than 26 h", "2 days ago");
            click("a", "orders");
            until("#advice");
            assertThat(all("main > header.good")).isEmpty();
            assertThat(text("main > header .summary")).contains("MATCH", "not checked for more than 26 h");
            assertThat(text("main > header")).containsPattern("Last check\\n.*2 days ago");
            assertThat(text("#advice")).doesNotContain("No action needed");
            chromium.driver().navigate().back();
            untilText("h1", "1 of 1 table was not checked of late");
            String run = json(now.post("/api/v1/runs", "{\"job\":\"reconcile\"}"))
                    .get("id")
                    .asText();
            await(() ->
                    json(now.get("/api/v1/runs/" + run)).get("state").asText().equals("completed"));
            untilText("h1", "The table is in sync as far as compared");
            assertThat(text("header")).contains("Of 1 table only the numbers of rows were compared.");
        }
    }

    @Test
    void finds_and_narrows_down_the_tables_while_it_is_typed() {
        comeIn(viewer, "#/");
        find("input[type=search]").sendKeys("ORD");

        assertThat(rows(".overview")).singleElement().asString().contains("orders");
        assertThat(chromium.<String>ask("return document.activeElement.type")).isEqualTo("search");
        find("input[type=search]").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        find("form select option[value=trouble]").click();
        assertThat(rows(".overview")).hasSize(4).noneMatch(row -> row.contains("orders"));
        chromium.driver().navigate().refresh();
        until("h1");
        assertThat(rows(".overview")).hasSize(4);
    }

    @Test
    void a_viewer_sees_that_a_row_differs_and_nothing_of_the_row() {
        comeIn(viewer, "#/");
        click("a", "spoiled");
        until("#rows");
        click("a", "Row ");
        until("#seen");

        assertThat(text("main"))
                .contains("These columns differ: note", "with a token of the role detail", "What to do")
                .doesNotContain(SECRET_KEY, SECRET_VALUE, "Look at both rows");
        assertThat(text("#advice"))
                .contains("Check type conversion in Kafka Connect")
                .doesNotContain("nowhere");
        assertThat(all("button")).extracting(WebElement::getText).containsExactly("Leave");
        assertThat(chromium.driver().getPageSource()).doesNotContain(SECRET_KEY, SECRET_VALUE);
    }

    @Test
    void who_may_see_rows_sees_both_values_with_what_differs_marked() {
        comeIn(detail, "#/table?job=nightly&source=spoiled&target=spoiled");
        click("a", "id = " + SECRET_KEY);
        until("#seen");

        assertThat(rows(".rows")).singleElement().asString().contains("note", SECRET_VALUE, "else");
        assertThat(all(".rows .differs mark")).hasSize(2);
        assertThat(text("header")).contains("CHANGED", "id = " + SECRET_KEY, "Seen by");
        assertThat(text("#advice")).contains("What to do", "The contents of spoiled differ");
    }

    @Test
    void who_may_see_rows_looks_at_both_whole_rows_as_they_are_now() throws Exception {
        execute("a", "UPDATE spoiled SET amount = 7 WHERE id = " + SECRET_KEY);
        try {
            comeIn(detail, "#/table?job=nightly&source=spoiled&target=spoiled");
            click("a", "id = " + SECRET_KEY);
            click("button", "Look at both rows now");
            until("[aria-labelledby=now] table");

            assertThat(rows("[aria-labelledby=now] .rows"))
                    .satisfiesExactly(
                            row -> assertThat(row).contains("id", SECRET_KEY),
                            row -> assertThat(row).contains("note (differs)", SECRET_VALUE, "else"),
                            row -> assertThat(row).contains("amount (differs)", "7.00", "1.50"));
            assertThat(all("[aria-labelledby=now] .differs mark")).hasSize(4);
        } finally {
            execute("a", "UPDATE spoiled SET amount = 1.5 WHERE id = " + SECRET_KEY);
        }
    }

    @Test
    void null_is_not_the_word_of_it(@TempDir Path own) throws Exception {
        execute(
                "a",
                "CREATE TABLE words (code text, word text)",
                "INSERT INTO words VALUES (NULL, 'NULL'), ('NULL', '')");
        execute(
                "b",
                "CREATE TABLE words (code text, word text)",
                "INSERT INTO words VALUES (NULL, NULL), ('NULL', NULL)");
        Path config = Files.writeString(own.resolve("reconcile.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                tables: {pairs: [{source: words, target: words, key: [code]}]}
                options: {confirm-delay: 0s, validate-checksums: true}
                history: {store-values: true}
                """.formatted(url("a"), url("b")));
        try (Served words = Served.start(own.resolve("data"), Map.of("config", config.toString()), Optional.empty())) {
            String run = json(words.post("/api/v1/runs", "{\"job\":\"reconcile\"}"))
                    .get("id")
                    .asText();
            await(() ->
                    json(words.get("/api/v1/runs/" + run)).get("state").asText().equals("completed"));
            chromium.driver().get(words.address() + "/#/table?job=reconcile&source=words&target=words");
            until("#rows");
            assertThat(text("main")).contains("code = NULL", "code = 'NULL'");
            click("a", "code = NULL");
            until("#seen");
            assertThat(text("header")).contains("code = NULL");
            assertThat(all(".rows td")).extracting(WebElement::getText).containsExactly("'NULL'", "NULL");
            chromium.driver().navigate().back();
            until("#rows");
            click("a", "code = 'NULL'");
            until("#seen");
            assertThat(text("header")).contains("code = 'NULL'");
            assertThat(all(".rows td")).extracting(WebElement::getText).containsExactly("''", "NULL");
        } finally {
            execute("a", "DROP TABLE words");
            execute("b", "DROP TABLE words");
        }
    }

    @Test
    void hostile_values_are_texts() {
        comeIn(detail, "#/table?job=nightly&source=hostile&target=hostile");
        click("a", "id = 1");
        click("button", "Look at both rows now");
        until("[aria-labelledby=now] table");

        List<String> now = rows("[aria-labelledby=now] .rows");
        assertThat(now.get(1)).contains(SCRIPT.replace("'", "\\'"), "<b>");
        assertThat(now.get(2)).contains("abc\\u202eesrever\\u2066").doesNotContain("\u202e", "\u2066");
        assertThat(now.get(3)).hasSizeBetween(4_000, 10_000).contains("Show more of 1,048,577 characters");
        click("button", "Show more of 1,048,576 characters");
        assertThat(rows("[aria-labelledby=now] .rows").get(3)).hasSizeBetween(100_000, 110_000);
        assertThat(all("main script, main img, main b")).isEmpty();
        assertThat(chromium.driver().getTitle()).isEqualTo("A row that differs - reconcile");
        chromium.driver().get(service.address() + "/#/");
        until(".overview");
        click("a", "<b>bold</b>");
        until("#rows");
        assertThat(text("h1")).isEqualTo("<b>bold</b>");
    }

    @Test
    void where_long_values_part_is_seen_without_scrolling() throws Exception {
        for (String database : List.of("a", "b")) {
            String end = database.equals("a") ? "1" : "2";
            execute(
                    database,
                    "CREATE TABLE parting (id integer PRIMARY KEY, big text, less text)",
                    "INSERT INTO parting VALUES (1, repeat('x', 1000000) || " + end + ", repeat('x', 1500) || " + end
                            + ")");
        }
        Path config = Files.writeString(folder.resolve("parting.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                tables: {source-tables: [parting]}
                options: {validate-checksums: true, confirm-delay: 0s}
                history: {store-values: true}
                """.formatted(url("a"), url("b")));
        try (Served parting =
                Served.start(folder.resolve("parting"), Map.of("config", config.toString()), Optional.empty())) {
            run(parting);
            chromium.driver().get(parting.address() + "/#/finding/1");
            click("button", "Look at both rows now");
            until("[aria-labelledby=now] table");

            for (int width : List.of(1280, 400)) {
                chromium.widen(width);
                assertThat(all("main .differs mark")).hasSize(8);
                assertThat(chromium.<List<String>>ask("""
                        return [...document.querySelectorAll('main .differs')].filter(cell => {
                          const box = cell.querySelector('.value').getBoundingClientRect();
                          const mark = cell.querySelector('mark').getBoundingClientRect();
                          return mark.top < box.top || mark.bottom > box.bottom;
                        }).map(cell => cell.textContent.slice(0, 100));
                        """))
                        .as("at a width of " + width)
                        .isEmpty();
            }
            click("button", "Show more of 1,501 characters");
            assertThat(rows("[aria-labelledby=now] .rows").get(2)).contains("x".repeat(1_500) + "1");
        }
    }

    @Test
    void an_address_that_means_nothing_is_said_and_runs_nothing() {
        comeIn(viewer, "#/finding/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
        until("header.doubtful");
        assertThat(text("main")).contains("Not there");
        chromium.driver().get(service.address() + "/#/table?job=%3Cscript%3E&source=a&target=b");
        until("header.doubtful");
        assertThat(text("main")).contains("Nothing is known", "There is no such job");
        assertThat(all("main img, main script")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "__proto__", "constructor", "toString"})
    void an_address_of_no_view_shows_the_tables(String view) {
        comeIn(viewer, "#/" + view);
        until(".overview");

        assertThat(rows(".overview")).anyMatch(row -> row.contains("spoiled"));
        assertThat(text("#alerts")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"#/runs?, main > .overview", "#/table?job=nightly&source=spoiled&target=spoiled&, section > .overview"})
    void behind_the_last_page_it_is_said_that_there_are_none_and_the_first_is_a_click_away(String view, String list) {
        comeIn(viewer, view + "offset=5000");
        until(".pages");

        assertThat(text(".pages")).contains("There are none from 5,001 on.");
        assertThat(text("main")).doesNotContain("There was none yet");
        assertThat(all(list)).isEmpty();
        click("button", "To the first");
        until(list);
        assertThat(chromium.<String>ask("return location.hash")).doesNotContain("offset");
    }

    @Test
    void an_operator_starts_a_run_watches_it_and_cancels_it() throws Exception {
        try (Connection lock = postgres.getDatabase("postgres", "b").getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            comeIn(operator, "#/");
            click("button", "Start a run");
            find("#start-job option[value=slow]").click();
            click("dialog button", "Start");
            until("progress");

            assertThat(text("h1")).isEqualTo("A run goes on");
            until("tr th");
            assertThat(text("main")).contains("0 of 1 table done", "locked", "being compared");
            click("main button", "Cancel the run");
            click("dialog button", "Cancel the run");
            untilText("h1", "Run: cancelled");
            lock.rollback();
        }
        assertThat(text("main")).contains("CANCELLED", "on", "locked");
        chromium.driver().get(service.address() + "/#/runs");
        untilText("h1", "Runs");
        assertThat(rows(".overview").get(0)).contains("CANCELLED", "slow", "a request");
    }

    @Test
    void a_run_is_told_of_while_it_goes_on_to_its_end() {
        comeIn(operator, "#/table?job=nightly&source=orders&target=orders");
        click("button", "Compare it now");
        find("#start-depth option[value=counts]").click();
        assertThat(find("dialog input:checked").getDomAttribute("value")).isEqualTo("orders");
        click("dialog button", "Start");
        untilText("h1", "Run: PASS");

        assertThat(rows(".overview")).singleElement().asString().contains("orders", "MATCH", "100");
        assertThat(text("main")).contains("a request for a part", "run with --validate-checksums");
    }

    @Test
    void of_a_job_that_goes_on_from_a_checkpoint_the_whole_is_run_and_that_is_said_before() throws Exception {
        Path config = Files.writeString(
                folder.resolve("whole.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                tables: {source-tables: [orders, spoiled]}
                options: {confirm-delay: 0s, validate-checksums: true, checkpoint: "%s"}
                """.formatted(url("a"), url("b"), folder.resolve("whole.checkpoint")));
        try (Served whole =
                Served.start(folder.resolve("whole"), Map.of("config", config.toString()), Optional.empty())) {
            run(whole);
            chromium.driver().get(whole.address() + "/#/table?job=reconcile&source=orders&target=orders");
            click("button", "Run its whole job");
            assertThat(text("dialog")).contains("the whole job runs").doesNotContain("Depth", "Tables;");
            assertThat(all("dialog input, #start-depth")).noneMatch(WebElement::isDisplayed);
            click("dialog button", "Start");
            untilText("h1", "Run: FAIL");

            assertThat(rows(".overview")).hasSize(2);
            assertThat(text("main")).contains("a request").doesNotContain("for a part");
        }
    }

    @Test
    void a_start_that_is_refused_says_why_and_stays_open() throws Exception {
        try (Connection lock = postgres.getDatabase("postgres", "b").getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");
            Served asOperator = service.as(operator);
            String first = json(asOperator.post("/api/v1/runs", "{\"job\":\"slow\"}"))
                    .get("id")
                    .asText();
            comeIn(operator, "#/");
            click("button", "Start a run");
            find("#start-job option[value=slow]").click();
            click("dialog button", "Start");
            until("dialog [role=alert]:not([hidden])");

            assertThat(text("dialog")).contains("is about the same tables");
            find("dialog").sendKeys(Keys.ESCAPE);
            wait(() -> all("dialog").isEmpty());
            asOperator.post("/api/v1/runs/" + first + "/cancel");
            lock.rollback();
            await(() -> json(asOperator.get("/api/v1/runs/" + first))
                    .get("state")
                    .asText()
                    .equals("cancelled"));
        }
    }

    @Test
    void a_report_is_saved_with_what_the_role_may_see() throws Exception {
        Path saved = Files.createDirectories(folder.resolve("saved"));
        chromium.driver()
                .executeCdpCommand(
                        "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", saved.toString()));
        String run = json(service.as(viewer).get("/api/v1/runs?job=nightly&limit=200"))
                .get("items")
                .findValuesAsText("id")
                .stream()
                .reduce((one, other) -> other)
                .orElseThrow();
        comeIn(viewer, "#/run/" + run);
        for (String format : List.of("JSON", "CSV", "HTML")) {
            click("button", "Report as " + format);
        }
        for (String format : List.of("json", "csv", "html")) {
            Path file = saved.resolve("reconcile-" + run + "." + format);
            await(() -> Files.exists(file) && Files.size(file) > 0);
            assertThat(Files.readString(file)).contains("spoiled").doesNotContain(SECRET_KEY, SECRET_VALUE);
        }
    }

    @Test
    void an_operator_pauses_and_resumes_a_schedule_and_a_viewer_only_sees_it() {
        comeIn(viewer, "#/schedules");
        until("table");
        assertThat(rows(".overview")).singleElement().asString().contains("nightly", "every 300 s");
        assertThat(all("main button")).isEmpty();
        beNobody();
        comeIn(operator, "#/schedules");
        click("button", "Pause");
        until("header.doubtful");
        assertThat(text("header")).contains("Paused: nightly");
        assertThat(SCHEDULES.paused).containsExactly("nightly");
        click("button", "Resume");
        until("header:not(.doubtful)");
        assertThat(SCHEDULES.paused).isEmpty();
    }

    @Test
    void a_time_that_was_due_is_as_green_as_its_run_was() throws Exception {
        Map<String, String> flags =
                Map.of("config", folder.resolve("reconcile.yaml").toString());
        try (Served due = Served.start(folder.resolve("due"), flags, Optional.of(SCHEDULES))) {
            Instant first = Instant.parse("2026-11-01T00:00:00Z");
            due.jobs().history().ask(store -> {
                List<RunEnd> ends = List.of(
                        new RunEnd(RunState.COMPLETED, Status.PASS, first, "", null),
                        new RunEnd(RunState.COMPLETED, Status.FAIL, first, "", null),
                        RunEnd.failed(first, "The disk was full."));
                for (int i = 0; i < 4; i++) {
                    Instant time = first.plusSeconds(300L * i);
                    store.begin(new RunStart("due " + i, "nightly", Trigger.SCHEDULE, time, time, null, false));
                    store.account(new Tick("nightly", time, Tick.Outcome.RAN, time, "due " + i, ""));
                    if (i < ends.size()) {
                        store.end("due " + i, ends.get(i));
                    }
                }
                Instant late = first.plusSeconds(3_000);
                store.account(new Tick("nightly", late, Tick.Outcome.MISSED, late, "due 0", ""));
                Instant last = first.plusSeconds(6_000);
                store.account(new Tick("nightly", last, Tick.Outcome.RAN, last, "forgotten", ""));
                return true;
            });
            chromium.driver().get(due.address() + "/#/schedules");
            until(".strip");

            assertThat(all(".strip i"))
                    .extracting(mark -> mark.getDomAttribute("class"))
                    .containsExactly("good", "bad", "bad", "", "doubtful", "");
            assertThat(find(".strip").getDomAttribute("aria-label"))
                    .isEqualTo(
                            "Last times: 1 ran: PASS, 1 ran: FAIL, 1 ran: failed, 1 ran: running, 1 missed: PASS, 1 ran;"
                                    + " the last is ran");
        }
    }

    @Test
    void why_something_was_refused_stands_until_it_is_closed_or_something_else_is_shown_or_done() {
        SCHEDULES.isGone = true;
        try {
            comeIn(operator, "#/schedules");
            click("button", "Pause");
            until("#refused .caveat");
            awaitRefreshes(2);
            assertThat(text("#refused"))
                    .startsWith("Pause nightly: not done. There is no such job.")
                    .doesNotContain("What stands below");
            assertThat(find("#refused").getDomAttribute("role")).isEqualTo("alert");
            assertThat(all("#trouble .caveat")).isEmpty();

            find("#refused button").click();
            assertThat(text("#refused")).isEmpty();
            click("button", "Pause");
            until("#refused .caveat");
            click("nav a", "Runs");
            untilText("h1", "Runs");
            assertThat(text("#refused")).isEmpty();

            click("nav a", "Schedules");
            click("button", "Pause");
            until("#refused .caveat");
            SCHEDULES.isGone = false;
            click("button", "Pause");
            until("header.doubtful");
            assertThat(text("#refused")).isEmpty();
        } finally {
            SCHEDULES.isGone = false;
            SCHEDULES.paused.clear();
        }
    }

    @Test
    void what_was_done_while_the_service_did_not_answer_is_not_known() {
        comeIn(operator, "#/schedules");
        until("table");
        chromium.ask("""
                window.kept = window.fetch;
                window.fetch = () => Promise.reject(new TypeError('gone'));
                """);
        click("button", "Pause");
        until("#refused .caveat");
        assertThat(text("#refused"))
                .startsWith("Pause nightly: nobody knows whether it was done. The service does not answer.");
        chromium.ask("window.fetch = window.kept");
    }

    @Test
    void asks_for_a_token_says_that_one_is_wrong_and_forgets_it_when_told_to() {
        chromium.driver().get(service.address() + "/#/");
        until("#token");
        find("#token").sendKeys("night-shift.wrong", Keys.ENTER);
        until("[role=alert].caveat");
        assertThat(text("main")).contains("There is no such token");
        find("#token").sendKeys(viewer, Keys.ENTER);
        until(".overview");
        assertThat(text("#who")).contains("night-shift (viewer)");
        click("button", "Leave");
        until("#token");
        assertThat(text("body")).doesNotContain("spoiled");
        chromium.driver().navigate().refresh();
        until("#token");
    }

    @Test
    void what_is_shown_stays_with_its_age_when_the_service_goes_away() throws Exception {
        try (Served short_ = Served.withoutDatabases(folder.resolve("short"), Map.of())) {
            chromium.driver().get(short_.address() + "/#/runs");
            untilText("h1", "Runs");
        }
        until("#trouble .caveat");

        assertThat(text("#trouble")).contains("The service does not answer", "What stands below is from");
        assertThat(text("h1")).isEqualTo("Runs");
    }

    @Test
    void a_service_that_hangs_is_not_believed() {
        comeIn(viewer, "#/runs");
        chromium.ask("""
                window.kept = window.fetch;
                window.fetch = (path, {signal}) => new Promise((answer, refuse) =>
                    signal.addEventListener('abort', () => refuse(signal.reason)));
                """);
        until("#trouble .caveat");
        assertThat(text("#trouble")).contains("The service does not answer", "What stands below is from");
        chromium.ask("window.fetch = window.kept");
        wait(() -> all("#trouble .caveat").isEmpty());
    }

    @Test
    void what_nobody_asks_for_or_answers_is_neither_in_the_title_nor_green() throws Exception {
        Path config =
                Files.writeString(folder.resolve("titled.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                tables: {source-tables: [orders]}
                options: {validate-checksums: true}
                """.formatted(urlOfReader("a"), urlOfReader("b")));
        String verdict = "The table is in sync - reconcile";
        try (Served titled =
                Served.start(folder.resolve("titled"), Map.of("config", config.toString()), Optional.empty())) {
            run(titled);
            chromium.driver().get(titled.address() + "/#/");
            wait(() -> title().equals(verdict));
            assertThat(isGreen()).isTrue();
            chromium.ask("""
                    window.kept = window.fetch;
                    window.hide = isHidden => {
                      Object.defineProperty(document, 'hidden', {value: isHidden, configurable: true});
                      document.dispatchEvent(new Event('visibilitychange'));
                    };
                    window.hide(true);
                    """);
            assertThat(title()).isEqualTo("reconcile");
            chromium.ask("window.fetch = () => new Promise(() => {}); window.hide(false)");
            assertThat(title()).as("seen again and not yet answered").isEqualTo("reconcile");
            assertThat(isGreen()).isFalse();
            chromium.ask("window.fetch = window.kept; window.hide(true); window.hide(false)");
            wait(() -> title().equals(verdict));
            assertThat(isGreen()).isTrue();

            chromium.ask("window.fetch = () => Promise.reject(new TypeError('gone'))");
            wait(() -> title().equals("No answer - reconcile"));
            assertThat(isGreen()).isFalse();
            assertThat(text("h1")).isEqualTo("The table is in sync");
            chromium.ask("window.fetch = window.kept");
            wait(() -> title().equals(verdict));
            assertThat(isGreen()).isTrue();
        }
    }

    private static String title() {
        return chromium.ask("return document.title");
    }

    /** Whether the head has the colour of good news, as it is seen. */
    private static boolean isGreen() {
        return chromium.ask("""
                const probe = document.body.appendChild(document.createElement('i'));
                probe.className = 'tag good';
                const good = getComputedStyle(probe).color;
                probe.remove();
                const head = document.querySelector('main > header');
                return getComputedStyle(head).borderLeftColor === good
                    || getComputedStyle(head.querySelector('h1')).color === good;
                """);
    }

    @Test
    void what_was_in_sync_is_no_good_news_of_what_failed_since() throws Exception {
        for (String database : List.of("a", "b")) {
            execute(database, "CREATE TABLE moving (id integer PRIMARY KEY)", "INSERT INTO moving VALUES (1), (2)");
        }
        Path config = folder.resolve("moving.yaml");
        String settings = """
                source: {url: "%s"}
                target: {url: "%s"}
                tables:
                  source-tables: [moving]
                """;
        Files.writeString(config, settings.formatted(url("a"), url("b")));
        Path data = folder.resolve("moving");
        Map<String, String> flags = Map.of("config", config.toString());
        try (Served moving = Served.start(data, flags, Optional.empty())) {
            run(moving);
            execute("b", "ALTER TABLE moving RENAME TO moved");
            run(moving);
            chromium.driver().get(moving.address() + "/#/");
            untilText("h1", "1 of 1 table is not known to be in sync");
            click("a", "moving");
            until("#advice");

            assertThat(text("header"))
                    .contains("ERROR", "There is no table moving")
                    .doesNotContain("2 rows");
            assertThat(text("#advice")).contains("Nothing is known of moving").doesNotContain("No action needed");
            execute("b", "ALTER TABLE moved RENAME TO moving");
            run(moving);
        }
        Files.writeString(config, settings.formatted(url("a"), "jdbc:postgresql://localhost:1/b?user=a&password=b"));
        try (Served moving = Served.start(data, flags, Optional.empty())) {
            run(moving);
            chromium.driver().get(moving.address() + "/#/");
            until("main header h1");

            assertThat(text("h1")).isEqualTo("The last run did not come to its end");
            assertThat(text("header")).contains("The last run of reconcile: failed", "1 table was in sync");
        }
    }

    private static void run(Served served) {
        run(served, "reconcile");
    }

    private static void run(Served served, String job) {
        run(served, "{\"job\":\"" + job + "\"}", "completed", "failed");
    }

    private static void run(Served served, String wanted, String... ends) {
        String run = json(served.post("/api/v1/runs", wanted)).get("id").asText();
        await(() -> List.of(ends)
                .contains(json(served.get("/api/v1/runs/" + run)).get("state").asText()));
    }

    @ParameterizedTest
    @CsvSource({"'q.a, q.b', q.a", "'q.*', q.*"})
    void tables_that_only_a_run_of_the_whole_job_would_have_reached_are_not_told_as_in_sync(
            String include, String notCompared) throws Exception {
        makeSchema("q", "a", "b");
        try (Served part = including("part of " + notCompared.replace('*', '_'), include)) {
            run(part, "{\"job\":\"main\",\"tables\":[\"q.b\"]}", "completed");
            chromium.driver().get(part.address() + "/#/");
            until("main > header.doubtful");

            assertThat(text("h1")).isEqualTo("Not all tables have been compared");
            assertThat(text("header"))
                    .contains(
                            "Not all tables that main means by " + notCompared + " have been compared yet.",
                            "1 table that was compared is in sync");
            run(part, "main");
            untilText("h1", "All 2 tables are in sync");
            part.jobs().history().ask(store -> {
                store.forget(new PairName("main", "q.a", "q.a"));
                return true;
            });
            untilText("h1", "Not all tables have been compared");
            assertThat(text("header"))
                    .contains("Not all tables that main means by " + notCompared + " have been compared yet.");
        }
    }

    @Test
    void tables_that_came_to_the_settings_are_not_told_as_in_sync_with_the_others() throws Exception {
        makeSchema("growing", "a", "b");
        execute("b", "INSERT INTO growing.b VALUES (99)");
        try (Served before = including("growing", "growing.a")) {
            run(before, "main");
            chromium.driver().get(before.address() + "/#/");
            untilText("h1", "The table is in sync");
        }
        try (Served now = including("growing", "growing.a, growing.b, growing.absent")) {
            chromium.driver().get(now.address() + "/#/");
            untilText("h1", "Not all tables have been compared");
            assertThat(text("header"))
                    .contains("Not all tables that main means by growing.b, growing.absent have been compared yet.");
            run(now, "{\"job\":\"main\",\"tables\":[\"growing.b\"]}", "completed");
            untilText("h1", "1 of 2 tables differs");
            assertThat(text("header"))
                    .contains("Not all tables that main means by growing.absent have been compared yet.");
            run(now, "main");
            untilText("h1", "1 of 3 tables differs");
            assertThat(text("header")).doesNotContain("have been compared yet");
        }
    }

    @Test
    void a_view_that_the_target_lacks_is_not_waited_for() throws Exception {
        makeSchema("viewed", "a");
        execute("a", "CREATE VIEW viewed.sums AS SELECT count(*) AS rows FROM viewed.a");
        try (Served viewed = including("viewed", "viewed.a, viewed.sums")) {
            run(viewed, "main");
            chromium.driver().get(viewed.address() + "/#/");
            untilText("h1", "The table is in sync");
        }
    }

    @Test
    void a_run_that_failed_is_told_however_often_other_jobs_ran_since() throws Exception {
        Path config = Files.writeString(folder.resolve("often.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                jobs:
                  weekly:
                    tables: {source-tables: [orders]}
                  often:
                    tables: {source-tables: [lines]}
                """.formatted(url("a"), url("b")));
        try (Served busy =
                Served.start(folder.resolve("often"), Map.of("config", config.toString()), Optional.empty())) {
            busy.jobs().history().ask(store -> {
                Instant start = Instant.now().minusSeconds(3600);
                store.begin(new RunStart("of the week", "weekly", Trigger.SCHEDULE, start, null, null, false));
                store.end("of the week", RunEnd.failed(start, "The disk was full."));
                for (int i = 1; i <= 101; i++) {
                    Instant time = start.plusSeconds(i);
                    store.begin(new RunStart("often " + i, "often", Trigger.SCHEDULE, time, null, null, false));
                    store.end("often " + i, new RunEnd(RunState.COMPLETED, Status.PASS, time, "", null));
                }
                return true;
            });
            chromium.driver().get(busy.address() + "/#/");
            until("main header h1");

            assertThat(text("header")).contains("The last run of weekly: failed", "The disk was full.");
        }
    }

    @Test
    void what_was_in_sync_is_no_good_news_while_results_are_lost() throws Exception {
        makeSchema("losing", "a");
        try (Served losing = including("losing", "losing.*")) {
            run(losing, "main");
            chromium.driver().get(losing.address() + "/#/");
            untilText("h1", "The table is in sync");
            losing.jobs().history().submit("the result of losing.a", store -> {
                throw new IllegalStateException("It contradicts what is there.");
            });
            untilText("h1", "Not all results are known here");

            assertThat(text("main > header"))
                    .contains("The result of losing.a did not get into the history", "1 table was in sync when");
            assertThat(all("main > header.good")).isEmpty();
            losing.jobs().history().submit("the result of losing.a", store -> {});
            untilText("h1", "The table is in sync");
        }
    }

    @Test
    void a_pair_that_is_no_longer_compared_stands_with_the_command_that_drops_it_alone() throws Exception {
        makeSchema("parted", "a", "\"it's=odd\"");
        try (Served before = including("parted", "parted.*")) {
            run(before, "main");
        }
        try (Served now = including("parted", "parted.a")) {
            run(now, "main");
            chromium.driver().get(now.address() + "/#/");
            untilText("h1", "1 of 2 tables is not known to be in sync");
            click("a", "odd");
            until("#advice");

            assertThat(text("main > header code"))
                    .isEqualTo(
                            "reconcile history 'parted.\"it'\\''s=odd\"=parted.\"it'\\''s=odd\"' --job main --forget");
        }
    }

    private static void makeSchema(String schema, String... tables) throws SQLException {
        for (String database : List.of("a", "b")) {
            execute(database, "DROP SCHEMA IF EXISTS " + schema + " CASCADE", "CREATE SCHEMA " + schema);
            for (String table : tables) {
                execute(database, "CREATE TABLE " + schema + "." + table + " (id integer PRIMARY KEY)");
            }
        }
    }

    /** A service with a job that compares the rows of the tables that these patterns mean. */
    private static Served including(String data, String include) throws IOException {
        Path config = Files.writeString(folder.resolve(data + ".yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, validate-checksums: true}
                jobs:
                  main:
                    tables: {include: [%s], schema-map: {q: q, growing: growing, viewed: viewed, parted: parted, losing: losing}}
                """.formatted(url("a"), url("b"), include));
        return Served.start(folder.resolve(data), Map.of("config", config.toString()), Optional.empty());
    }

    @Test
    void what_is_in_sync_as_far_as_compared_is_told_so_and_is_not_as_green() throws Exception {
        for (String database : List.of("a", "b")) {
            String own = "'of " + database + "'";
            execute(
                    database,
                    "CREATE TABLE narrow (id integer PRIMARY KEY, note text)",
                    "INSERT INTO narrow VALUES (1, " + own + ")",
                    "CREATE TABLE filtered (id integer PRIMARY KEY, note text)",
                    "INSERT INTO filtered VALUES (1, 'same'), (2, " + own + ")",
                    "CREATE TABLE vast (id integer PRIMARY KEY, note text)",
                    "INSERT INTO vast SELECT n, 'note' FROM generate_series(1, 11000) n",
                    "ANALYZE vast");
        }
        Path config = Files.writeString(
                folder.resolve("narrow.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, validate-checksums: true}
                tables:
                  pairs:
                    - {source: narrow, exclude: [note]}
                    - {source: filtered, source-filter: id < 2, target-filter: id < 2}
                jobs:
                  some:
                    tables: {source-tables: [orders, narrow, filtered]}
                  scrub:
                    tables: {source-tables: [vast]}
                    options: {scrub: 1/3, checkpoint: "%s"}
                """.formatted(url("a"), url("b"), folder.resolve("narrow.scrub")));
        try (Served narrow =
                Served.start(folder.resolve("narrow"), Map.of("config", config.toString()), Optional.empty())) {
            run(narrow, "some");
            run(narrow, "scrub");
            chromium.driver().get(narrow.address() + "/#/");
            untilText("h1", "All 4 tables are in sync as far as compared");

            assertThat(text("header"))
                    .contains(
                            "Of 1 table the last run compared a part.",
                            "Of 1 table the settings leave rows out.",
                            "Of 1 table not all columns were compared.");
            assertThat(rows(".overview"))
                    .satisfiesExactly(
                            row -> assertThat(row)
                                    .contains("filtered", "MATCH", "only rows that a filter lets through"),
                            row -> assertThat(row).contains("narrow", "MATCH", "not all columns"),
                            row -> assertThat(row)
                                    .contains("orders", "MATCH")
                                    .doesNotContain("columns", "only", "part"),
                            row -> assertThat(row).contains("vast", "MATCH", "only a part of the rows so far"));
            assertThat(all(".verdict .tag.good, header.good, .strip .good")).hasSize(2);
            assertThat(all(".verdict .tag.limited, header.limited, .strip .limited"))
                    .hasSize(7);
            assertThat(find("tr:first-child .strip").getDomAttribute("aria-label"))
                    .isEqualTo("Last 1 result: 1 match as far as compared; the last is match as far as compared");
            for (String colours : List.of("dark", "light")) {
                chromium.prefer(colours);
                assertThat(chromium.<List<String>>ask(Chromium.FAINT_TEXTS.replace("< 50", "< 5")))
                        .as(colours)
                        .isEmpty();
            }
            run(narrow, "scrub");
            run(narrow, "scrub");
            run(narrow, "scrub");
            wait(() -> text(".overview").contains("a part of the rows in each run"));
            click("a", "narrow");
            until("#advice");
            assertThat(all("main > header.limited .tag.limited")).hasSize(1);
            assertThat(text("main > header .summary")).contains("MATCH", "not all columns");
            assertThat(text("#advice")).contains("what was compared of source and target is consistent");
            click("main > header a", "ago");
            untilText("h1", "Run: PASS");
            assertThat(rows(".overview"))
                    .filteredOn(row -> row.startsWith("narrow"))
                    .singleElement()
                    .asString()
                    .contains("MATCH", "not all columns");
            assertThat(all("main > header.limited .tag.limited")).hasSize(1);
            assertThat(all("main > header .tag.good")).isEmpty();
        }
    }

    @Test
    void a_run_that_goes_on_tells_how_far_each_match_goes() throws Exception {
        for (String database : List.of("a", "b")) {
            execute(
                    database,
                    "CREATE TABLE halved (id integer PRIMARY KEY)",
                    "CREATE TABLE held (id integer PRIMARY KEY)");
        }
        Path config = Files.writeString(folder.resolve("halved.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {validate-checksums: true, statement-timeout: 1h, lock-timeout: 30m}
                tables:
                  pairs:
                    - {source: orders}
                    - {source: halved, source-filter: id < 2, target-filter: id < 2}
                    - {source: held}
                """.formatted(url("a"), url("b")));
        try (Served halved =
                        Served.start(folder.resolve("halved"), Map.of("config", config.toString()), Optional.empty());
                Connection lock = postgres.getDatabase("postgres", "b").getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE");
            String run = json(halved.post("/api/v1/runs", "{\"job\":\"reconcile\"}"))
                    .get("id")
                    .asText();
            chromium.driver().get(halved.address() + "/#/run/" + run);
            wait(() -> all(".verdict .tag").size() == 2);

            assertThat(rows(".overview"))
                    .anySatisfy(
                            row -> assertThat(row).contains("halved", "MATCH", "only rows that a filter lets through"))
                    .anySatisfy(
                            row -> assertThat(row).contains("orders", "MATCH").doesNotContain("only"));
            assertThat(all(".verdict .tag.limited")).hasSize(1);
            assertThat(all(".verdict .tag.good")).hasSize(1);
            lock.rollback();
            untilText("h1", "Run: PASS");
        }
    }

    @Test
    void what_a_softer_rule_no_longer_sees_is_not_told_as_recovered() throws Exception {
        for (String database : List.of("a", "b")) {
            execute(
                    database,
                    "CREATE TABLE near (id integer PRIMARY KEY, price numeric(9, 3))",
                    "INSERT INTO near VALUES (1, " + (database.equals("a") ? "1.000" : "1.004") + ")");
        }
        String strict = """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, validate-checksums: true}
                tables: {source-tables: [near]}
                """.formatted(url("a"), url("b"));
        Path config = Files.writeString(folder.resolve("near.yaml"), strict);
        try (Served near =
                Served.start(folder.resolve("near"), Map.of("config", config.toString()), Optional.empty())) {
            run(near);
            Files.writeString(config, strict.replace("[near]", "[near], rules: {price: {tolerance: 0.01}}"));
            run(near);
            chromium.driver().get(near.address() + "/#/");
            untilText("h1", "1 of 1 table differs");
            click("a", "near");
            until("#rows");

            assertThat(text("main > header"))
                    .contains(
                            "MISMATCH",
                            "it compared too little to undo that",
                            "by other rules",
                            "reconcile history near=near --job reconcile --forget");
            assertThat(text("main")).doesNotContain("id=1");
            assertThat(Served.json(near.get("/api/v1/findings?open=false"))
                            .at("/items/0/resolution")
                            .asText())
                    .isEqualTo("not_compared");
            execute("b", "UPDATE near SET price = 1");
            Files.writeString(config, strict);
            run(near);
            untilText("main > header .summary", "MATCH");
            assertThat(text("main > header")).doesNotContain("--forget");
        }
    }

    @Test
    void rows_of_a_search_that_was_halted_are_told_as_the_least() throws Exception {
        for (String database : List.of("a", "b")) {
            execute(
                    database,
                    "CREATE TABLE hopeless (id integer PRIMARY KEY, price integer)",
                    "INSERT INTO hopeless SELECT id, " + (database.equals("a") ? 1 : 2)
                            + " FROM generate_series(1, 40000) id");
        }
        Path config = Files.writeString(folder.resolve("hopeless.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, validate-checksums: true, halt-above: 10}
                tables: {source-tables: [hopeless]}
                """.formatted(url("a"), url("b")));
        try (Served served =
                Served.start(folder.resolve("hopeless"), Map.of("config", config.toString()), Optional.empty())) {
            run(served);
            chromium.driver().get(served.address() + "/#/");
            untilText("h1", "1 of 1 table differs");

            assertThat(rows(".overview")).singleElement().asString().matches("(?s).*at least [\\d,]+ changed.*");
            assertThat(served.get("/api/v1/tables").body()).contains("\"ended_early\"");
        }
    }

    @Test
    void what_a_run_warns_of_is_told_and_is_not_as_green() throws Exception {
        Path config =
                Files.writeString(folder.resolve("itself.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, validate-checksums: true}
                tables: {source-tables: [orders]}
                """.formatted(urlOfReader("a"), urlOfReader("a")));
        String warning = "is compared with itself: source and target are the same database.";
        try (Served itself =
                Served.start(folder.resolve("itself"), Map.of("config", config.toString()), Optional.empty())) {
            run(itself);
            chromium.driver().get(itself.address() + "/#/");
            untilText("h1", "The table is in sync");

            assertThat(text("main > header")).contains("The last run of reconcile warns: ", warning);
            assertThat(all("main > header.limited")).hasSize(1);
            click("main > header a", "The last run");
            untilText("h1", "Run: PASS");
            assertThat(text("[aria-labelledby=warnings]")).contains("1 warning", warning);
            assertThat(all("main > header.limited .tag.limited")).hasSize(1);
        }
    }

    @Test
    void warnings_are_texts_and_as_many_as_anybody_reads(@TempDir Path own) throws Exception {
        List<String> warnings =
                IntStream.range(0, 60).mapToObj(i -> SCRIPT + " " + i + ".").toList();
        StringBuilder report = new StringBuilder();
        ReportFormat.JSON
                .writer()
                .write(
                        new Report("warned", "1", Instant.EPOCH, 1, true, List.of(), List.of(), List.of(), warnings),
                        report);
        try (Served warned = Served.withoutDatabases(own, Map.of())) {
            warned.jobs().history().ask(store -> {
                Instant start = Instant.parse("2026-11-01T00:00:00Z");
                store.begin(new RunStart("warned", "reconcile", Trigger.SCHEDULE, start, null, null, false));
                store.end("warned", new RunEnd(RunState.COMPLETED, Status.PASS, start, "", report.toString()));
                return true;
            });
            chromium.driver().get(warned.address() + "/#/run/warned");
            until("#warnings");

            assertThat(text("#warnings")).isEqualTo("60 warnings");
            assertThat(all("section > .caveat")).hasSize(5);
            assertThat(all("details > .caveat")).hasSize(45);
            assertThat(text("main")).contains(SCRIPT + " 4.", "45 more", "Its report has 10 more.");
            assertThat(all("main script, main img")).isEmpty();
            chromium.driver().get(warned.address() + "/#/");
            untilText("h1", "1 of 1 table is not known to be in sync");
            assertThat(text("main > header"))
                    .contains("The last run of reconcile warns: " + SCRIPT + " 0.", "And 57 more.");
        }
    }

    @Test
    void accepted_differences_are_told() throws Exception {
        Path config = Files.writeString(folder.resolve("accepted.yaml"), """
                source: {url: "%s"}
                target: {url: "%s"}
                options: {confirm-delay: 0s, validate-checksums: true}
                tables:
                  source-tables: [spoiled]
                  accepted:
                    - {table: spoiled, key: {id: 4711}, reason: OPS-1, until: 2099-01-01}
                """.formatted(url("a"), url("b")));
        try (Served accepting =
                Served.start(folder.resolve("accepting"), Map.of("config", config.toString()), Optional.empty())) {
            run(accepting);
            chromium.driver().get(accepting.address() + "/#/");
            untilText("h1", "The table is in sync");

            assertThat(text("header")).contains("In 1 table rows differ and are accepted.");
            assertThat(rows(".overview")).singleElement().asString().contains("MATCH", "1 accepted");
        }
    }

    @Test
    void another_token_has_its_own_rights() {
        comeIn(operator, "#/");
        assertThat(text("main")).contains("Start a run");
        chromium.ask("sessionStorage.setItem('reconcile.token', 'on-call.wrong')");
        until("#token");
        find("#token").sendKeys("night\u2013shift", Keys.ENTER);
        until("[role=alert].caveat");
        assertThat(text("main")).contains("That is no token");
        find("#token").sendKeys(viewer, Keys.ENTER);
        until(".overview");
        assertThat(text("#who")).contains("night-shift (viewer)");
        assertThat(text("main")).doesNotContain("Start a run");
    }

    @Test
    void a_keyboard_alone_does_it() {
        comeIn(viewer, "#/");
        chromium.ask("document.querySelector('.overview a').focus()");
        chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        untilText("h1", "hostile");
        assertThat(chromium.<String>ask("return document.activeElement.tagName"))
                .isEqualTo("H1");
        Set<String> reached = new TreeSet<>();
        for (int i = 0; i < 15; i++) {
            chromium.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            reached.add(chromium.ask("return document.activeElement.tagName"));
        }
        assertThat(reached).contains("A", "SELECT", "INPUT", "SUMMARY");
        assertThat(chromium.<String>ask("return document.querySelector('a, button, input, select').id"))
                .isEqualTo("skip");
        find("#skip").sendKeys(Keys.ENTER);
        assertThat(chromium.<String>ask("return document.activeElement.id")).isEqualTo("main");
        assertThat(text("h1")).isEqualTo("hostile");
    }

    @Test
    void a_screen_reader_is_told_what_everything_is() {
        comeIn(operator, "#/table?job=nightly&source=spoiled&target=spoiled");
        until("#rows");
        assertThat(chromium.<List<String>>ask("""
                        const nameless = [];
                        for (const control of document.querySelectorAll('input, select, button, a, progress')) {
                          const label = control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent ?? control.textContent;
                          if (!label.trim()) nameless.push(control.outerHTML);
                        }
                        for (const table of document.querySelectorAll('table')) {
                          if (!table.caption?.textContent.trim()) nameless.push('a table without caption');
                        }
                        for (const section of document.querySelectorAll('section')) {
                          if (!document.getElementById(section.getAttribute('aria-labelledby'))) nameless.push('a section');
                        }
                        return nameless.concat(document.querySelectorAll('main').length === 1
                            && document.querySelectorAll('h1').length === 1 ? [] : ['landmarks']);
                        """)).isEmpty();
        assertThat(find("html").getDomAttribute("lang")).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "light, 400", "dark, 1280", "dark, 400"})
    void every_view_can_be_read_in_both_themes_and_never_scrolls_sideways(String colours, int width) {
        chromium.prefer(colours);
        chromium.widen(width);
        String finding = json(service.as(viewer).get("/api/v1/findings?table=spoiled"))
                .at("/items/0/id")
                .asText();
        comeIn(detail, "#/");
        for (String view : List.of(
                "#/",
                "#/table?job=nightly&source=spoiled&target=spoiled",
                "#/finding/" + finding,
                "#/runs",
                "#/schedules",
                "#/finding/0")) {
            chromium.driver().get("about:blank");
            chromium.driver().get(service.address() + "/" + view);
            until("main header h1");
            assertThat(chromium.<Long>ask("return document.documentElement.scrollWidth - innerWidth"))
                    .as(view)
                    .isLessThanOrEqualTo(0);
            assertThat(chromium.<List<String>>ask(Chromium.FAINT_TEXTS.replace("< 50", "< 5")))
                    .as(view)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void asks_for_nothing_elsewhere_and_breaks_no_rule_of_its_own(Role role) {
        comeIn(role == Role.VIEWER ? viewer : role == Role.OPERATOR ? operator : detail, "#/");
        // A browser notes that a token was asked for.
        chromium.driver().manage().logs().get(LogType.BROWSER);
        for (String view :
                List.of("#/runs", "#/schedules", "#/table?job=nightly&source=spoiled&target=spoiled", "#/")) {
            chromium.driver().get(service.address() + "/" + view);
            until("main header h1");
        }

        List<String> asked = chromium.driver().manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(Object::toString)
                .filter(entry -> entry.contains("Network.requestWillBeSent\""))
                .map(entry -> entry.replaceAll("(?s).*?\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                .toList();
        assertThat(asked).hasSizeGreaterThan(10).allMatch(url -> url.startsWith(service.address() + "/"));
        assertThat(chromium.driver().manage().logs().get(LogType.BROWSER).getAll())
                .isEmpty();
    }

    private static void comeIn(String token, String view) {
        chromium.driver().get(service.address() + "/" + view);
        until("#token");
        find("#token").sendKeys(token, Keys.ENTER);
        until("main header:not(:has(#token)) h1");
    }

    /** Waits until the page has asked the service so often again and shown what came. */
    private static void awaitRefreshes(int times) {
        for (int i = 0; i < times; i++) {
            chromium.ask("document.getElementById('foot').replaceChildren()");
            wait(() -> !text("#foot").isEmpty());
        }
    }

    private static WebElement find(String selector) {
        return chromium.driver().findElement(By.cssSelector(selector));
    }

    private static List<WebElement> all(String selector) {
        return chromium.driver().findElements(By.cssSelector(selector));
    }

    private static String text(String selector) {
        return find(selector).getText();
    }

    /** The texts of a table's rows, with what is only for screen readers. */
    private static List<String> rows(String table) {
        return chromium.ask("return [...document.querySelector('main " + table
                + "').tBodies].flatMap(body => [...body.rows]).map(row => row.textContent)");
    }

    private static void click(String selector, String text) {
        wait(() -> {
            for (WebElement element : all(selector)) {
                if (element.getText().contains(text)) {
                    element.click();
                    return true;
                }
            }
            return false;
        });
    }

    private static void until(String selector) {
        wait(() -> !all(selector).isEmpty());
    }

    private static void untilText(String selector, String text) {
        wait(() -> text(selector).equals(text));
    }

    /** Waits until something holds in the page, which may change under the hands of whoever looks. */
    private static void wait(Check check) {
        await(() -> {
            try {
                return check.holds();
            } catch (WebDriverException changing) {
                return false;
            }
        });
    }

    private static void await(Check check) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try {
            while (!check.holds()) {
                if (System.nanoTime() > end) {
                    fail("It did not come. The page: " + text("body"));
                }
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Check {
        boolean holds() throws IOException;
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database
                + "?user=postgres&password=hunter2&sslmode=disable";
    }

    /** For somebody who can read the table orders and nothing else, of which a run has nothing to warn. */
    private static String urlOfReader(String database) {
        return url(database).replace("user=postgres", "user=reader");
    }

    private static void execute(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A schedule that remembers what it was told. */
    private static final class PausableSchedules implements Schedules {

        private final Set<String> paused = new ConcurrentSkipListSet<>();
        private volatile boolean isGone;

        @Override
        public List<State> list() {
            return List.of(new State(
                    "nightly", "every 300 s", Instant.now().plusSeconds(100), paused.contains("nightly"), false));
        }

        @Override
        public void pause(String job) {
            if (isGone) {
                throw new NoSuchJobException(List.of("nightly"));
            }
            paused.add(job);
        }

        @Override
        public void resume(String job) {
            paused.remove(job);
        }

        @Override
        public void trigger(String job) {
            throw new UnsupportedOperationException();
        }
    }
}
