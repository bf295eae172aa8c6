package dev.reconcile.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.alert.Retries;
import dev.reconcile.app.HistorySettings;
import dev.reconcile.app.PasswordPrompt;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SettingsReader;
import dev.reconcile.app.history.History;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.history.StorePlace;
import dev.reconcile.metrics.RunMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(120)
class AlertsTest {

    private static final Retries ONCE_MORE = new Retries(2, Duration.ZERO);
    private static final Duration NEVER = Duration.ofDays(1_000);

    @TempDir
    Path folder;

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private volatile Instant now = Instant.parse("2026-11-28T02:00:00Z");
    private int runs;
    private Inbox inbox;
    private Optional<History> history = Optional.empty();
    private RunMetrics metrics;

    @BeforeEach
    void begin() throws IOException {
        inbox = new Inbox();
        metrics = new RunMetrics(() -> now, "1.2.3");
        logged.start();
        root().addAppender(logged);
        root().setLevel(Level.DEBUG);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("dev.reconcile");
    }

    /** The inbox's URL and what it answers are to be seen nowhere. */
    @AfterEach
    void nothing_of_a_secret_was_told() {
        inbox.close();
        history.ifPresent(History::close);
        root().detachAppender(logged);
        List<String> all = new ArrayList<>(warnings);
        logged.list.forEach(event -> all.add(event.getFormattedMessage()));
        assertThat(all).noneMatch(text -> text.contains("hunter2") || text.contains("localhost"));
    }

    @Test
    void what_differs_is_told_once_and_what_matches_is_not() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, differs("orders"), matches("items"));
            JsonNode post = inbox.next();
            assertThat(post.get("title").textValue()).isEqualTo("nightly: 1 table differs (worst: LOW)");
            assertThat(post.at("/alerts/0/run_id").textValue()).isEqualTo("run-1");
            assertThat(post.get("link").textValue()).isEqualTo("https://reconcile.example.com/");
            run(alerts, differs("orders"), matches("items"));
        }

        assertThat(inbox.titles()).isEmpty();
        assertThat(counted("sent")).isEqualTo(1);
    }

    @Test
    void a_restart_repeats_nothing_and_forgets_no_recovery() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, differs("orders"));
        }
        assertThat(inbox.titles()).hasSize(1);

        try (Alerts alerts = alerts()) {
            run(alerts, differs("orders"));
        }
        assertThat(inbox.titles()).isEmpty();

        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"));
            run(alerts, matches("orders"));
        }
        assertThat(inbox.titles()).containsExactly("nightly: 1 recovered");

        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"));
            run(alerts, differs("orders"));
        }
        assertThat(inbox.titles()).containsExactly("nightly: 1 table differs (worst: LOW)");
    }

    @Test
    void a_table_that_becomes_grave_enough_for_a_place_is_told_there_and_again_where_that_did_not_arrive()
            throws Exception {
        remember();
        String duty = "- {name: ops, webhook: '" + inbox.url()
                + "', kinds: [failed, not-checked, different], min-severity: high}";
        try (Alerts alerts = alerts(duty)) {
            run(alerts, differs("orders"));
        }
        assertThat(inbox.titles()).isEmpty();

        inbox.answer(500);
        try (Alerts alerts = alerts(duty)) {
            run(alerts, start(Trigger.SCHEDULE), report(5_000, differs("orders")));
        }
        assertThat(counted("given_up")).isEqualTo(1);

        inbox.answer(200);
        try (Alerts alerts = alerts(duty)) {
            run(alerts, start(Trigger.SCHEDULE), report(5_000, differs("orders")));
            run(alerts, start(Trigger.SCHEDULE), report(5_000, differs("orders")));
        }
        assertThat(inbox.titles()).containsExactly("nightly: 1 table differs (worst: CRITICAL)");
    }

    @Test
    void a_night_with_many_broken_tables_is_one_message() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, IntStream.range(0, 300).mapToObj(i -> differs("t" + i)).toArray(TableReport[]::new));
        }

        assertThat(inbox.titles()).containsExactly("nightly: 300 tables differ (worst: LOW)");
    }

    @Test
    void what_did_not_arrive_is_told_by_the_next_run_and_a_lost_recovery_too() throws Exception {
        remember();
        inbox.answer(500);
        try (Alerts alerts = alerts()) {
            run(alerts, differs("orders"));
        }
        assertThat(counted("given_up")).isEqualTo(1);
        assertThat(warnings).containsExactly("The alerts to ops were not delivered: it answered 500.");

        inbox.answer(200);
        try (Alerts alerts = alerts()) {
            run(alerts, differs("orders"));
        }
        assertThat(inbox.titles()).hasSize(1);

        inbox.answer(403);
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"));
        }
        inbox.answer(200);
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"));
        }
        assertThat(inbox.titles()).containsExactly("nightly: 1 recovered");
    }

    @Test
    void a_place_that_hangs_holds_up_neither_a_run_nor_another_place() throws Exception {
        remember();
        try (Inbox other = new Inbox()) {
            inbox.hang();
            try (Alerts alerts = alerts("- {name: hangs, webhook: '" + inbox.url() + "'}\n    - {name: ops, webhook: '"
                    + other.url() + "'}")) {
                run(alerts, differs("orders"));
                assertThat(other.next().get("title").textValue()).contains("1 table differs");
                failed(alerts);
                assertThat(other.next().get("title").textValue()).isEqualTo("nightly: the run failed");
                inbox.close();
            }
        }
    }

    @Test
    void a_run_that_failed_is_told_and_that_they_work_again() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            failed(alerts);
            failed(alerts);
            run(alerts, matches("orders"));
        }

        assertThat(inbox.titles()).containsExactly("nightly: the run failed", "nightly: 1 recovered");
    }

    @Test
    void a_run_that_compared_no_table_failed_and_one_that_was_interrupted_did_not() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            RunStart run = start(Trigger.SCHEDULE);
            alerts.begin(run).ended(report(false), List.of());
            run(alerts);
        }

        assertThat(inbox.titles()).containsExactly("nightly: the run failed");
    }

    @Test
    void a_table_that_nobody_checks_is_told_without_a_run() throws Exception {
        remember();
        try (Alerts alerts = alerts("- {name: ops, webhook: '" + inbox.url() + "'}", Duration.ofMillis(20))) {
            run(alerts, matches("orders"), differs("items"));
            assertThat(inbox.next().get("title").textValue()).contains("1 table differs");
            now = now.plus(Duration.ofHours(27));
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 2 tables are not checked");
            run(alerts, matches("orders"), matches("items"));
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 3 recovered");
        }

        assertThat(inbox.titles()).isEmpty();
    }

    @Test
    void a_restart_after_days_tells_of_what_was_not_checked_meanwhile() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"));
        }
        now = now.plus(Duration.ofDays(3));

        try (Alerts alerts = alerts()) {
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 1 table is not checked");
        }
    }

    @Test
    void of_two_processes_over_one_history_one_tells() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"));
        }
        now = now.plus(Duration.ofDays(3));

        try (Alerts one = alerts(channel(), Duration.ofMinutes(1));
                Alerts other = alerts(channel(), Duration.ofMinutes(1))) {
            inbox.next();
        }
        assertThat(inbox.titles()).isEmpty();

        // Whichever looks at the clock late finds that it was told.
        try (Alerts one = alerts(channel(), Duration.ofMinutes(1));
                Alerts other = alerts(channel(), Duration.ofMinutes(1))) {
            runKnown(one, matches("orders"));
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 1 recovered");
            runKnown(other, differs("orders"));
            assertThat(inbox.next().get("title").textValue()).contains("1 table differs");
            runKnown(one, differs("orders"));
            runKnown(one, matches("orders"));
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 1 recovered");
        }
        assertThat(inbox.titles()).isEmpty();
    }

    @Test
    void a_table_that_is_no_longer_compared_is_told_as_not_checked_until_it_is_forgotten() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"), matches("items"), differs("old"));
            inbox.next();
            run(alerts, matches("orders"));
            twiceIn(Duration.ofHours(28), alerts);

            JsonNode post = inbox.next();
            assertThat(post.get("title").textValue()).isEqualTo("nightly: 2 tables are not checked");
            assertThat(post.get("text").textValue())
                    .contains(
                            "dbo.items → items was not checked since 2026-11-28T02:00:00Z: the runs of its job no longer hold");
            assertThat(post.at("/alerts/0/remark").textValue()).isEqualTo("left_out");

            history.orElseThrow().ask(store -> {
                store.forget(new PairName("nightly", "dbo.items", "items"));
                return true;
            });
            twiceIn(Duration.ofHours(28), alerts);
            JsonNode reminder = inbox.next();
            assertThat(reminder.get("text").textValue()).contains("dbo.old").doesNotContain("dbo.items");
        }
    }

    /** No table that is compared goes unchecked for so long. */
    private void twiceIn(Duration time, Alerts alerts) {
        for (int i = 0; i < 2; i++) {
            now = now.plus(time.dividedBy(2));
            run(alerts, matches("orders"));
            history.orElseThrow().await(Duration.ofSeconds(10));
        }
    }

    @Test
    void a_table_that_comes_back_is_told_as_checked() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"), matches("items"));
            run(alerts, matches("orders"));
            now = now.plus(Duration.ofHours(27));
            run(alerts, matches("orders"));
            inbox.next();
            run(alerts, matches("orders"), matches("items"));
            JsonNode post = inbox.next();
            assertThat(post.get("title").textValue()).isEqualTo("nightly: 1 recovered");
            assertThat(post.at("/alerts/0/remark").isNull()).isTrue();
        }
    }

    @Test
    void a_run_of_some_tables_by_request_does_not_forget_the_others() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, matches("orders"), matches("items"));
            run(alerts, start(Trigger.REQUEST_FOR_PART), report(true, matches("orders")));
        }
        now = now.plus(Duration.ofDays(3));

        try (Alerts alerts = alerts()) {
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 2 tables are not checked");
        }
    }

    @Test
    void a_match_over_fewer_rows_is_no_recovery() throws Exception {
        TablePair whole = TablePair.of("dbo.orders", "orders");
        TablePair filtered = new TablePair(
                whole.source(),
                whole.target(),
                whole.columns(),
                List.of(),
                new RowFilter("region = 'EU'"),
                RowFilter.none());
        try (Alerts alerts = alerts()) {
            alerts.begin(start(Trigger.SCHEDULE)).ended(report(true, differs("orders")), List.of(whole));
            assertThat(inbox.next().get("title").textValue()).contains("1 table differs");
            alerts.begin(start(Trigger.SCHEDULE)).ended(report(true, matches("orders")), List.of(filtered));
        }

        assertThat(inbox.titles()).isEmpty();
    }

    @Test
    void equal_counts_do_not_end_what_contents_began() throws Exception {
        remember();
        try (Alerts alerts = alerts()) {
            run(alerts, differs("orders"));
            run(alerts, matches("orders", Depth.COUNTS));
        }

        assertThat(inbox.titles()).hasSize(1);
    }

    @Test
    void without_a_history_every_run_that_does_not_pass_is_told() throws Exception {
        for (int i = 0; i < 2; i++) {
            once(differs("orders"), unsure("items"));
            once(matches("orders"));
            once(unsure("items"));
        }
        try (Alerts alerts = Alerts.once(settings(channel()), history, warnings::add, () -> now)) {
            alerts.begin(start(Trigger.COMMAND)).close();
        }

        assertThat(inbox.titles())
                .containsExactly(
                        "nightly: 1 table differs, 1 table is not checked (worst: LOW)",
                        "nightly: 1 table is not checked",
                        "nightly: 1 table differs, 1 table is not checked (worst: LOW)",
                        "nightly: 1 table is not checked",
                        "nightly: the run failed");
    }

    @Test
    void a_history_that_cannot_be_opened_keeps_nothing_from_being_told() throws Exception {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        remember(file);
        try (Alerts alerts = alerts()) {
            alerts.begin(start(Trigger.SCHEDULE)).ended(report(true, differs("orders")), List.of());
            assertThat(inbox.next().get("title").textValue()).contains("1 table differs");
            alerts.begin(start(Trigger.SCHEDULE)).ended(report(true, differs("orders")), List.of());
            alerts.begin(start(Trigger.SCHEDULE)).ended(report(true, matches("orders")), List.of());
            assertThat(inbox.next().get("title").textValue()).isEqualTo("nightly: 1 recovered");
        }
    }

    @Test
    void new_settings_hold_from_the_next_run_on() throws Exception {
        remember();
        try (Inbox other = new Inbox();
                Alerts alerts = alerts()) {
            run(alerts, differs("orders"));
            inbox.next();
            alerts.use(settings("- {name: ops, webhook: '" + other.url() + "'}"));
            run(alerts, matches("orders"));
            assertThat(other.next().get("title").textValue()).isEqualTo("nightly: 1 recovered");
        }
        assertThat(inbox.titles()).isEmpty();
    }

    @Test
    void alertmanager_is_told_again_and_again_what_is_open_and_that_it_is_over() throws Exception {
        remember();
        String channel = "- {name: am, alertmanager: '" + inbox.url() + "'}";
        try (Alerts alerts = alerts(channel, Duration.ofMillis(50))) {
            run(alerts, differs("orders"));
            JsonNode first = inbox.next().get(0);
            JsonNode again = inbox.next().get(0);
            assertThat(first.at("/labels/alertname").textValue()).isEqualTo("ReconcileTableDiffers");
            assertThat(again.get("labels")).isEqualTo(first.get("labels"));
            assertThat(end(again)).isAfter(now.plus(Duration.ofHours(47)));
            run(alerts, matches("orders"));
            JsonNode over;
            do {
                over = inbox.next().get(0);
            } while (end(over).isAfter(now));
            assertThat(over.get("labels")).isEqualTo(first.get("labels"));
            assertThat(inbox.next().get(0)).as("its end, once more").isEqualTo(over);
        }
    }

    private static Instant end(JsonNode alert) {
        return Instant.parse(alert.get("endsAt").textValue());
    }

    private void once(TableReport... tables) throws IOException {
        try (Alerts alerts = Alerts.once(settings(channel()), history, warnings::add, () -> now)) {
            alerts.begin(start(Trigger.COMMAND)).ended(report(true, tables), List.of());
        }
    }

    private void remember() {
        remember(folder.resolve("data"));
    }

    private void remember(Path place) {
        history = Optional.of(History.begin(new HistorySettings(
                Optional.of(new StorePlace.Folder(place)), false, new Retention(Duration.ofDays(90), 1_000), 100)));
    }

    private String channel() {
        return "- {name: ops, webhook: '" + inbox.url() + "'}";
    }

    private Alerts alerts() throws IOException {
        return alerts(channel());
    }

    private Alerts alerts(String channels) throws IOException {
        return alerts(channels, NEVER);
    }

    private Alerts alerts(String channels, Duration tick) throws IOException {
        // A process that begins finds what those before it wrote.
        history.ifPresent(store -> store.await(Duration.ofSeconds(10)));
        return Alerts.begin(settings(channels), history, metrics, warnings::add, () -> now, tick, ONCE_MORE);
    }

    private Settings settings(String channels) throws IOException {
        Path file = Files.writeString(folder.resolve("reconcile.yaml"), """
                source: {url: "jdbc:postgresql://a/b"}
                target: {url: "jdbc:postgresql://c/d"}
                tables: {source-tables: orders}
                alerts:
                  link: https://reconcile.example.com/
                  channels:
                """ + "    " + channels + "\n");
        return SettingsReader.read(Map.of("config", file.toString()), Map.of(), PasswordPrompt.NONE);
    }

    /** A run as a process makes it: what it found is in the history at some time, and told. */
    private void run(Alerts alerts, TableReport... tables) {
        run(alerts, start(Trigger.SCHEDULE), report(true, tables));
    }

    private void run(Alerts alerts, RunStart run, Report report) {
        RunAlerts told = alerts.begin(run);
        record(run, report);
        end(alerts, told, run, report);
    }

    /** Likewise, but what it found is in the history before it is told, so that other processes know it as soon. */
    private void runKnown(Alerts alerts, TableReport... tables) {
        RunStart run = start(Trigger.SCHEDULE);
        Report report = report(true, tables);
        RunAlerts told = alerts.begin(run);
        record(run, report);
        assertThat(history.orElseThrow().await(Duration.ofSeconds(10))).isTrue();
        end(alerts, told, run, report);
    }

    private void record(RunStart run, Report report) {
        history.orElseThrow().submit(store -> store.begin(run));
        for (TableReport table : report.tables()) {
            TableEntry entry =
                    TableEntry.of(run.id(), run.job(), now, table, Reach.NUMBERS, null, report.discrepancies());
            TableOutcome outcome = TableOutcome.of(entry, table, List.of(), TableOutcome.Coverage.THESE_ROWS);
            history.orElseThrow().submit(store -> store.record(outcome));
        }
    }

    /** The clock goes on when it is decided what is to be told. */
    private void end(Alerts alerts, RunAlerts told, RunStart run, Report report) {
        told.ended(report, List.of());
        CountDownLatch decided = new CountDownLatch(1);
        alerts.submit(decided::countDown);
        try {
            decided.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        RunEnd end = RunEnd.of(run, report, "", RunState.CANCELLED);
        history.orElseThrow().submit(store -> store.end(run.id(), end));
        now = now.plusSeconds(60);
    }

    private void failed(Alerts alerts) {
        try (RunAlerts run = alerts.begin(start(Trigger.SCHEDULE))) {
            now = now.plusSeconds(60);
        }
    }

    private RunStart start(Trigger trigger) {
        runs++;
        return new RunStart("run-" + runs, "nightly", trigger, now, null, null, false);
    }

    private Report report(boolean complete, TableReport... tables) {
        return report(complete, 3, tables);
    }

    private Report report(long missing, TableReport... tables) {
        return report(true, missing, tables);
    }

    private Report report(boolean complete, long missing, TableReport... tables) {
        List<Discrepancy> discrepancies = Arrays.stream(tables)
                .filter(table -> table.verdict() == Verdict.MISMATCH)
                .map(table -> Discrepancy.of(
                        table.source(),
                        table.target(),
                        new Evidence.RowCounts(10_000, 10_000 - missing, missing, 0),
                        now))
                .toList();
        return new Report(
                "run-" + runs, "1.2.3", now, 10, complete, Arrays.asList(tables), discrepancies, List.of(), List.of());
    }

    private static TableReport matches(String name) {
        return matches(name, Depth.ROWS);
    }

    private static TableReport matches(String name, Depth depth) {
        return table(name, Verdict.MATCH, depth, null);
    }

    private static TableReport differs(String name) {
        return table(
                name, Verdict.MISMATCH, Depth.ROWS, new RowsReport(3, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of()));
    }

    private static TableReport unsure(String name) {
        return TableReport.uncompared("dbo." + name, name, Verdict.INCONCLUSIVE, "Nobody knows.", 1);
    }

    private static TableReport table(String name, Verdict verdict, Depth depth, RowsReport rows) {
        return new TableReport(
                "dbo." + name,
                name,
                verdict,
                List.of("Because."),
                depth,
                null,
                null,
                null,
                null,
                rows,
                List.of("id"),
                List.of("id"),
                List.of(),
                List.of(),
                1);
    }

    private double counted(String outcome) {
        return new String(metrics.scrape(null).body(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("reconcile_alerts_total{channel=\"ops\",outcome=\"" + outcome))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
