package dev.reconcile.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.History;
import dev.reconcile.app.history.RunRecorder;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.metrics.RunMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process that begins finds in its history, and what becomes of that with its runs. */
@Timeout(120)
class HistoryMetricsTest {

    private static final String JOB = "reconcile";

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-28T02:00:00Z");
    private int runs;
    private boolean off;
    private List<Settings> jobs;
    private History history;
    private RunMetrics metrics;
    private HistoryMetrics remembered;

    @BeforeEach
    void begin() {
        jobs = settings(data()).all();
        history = History.begin(jobs.get(0).history());
        metrics = new RunMetrics(() -> now, "1.2.3");
        remembered = new HistoryMetrics(jobs, history, metrics);
    }

    private static JobSettings settings(Path data) {
        return new JobSettings(
                Map.of(
                        "source.url",
                        "jdbc:postgresql://localhost:1/a?user=a",
                        "target.url",
                        "jdbc:postgresql://localhost:1/b?user=b",
                        "tables.source-tables",
                        "orders"),
                Map.of(),
                data);
    }

    @AfterEach
    void end() {
        history.close();
    }

    @Test
    void a_restart_forgets_no_table_that_differs() {
        run(Trigger.SCHEDULE, differs("orders"), matches("items"));
        restart();

        assertThat(scrape())
                .contains(
                        "reconcile_last_run_status{reconcile_job=\"reconcile\",status=\"fail\"} 1.0",
                        "reconcile_last_run_timestamp_seconds{reconcile_job=\"reconcile\"} "
                                + (double) now.getEpochSecond(),
                        verdict("orders", "mismatch") + " 1.0",
                        verdict("orders", "match") + " 0.0",
                        verdict("items", "match") + " 1.0",
                        "reconcile_table_severity" + pair("orders") + "} 1.0",
                        "reconcile_table_differing_rows{kind=\"missing\",reconcile_job=\"reconcile\","
                                + tables("orders") + "} 3.0",
                        "reconcile_table_last_checked_timestamp_seconds" + pair("orders"))
                .doesNotContain("reconcile_last_success");
    }

    @Test
    void a_process_begins_without_its_history_and_learns_once_that_is_on() throws Exception {
        run(Trigger.SCHEDULE, differs("orders"));
        turnOff();
        beginAnew();
        assertThat(scrape()).doesNotContain("reconcile_table_verdict");

        turnOn();

        assertThat(scrape()).contains(verdict("orders", "mismatch") + " 1.0");
    }

    /** Begins anew with a history that cannot be had. */
    private void turnOff() throws IOException {
        assertThat(history.await(Duration.ofSeconds(10))).isTrue();
        history.close();
        Files.move(data(), folder.resolve("aside"));
        Files.createFile(data());
        off = true;
        history = History.begin(jobs.get(0).history());
    }

    private void turnOn() throws IOException {
        Files.delete(data());
        Files.move(folder.resolve("aside"), data());
        off = false;
        assertThat(history.await(Duration.ofSeconds(30))).isTrue();
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void the_newest_run_of_the_whole_job_that_told_how_it_ended_counts() {
        run(Trigger.SCHEDULE, differs("orders"));
        now = now.plusSeconds(60);
        run(Trigger.REQUEST_FOR_PART, matches("orders"));
        recorder(Trigger.SCHEDULE).begin();
        restart();
        assertThat(scrape())
                .contains(
                        "reconcile_last_run_status{reconcile_job=\"reconcile\",status=\"fail\"} 1.0",
                        verdict("orders", "mismatch") + " 1.0");

        RunRecorder failed = recorder(Trigger.SCHEDULE);
        failed.begin();
        failed.failed("No database.");
        restart();
        assertThat(scrape())
                .contains(
                        "reconcile_last_run_status{reconcile_job=\"reconcile\",status=\"failed\"} 1.0",
                        verdict("orders", "mismatch") + " 1.0");
    }

    @Test
    void of_jobs_that_are_no_longer_and_of_tables_that_their_job_no_longer_has_nothing_is_told() {
        RunRecorder other = new RunRecorder(
                new RunStart("other", "weekly", Trigger.SCHEDULE, now, null, null, false),
                history,
                () -> now,
                false,
                remembered);
        finish(other, differs("orders"));
        run(Trigger.SCHEDULE, differs("orders"), differs("old"));
        run(Trigger.SCHEDULE, differs("orders"));
        restart();

        assertThat(scrape()).contains(pair("orders")).doesNotContain("weekly").doesNotContain("dbo.old");
    }

    @Test
    void a_run_that_could_not_tell_takes_back_no_difference() {
        beginAnew();
        run(Trigger.SCHEDULE, differs("orders"));
        assertThat(condition("orders")).isEqualTo("different 1");
        for (TableReport less : List.of(
                table("orders", Verdict.INCONCLUSIVE, null, null),
                table("orders", Verdict.ERROR, null, null),
                table("orders", Verdict.MATCH, Depth.COUNTS, null))) {
            run(Trigger.SCHEDULE, less);
            assertThat(condition("orders")).as(less.toString()).isEqualTo("different 1");
            restart();
            assertThat(condition("orders")).as(less.toString()).isEqualTo("different 1");
        }

        run(Trigger.SCHEDULE, matches("orders"));
        assertThat(condition("orders")).isEqualTo("in_sync 0");
        run(Trigger.SCHEDULE, matches("items"));
        assertThat(condition("orders")).as("its job no longer has it").isEmpty();
    }

    @Test
    void what_nobody_could_tell_is_unknown() {
        beginAnew();
        run(Trigger.SCHEDULE, table("orders", Verdict.INCONCLUSIVE, null, null));

        assertThat(condition("orders")).isEqualTo("unknown");
    }

    @Test
    void while_the_history_is_off_a_difference_is_told_and_none_is_taken_back() throws IOException {
        run(Trigger.SCHEDULE, differs("orders"), matches("items"));
        restart();
        turnOff();
        run(Trigger.SCHEDULE, table("orders", Verdict.INCONCLUSIVE, null, null), differs("items"));
        assertThat(condition("orders")).isEqualTo("different 1");
        assertThat(condition("items")).isEqualTo("different 1");

        turnOn();
        assertThat(condition("orders")).isEqualTo("different 1");
        assertThat(condition("items")).isEqualTo("different 1");
    }

    @Test
    void a_process_that_never_saw_its_history_does_not_say_what_is_known() throws IOException {
        run(Trigger.SCHEDULE, differs("orders"));
        turnOff();
        beginAnew();
        run(Trigger.SCHEDULE, table("orders", Verdict.MATCH, Depth.COUNTS, null));
        assertThat(condition("orders")).isEmpty();

        turnOn();
        assertThat(condition("orders")).isEqualTo("different 1");
    }

    @Test
    void what_another_process_found_is_told_with_the_next_run() {
        beginAnew();
        RunStart start = new RunStart("other", JOB, Trigger.COMMAND, now, null, null, false);
        finish(new RunRecorder(start, history, () -> now, false), differs("orders"));
        run(Trigger.REQUEST_FOR_PART, table("orders", Verdict.MATCH, Depth.COUNTS, null));

        assertThat(condition("orders")).isEqualTo("different 1");
    }

    @Test
    void what_others_forgot_is_not_told_for_long() {
        run(Trigger.SCHEDULE, differs("orders"), differs("items"));
        restart();
        history.submit(store -> store.forget(new PairName(JOB, "dbo.orders", "orders")));
        remembered.refresh();

        assertThat(condition("orders")).isEmpty();
        assertThat(condition("items")).isEqualTo("different 1");
    }

    @Test
    void an_entry_that_is_lost_keeps_nobody_from_learning_what_others_changed() {
        run(Trigger.SCHEDULE, differs("orders"));
        restart();
        assertThat(condition("orders")).isEqualTo("different 1");
        history.submit("the result of items", store -> {
            throw new IllegalStateException("It contradicts what is there.");
        });
        assertThat(history.await(Duration.ofSeconds(20))).as("all was written").isFalse();
        history.submit(store -> store.forget(new PairName(JOB, "dbo.orders", "orders")));
        remembered.refresh();
        history.await(Duration.ofSeconds(20));

        assertThat(scrape()).doesNotContain("reconcile_table_condition");
    }

    /** What is known of a table, and how bad it is. */
    private String condition(String name) {
        if (!off) {
            assertThat(history.await(Duration.ofSeconds(20))).isTrue();
        }
        Matcher condition = Pattern.compile("reconcile_table_condition\\{condition=\"([a-z_]+)\","
                        + Pattern.quote(pair(name).substring(1)) + "\\} 1\\.0")
                .matcher(scrape());
        Matcher severity = Pattern.compile("reconcile_table_known_severity" + Pattern.quote(pair(name)) + "\\} (\\d)")
                .matcher(scrape());
        String found = condition.find() ? condition.group(1) : "";
        return severity.find() ? found + " " + severity.group(1) : found;
    }

    /** Another process over the same history. */
    private void restart() {
        assertThat(history.await(Duration.ofSeconds(20))).isTrue();
        beginAnew();
    }

    private void beginAnew() {
        metrics = new RunMetrics(() -> now, "1.2.3");
        remembered = new HistoryMetrics(jobs, history, metrics);
        remembered.restore();
    }

    private void run(Trigger trigger, TableReport... tables) {
        finish(recorder(trigger), tables);
    }

    private RunRecorder recorder(Trigger trigger) {
        runs++;
        // Of runs that begin at once nobody could tell which is the newest.
        now = now.plusSeconds(1);
        return new RunRecorder(
                new RunStart("run-" + runs, JOB, trigger, now, null, null, false),
                history,
                () -> now,
                false,
                remembered);
    }

    private void finish(RunRecorder run, TableReport... tables) {
        run.begin();
        Report report = report(tables);
        for (TableReport table : tables) {
            run.tableFinished(TablePair.of(table.source(), table.target()), table, report.discrepancies());
        }
        run.ended(report, RunState.CANCELLED);
    }

    private Report report(TableReport... tables) {
        List<Discrepancy> discrepancies = Arrays.stream(tables)
                .filter(table -> table.verdict() == Verdict.MISMATCH)
                .map(table -> Discrepancy.of(
                        table.source(), table.target(), new Evidence.RowCounts(10_000, 9_997, 3, 0), now))
                .toList();
        return new Report(
                "run-" + runs, "1.2.3", now, 10, true, Arrays.asList(tables), discrepancies, List.of(), List.of());
    }

    private static TableReport matches(String name) {
        return table(name, Verdict.MATCH, Depth.ROWS, null);
    }

    private static TableReport differs(String name) {
        return table(
                name, Verdict.MISMATCH, Depth.ROWS, new RowsReport(3, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of()));
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
                depth == Depth.ROWS ? 16 : null,
                depth == Depth.ROWS ? (verdict == Verdict.MATCH ? 0 : 1) : null,
                rows,
                List.of("id"),
                List.of("id"),
                List.of(),
                List.of(),
                1);
    }

    private String scrape() {
        return new String(metrics.scrape(null).body(), StandardCharsets.UTF_8);
    }

    private static String verdict(String name, String verdict) {
        return "reconcile_table_verdict" + pair(name) + ",verdict=\"" + verdict + "\"}";
    }

    /** The labels of a table, as far as those before its end. */
    private static String pair(String name) {
        return "{reconcile_job=\"reconcile\"," + tables(name);
    }

    private static String tables(String name) {
        return "source_table=\"dbo." + name + "\",target_table=\"" + name + "\"";
    }
}
