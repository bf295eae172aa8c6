package dev.reconcile.metrics;

import static dev.reconcile.metrics.Nights.COUNTS;
import static dev.reconcile.metrics.Nights.ROWS;
import static dev.reconcile.metrics.Nights.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.alert.AlertOutcome;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {

    private static final RunTraffic NOTHING = new RunTraffic(DatabaseTraffic.NONE, DatabaseTraffic.NONE);
    private static final String NIGHTLY = "{reconcile_job=\"nightly\"}";
    private static final double FIRST_NIGHT = 1_000 + 3_600;
    private static final double SECOND_NIGHT = FIRST_NIGHT + 3_600;

    private final MovableClock clock = new MovableClock();
    private final RunMetrics metrics = new RunMetrics(clock, "1.2.3");
    private final Nights nights = new Nights(clock, metrics);

    private Series scrape() {
        return Series.of(metrics);
    }

    private static String ofTable(String metric, String name) {
        return metric + "{reconcile_job=\"nightly\",source_table=\"dbo." + name + "\",target_table=\"public." + name
                + "\"}";
    }

    @Test
    void before_any_run_there_is_only_the_version() {
        assertThat(scrape().values()).containsOnly(Map.entry("reconcile_build_info{version=\"1.2.3\"}", 1.0));
    }

    @Test
    void a_run_that_passes_is_a_success() {
        nights.comparingEqual("orders").comparingEqual("customers").run("nightly", ROWS);

        Series series = scrape();
        assertThat(series.of("reconcile_runs_total", "status"))
                .isEqualTo(Map.of("pass", 1.0, "fail", 0.0, "no_data", 0.0, "interrupted", 0.0, "failed", 0.0));
        assertThat(series.of("reconcile_last_run_status", "status"))
                .isEqualTo(Map.of("pass", 1.0, "fail", 0.0, "no_data", 0.0, "interrupted", 0.0, "failed", 0.0));
        assertThat(series.value("reconcile_last_run_timestamp_seconds" + NIGHTLY))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.of("reconcile_last_run_tables", "verdict"))
                .isEqualTo(Map.of("match", 2.0, "mismatch", 0.0, "inconclusive", 0.0, "error", 0.0));
        assertThat(series.of("reconcile_last_run_rows_compared", "side"))
                .isEqualTo(Map.of("source", 2.0, "target", 2.0));
        assertThat(series.of("reconcile_last_run_statements", "side").get("source"))
                .isGreaterThan(0);
        assertThat(series.of("reconcile_statements_total", "side"))
                .isEqualTo(series.of("reconcile_last_run_statements", "side"));
        assertThat(series.of("reconcile_last_run_skipped_tables", "reason"))
                .isEqualTo(Map.of("locked", 0.0, "time_over", 0.0, "load_unknown", 0.0));
        assertThat(series.value(ofTable("reconcile_table_severity", "orders"))).isZero();
        assertThat(series.value(ofTable("reconcile_table_contents_compared", "orders")))
                .isEqualTo(1);
        assertThat(series.value(ofTable("reconcile_table_last_match_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.value("reconcile_runs_in_progress" + NIGHTLY)).isZero();
        series.hasNo("reconcile_run_in_progress_start_timestamp_seconds");
    }

    @Test
    void equal_contents_have_no_row_that_differs() {
        nights.comparingEqual("orders").run("nightly", ROWS);

        assertThat(scrape().of("reconcile_table_differing_rows", "kind"))
                .isEqualTo(Map.of("missing", 0.0, "extra", 0.0, "changed", 0.0));
        assertThat(scrape().value(ofTable("reconcile_table_differing_rows_incomplete", "orders")))
                .isZero();
    }

    @Test
    void rows_that_differ_are_told_by_their_kinds_and_are_no_success() {
        nights.comparingEqual("orders").run("nightly", ROWS);
        nights.without()
                .comparing(
                        "orders",
                        table("dbo.orders").row(1, "a").row(2, "b").row(3, "c").row(4, "d"),
                        table("public.orders").row(1, "a").row(4, "D").row(5, "e"))
                .run("nightly", ROWS);

        Series series = scrape();
        assertThat(series.of("reconcile_table_differing_rows", "kind"))
                .isEqualTo(Map.of("missing", 2.0, "extra", 1.0, "changed", 1.0));
        assertThat(series.of("reconcile_table_verdict", "verdict"))
                .isEqualTo(Map.of("match", 0.0, "mismatch", 1.0, "inconclusive", 0.0, "error", 0.0));
        assertThat(series.of("reconcile_table_rows", "side")).isEqualTo(Map.of("source", 4.0, "target", 3.0));
        assertThat(series.value(ofTable("reconcile_table_row_count_difference", "orders")))
                .isEqualTo(-1);
        assertThat(series.value(ofTable("reconcile_table_severity", "orders"))).isEqualTo(4);
        assertThat(series.value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.value("reconcile_last_run_timestamp_seconds" + NIGHTLY))
                .isEqualTo(SECOND_NIGHT);
        assertThat(series.value(ofTable("reconcile_table_last_match_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.value(ofTable("reconcile_table_last_checked_timestamp_seconds", "orders")))
                .isEqualTo(SECOND_NIGHT);
        assertThat(series.of("reconcile_runs_total", "status"))
                .containsEntry("pass", 1.0)
                .containsEntry("fail", 1.0);
    }

    @Test
    void a_run_that_never_passed_has_no_last_success() {
        nights.comparingShort("orders").run("nightly", ROWS);

        scrape().hasNo("reconcile_last_success_timestamp_seconds");
        scrape().hasNo("reconcile_table_last_match_timestamp_seconds");
    }

    @Test
    void counts_say_nothing_of_rows_that_differ() {
        nights.comparingEqual("orders").comparingShort("lines").run("nightly", COUNTS);

        Series series = scrape();
        series.hasNo("reconcile_table_differing_rows");
        series.hasNo("reconcile_table_differing_rows_incomplete");
        series.hasNo("reconcile_table_in_flight_rows");
        series.hasNo("reconcile_table_unsettled_rows");
        series.hasNo("reconcile_table_accepted_rows");
        assertThat(series.value(ofTable("reconcile_table_contents_compared", "orders")))
                .isZero();
        assertThat(series.value(ofTable("reconcile_table_row_count_difference", "lines")))
                .isEqualTo(-1);
    }

    @Test
    void a_table_that_failed_has_no_numbers_and_keeps_when_it_was_checked() {
        nights.comparingEqual("orders").run("nightly", ROWS);
        nights.without()
                .comparing(
                        "orders",
                        table("dbo.orders")
                                .row(1, "x")
                                .refusesReads(() -> new DatabaseException(DatabaseException.Kind.OTHER, "No.", null)),
                        table("public.orders").row(1, "x"))
                .run("nightly", ROWS);

        Series series = scrape();
        assertThat(series.of("reconcile_table_verdict", "verdict"))
                .isEqualTo(Map.of("match", 0.0, "mismatch", 0.0, "inconclusive", 0.0, "error", 1.0));
        for (String metric : Set.of(
                "reconcile_table_rows",
                "reconcile_table_row_count_difference",
                "reconcile_table_differing_rows",
                "reconcile_table_severity",
                "reconcile_table_contents_compared",
                "reconcile_table_part_compared",
                "reconcile_table_duration_seconds",
                "reconcile_table_rows_per_second",
                "reconcile_last_run_rows_compared",
                "reconcile_last_run_rows_per_second")) {
            series.hasNo(metric);
        }
        assertThat(series.value(ofTable("reconcile_table_last_checked_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT);
    }

    @Test
    void what_an_earlier_run_read_was_checked_then_and_no_time_goes_back() {
        Report report = nights.comparingEqual("orders").run("nightly", ROWS);
        goOn(report, Instant.ofEpochSecond(60));
        assertThat(scrape().value(ofTable("reconcile_table_last_checked_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT);

        goOn(report, Instant.ofEpochSecond((long) FIRST_NIGHT + 60));
        Series series = scrape();
        assertThat(series.value(ofTable("reconcile_table_last_checked_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT + 60);
        assertThat(series.value(ofTable("reconcile_table_last_match_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT + 60);
    }

    /** A run that goes on with one that had read all, and that began then. */
    private void goOn(Report of, Instant began) {
        clock.move(Duration.ofHours(1));
        Report report = new Report(
                of.runId(),
                of.version(),
                clock.instant(),
                of.durationMs(),
                true,
                of.tables().stream()
                        .map(table -> table.readEarlier(new EarlierRead(began, true)))
                        .toList(),
                of.discrepancies(),
                of.recommendations(),
                of.warnings());
        try (MeasuredRun run = metrics.begin("nightly")) {
            run.finished(report, new RunTraffic(DatabaseTraffic.NONE, DatabaseTraffic.NONE));
        }
    }

    @Test
    void a_run_that_failed_is_no_success_and_leaves_its_tables_as_they_were() {
        nights.comparingEqual("orders").run("nightly", ROWS);
        clock.move(Duration.ofHours(1));
        try (MeasuredRun run = metrics.begin("nightly")) {
            clock.move(Duration.ofSeconds(5));
        }

        Series series = scrape();
        assertThat(series.of("reconcile_last_run_status", "status"))
                .containsEntry("failed", 1.0)
                .containsEntry("pass", 0.0);
        assertThat(series.of("reconcile_runs_total", "status")).containsEntry("failed", 1.0);
        assertThat(series.value("reconcile_last_run_timestamp_seconds" + NIGHTLY))
                .isEqualTo(SECOND_NIGHT + 5);
        assertThat(series.value("reconcile_last_run_duration_seconds" + NIGHTLY))
                .isEqualTo(5);
        assertThat(series.value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(FIRST_NIGHT);
        series.hasNo("reconcile_last_run_tables");
        series.hasNo("reconcile_last_run_rows_compared");
        series.hasNo("reconcile_last_run_statements");
        assertThat(series.value(ofTable("reconcile_table_last_checked_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT);
        assertThat(series.of("reconcile_table_verdict", "verdict")).containsEntry("match", 1.0);
    }

    @Test
    void an_interrupted_run_is_no_success() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        nights.comparingEqual("orders").run("nightly", ROWS, cancellation);

        Series series = scrape();
        assertThat(series.of("reconcile_last_run_status", "status")).containsEntry("interrupted", 1.0);
        series.hasNo("reconcile_last_success_timestamp_seconds");
        series.hasNo("reconcile_table_last_checked_timestamp_seconds");
        assertThat(series.of("reconcile_table_verdict", "verdict")).containsEntry("inconclusive", 1.0);
    }

    @Test
    void a_run_without_tables_is_no_success() {
        nights.run("nightly", ROWS);

        assertThat(scrape().of("reconcile_last_run_status", "status")).containsEntry("no_data", 1.0);
        scrape().hasNo("reconcile_last_success_timestamp_seconds");
        scrape().hasNo("reconcile_last_run_rows_compared");
    }

    @Test
    void a_table_that_is_no_longer_compared_is_forgotten() {
        nights.comparingEqual("orders").comparingEqual("old").run("nightly", ROWS);
        nights.without().comparingEqual("orders").run("nightly", ROWS);

        assertThat(scrape().values().keySet()).noneMatch(series -> series.contains("dbo.old"));
        assertThat(scrape().values()).containsKey(ofTable("reconcile_table_severity", "orders"));
    }

    @Test
    void a_hundred_runs_have_as_many_series_as_one() {
        nights.comparingEqual("orders").comparingShort("lines").run("nightly", ROWS);
        nights.run("nightly", ROWS);
        int series = scrape().values().size();
        for (int i = 0; i < 100; i++) {
            nights.run("nightly", ROWS);
        }

        assertThat(scrape().values()).hasSize(series);
    }

    @Test
    void a_table_has_as_many_series_as_the_page_says() throws IOException {
        nights.comparing(
                        "orders",
                        table("dbo.orders").row(1, "x").runsAfter(1, () -> clock.move(Duration.ofSeconds(1))),
                        table("public.orders").row(1, "x"))
                .run("nightly", ROWS);
        Report report = nights.run("nightly", ROWS);
        metrics.know("nightly", List.of(TableState.after(null, Remembered.entry("nightly", report))));

        long series = scrape().values().keySet().stream()
                .filter(name -> name.contains("dbo.orders"))
                .count();
        assertThat(Path.of("..", "docs", "monitoring.md"))
                .content()
                .contains("Each table has " + series + " series at most.");
    }

    @Test
    void jobs_are_told_apart_and_can_be_forgotten() {
        nights.comparingEqual("orders").run("nightly", ROWS);
        nights.without().comparingShort("orders").run("hourly", COUNTS);

        assertThat(scrape().value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(FIRST_NIGHT);
        assertThat(scrape().value("reconcile_last_run_timestamp_seconds{reconcile_job=\"hourly\"}"))
                .isEqualTo(SECOND_NIGHT);

        metrics.forget("hourly");

        assertThat(scrape().values().keySet()).noneMatch(series -> series.contains("hourly"));
    }

    @Test
    void of_results_under_the_same_names_the_worst_counts() {
        Report both = nights.comparingShort("orders").run("nightly", ROWS);
        Report equal = nights.without().comparingEqual("orders").run("nightly", ROWS);
        Report twice = new Report(
                "r",
                "1",
                clock.instant(),
                1_000,
                true,
                List.of(both.tables().get(0), equal.tables().get(0)),
                both.discrepancies(),
                List.of(),
                List.of());

        metrics.begin("nightly").finished(twice, NOTHING);

        assertThat(scrape().of("reconcile_table_verdict", "verdict")).containsEntry("mismatch", 1.0);
    }

    @Test
    void what_goes_on_is_seen_while_it_does() {
        TablePair pair = TablePair.of("dbo.orders", "public.orders");
        MeasuredRun run = metrics.begin("nightly");
        run.rowsRead(pair, Side.SOURCE, 70);
        run.rowsRead(pair, Side.SOURCE, 7);
        run.lookingAgain(pair, 12, Duration.ofSeconds(30));
        run.partLocked(pair);
        run.pausing("the file x exists");
        run.pausing("the target has 61 active sessions");

        Series during = scrape();
        assertThat(during.value("reconcile_runs_in_progress" + NIGHTLY)).isEqualTo(1);
        assertThat(during.value("reconcile_run_in_progress_start_timestamp_seconds" + NIGHTLY))
                .isEqualTo(1_000);
        assertThat(during.value("reconcile_suspect_rows" + NIGHTLY)).isEqualTo(12);
        assertThat(during.value("reconcile_runs_paused" + NIGHTLY)).isEqualTo(1);
        assertThat(during.of("reconcile_rows_read_total", "side")).isEqualTo(Map.of("source", 77.0, "target", 0.0));
        during.hasNo("reconcile_last_run_timestamp_seconds");

        run.goingOn(Duration.ofMillis(2_500));
        Report report = nights.comparingEqual("orders").run("other", ROWS);
        run.tableFinished(pair, report.tables().get(0), List.of());
        run.finished(report, new RunTraffic(new DatabaseTraffic(10, 1), new DatabaseTraffic(20, 2)));
        run.close();

        Series after = scrape();
        assertThat(after.value("reconcile_runs_in_progress" + NIGHTLY)).isZero();
        assertThat(after.value("reconcile_suspect_rows" + NIGHTLY)).isZero();
        assertThat(after.value("reconcile_runs_paused" + NIGHTLY)).isZero();
        assertThat(after.value("reconcile_last_run_pauses" + NIGHTLY)).isEqualTo(1);
        assertThat(after.value("reconcile_last_run_pause_seconds" + NIGHTLY)).isEqualTo(2.5);
        assertThat(after.value("reconcile_pause_seconds_total" + NIGHTLY)).isEqualTo(2.5);
        assertThat(after.value("reconcile_last_run_locked_parts" + NIGHTLY)).isEqualTo(1);
        assertThat(after.value("reconcile_retries_total{reconcile_job=\"nightly\",side=\"target\"}"))
                .isEqualTo(2);
        assertThat(after.value("reconcile_runs_total{reconcile_job=\"nightly\",status=\"pass\"}"))
                .as("closing a run that ended changes nothing")
                .isEqualTo(1);
        assertThat(after.value("reconcile_runs_total{reconcile_job=\"nightly\",status=\"failed\"}"))
                .isZero();
    }

    @Test
    void what_was_known_before_the_process_began_is_told_until_a_run_knows_better() {
        Report before = nights.comparingShort("orders").run("nightly", ROWS);
        RunMetrics restarted = new RunMetrics(clock, "1.2.3");
        restarted.restore(Remembered.of("nightly", before, Instant.ofEpochSecond(77), Instant.ofEpochSecond(66)));

        Series restored = Series.of(restarted);
        assertThat(restored.value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(77);
        assertThat(restored.value(ofTable("reconcile_table_last_checked_timestamp_seconds", "orders")))
                .isEqualTo(FIRST_NIGHT);
        assertThat(restored.of("reconcile_table_verdict", "verdict")).containsEntry("mismatch", 1.0);
        assertThat(restored.of("reconcile_last_run_status", "status")).containsEntry("fail", 1.0);
        assertThat(restored.of("reconcile_runs_total", "status")).containsEntry("failed", 0.0);

        new Nights(clock, restarted).comparingEqual("orders").run("nightly", ROWS);
        restarted.restore(Remembered.of("nightly", before, null, null));

        Series after = Series.of(restarted);
        assertThat(after.value("reconcile_last_success_timestamp_seconds" + NIGHTLY))
                .isEqualTo(SECOND_NIGHT);
        assertThat(after.value(ofTable("reconcile_table_last_match_timestamp_seconds", "orders")))
                .isEqualTo(SECOND_NIGHT);
        assertThat(after.of("reconcile_table_verdict", "verdict")).containsEntry("match", 1.0);
    }

    /** Whatever is remembered of a run is told again as the run told it, and the rest not at all. */
    @Test
    void what_is_remembered_is_what_the_run_said() {
        for (RunOptions options : List.of(COUNTS, ROWS)) {
            Report report = nights.without()
                    .comparingEqual("orders")
                    .comparingShort("lines")
                    .comparing(
                            "items",
                            table("dbo.items")
                                    .row(1, "x")
                                    .refusesReads(
                                            () -> new DatabaseException(DatabaseException.Kind.OTHER, "No.", null)),
                            table("public.items").row(1, "x"))
                    .comparing(
                            "changed",
                            table("dbo.changed").row(1, "x"),
                            table("public.changed").row(1, "y"))
                    .run("nightly", options);
            RunMetrics restarted = new RunMetrics(clock, "1.2.3");
            restarted.restore(Remembered.of("nightly", report, null, null));

            Map<String, Double> told = new LinkedHashMap<>(scrape().values());
            Map<String, Double> restored = Series.of(restarted).values();
            told.keySet().removeIf(series -> !isRemembered(series));
            assertThat(restored.keySet().stream().filter(RunMetricsTest::isRemembered))
                    .containsExactlyInAnyOrderElementsOf(told.keySet());
            assertThat(restored).containsAllEntriesOf(told);
        }
    }

    /** What a run cost, and how it came to its result, is not kept; when tables were checked is told by the store. */
    private static boolean isRemembered(String series) {
        String metric = series.replaceAll("\\{.*", "");
        return Set.of("reconcile_last_run_status", "reconcile_last_run_timestamp_seconds", "reconcile_last_run_tables")
                        .contains(metric)
                || (metric.startsWith("reconcile_table_")
                        && !Set.of(
                                        "reconcile_table_differing_rows_incomplete",
                                        "reconcile_table_in_flight_rows",
                                        "reconcile_table_unsettled_rows",
                                        "reconcile_table_rows_per_second",
                                        "reconcile_table_last_checked_timestamp_seconds",
                                        "reconcile_table_last_match_timestamp_seconds")
                                .contains(metric));
    }

    @Test
    void a_run_that_is_remembered_to_have_failed_is_no_success_and_says_nothing_of_its_tables() {
        RunStart start = new RunStart("r", "nightly", Trigger.SCHEDULE, clock.instant(), null, null, false);
        RunEntry failed =
                new RunEntry(start, RunState.FAILED, null, Instant.ofEpochSecond(99), "No database.", 0, 0, 0, 0, 0);
        metrics.restore(new EarlierJob("nightly", Instant.ofEpochSecond(77), failed, List.of()));

        assertThat(scrape().of("reconcile_last_run_status", "status"))
                .containsEntry("failed", 1.0)
                .containsEntry("pass", 0.0);
        assertThat(scrape().value("reconcile_last_run_timestamp_seconds" + NIGHTLY))
                .isEqualTo(99);
        scrape().hasNo("reconcile_last_run_tables");
    }

    @Test
    void what_is_known_from_all_runs_is_told_beside_what_the_newest_said() {
        TableEntry differs =
                Remembered.entry("nightly", nights.comparingShort("orders").run("nightly", ROWS));
        TableEntry counted = Remembered.entry(
                "nightly", nights.without().comparingEqual("orders").run("nightly", COUNTS));
        metrics.found(differs);
        scrape().hasNo("reconcile_table_condition");

        metrics.know("nightly", List.of(TableState.after(null, differs)));
        metrics.found(counted);
        assertThat(scrape().of("reconcile_table_condition", "condition"))
                .isEqualTo(Map.of("in_sync", 0.0, "different", 1.0, "unknown", 0.0));
        assertThat(scrape().value(ofTable("reconcile_table_known_severity", "orders")))
                .isEqualTo(4);
        assertThat(scrape().of("reconcile_table_verdict", "verdict")).containsEntry("match", 1.0);

        metrics.know(TableState.after(null, counted));
        assertThat(scrape().of("reconcile_table_condition", "condition"))
                .isEqualTo(Map.of("in_sync", 1.0, "different", 0.0, "unknown", 0.0));
        assertThat(scrape().value(ofTable("reconcile_table_known_severity", "orders")))
                .isZero();

        metrics.know("nightly", List.of());
        scrape().hasNo("reconcile_table_condition");
        scrape().hasNo("reconcile_table_known_severity");
    }

    @Test
    void what_all_runs_found_is_in_no_file(@TempDir Path folder) throws IOException {
        TableEntry differs =
                Remembered.entry("nightly", nights.comparingShort("orders").run("nightly", ROWS));
        metrics.know("nightly", List.of(TableState.after(null, differs)));
        Path file = folder.resolve("reconcile.prom");
        metrics.writeFile(file);

        assertThat(file).content().contains("reconcile_table_verdict").doesNotContain("reconcile_table_condition");
    }

    @Test
    void alerts_are_counted_by_where_they_go_and_what_becomes_of_them() {
        metrics.beginAlerts("ops");
        metrics.alert("mail", AlertOutcome.GIVEN_UP);
        metrics.alert("mail", AlertOutcome.GIVEN_UP);
        metrics.alert("mail", AlertOutcome.NOT_WANTED);
        metrics.beginAlerts("mail");

        assertThat(scrape().values())
                .containsEntry("reconcile_alerts_total{channel=\"mail\",outcome=\"given_up\"}", 2.0)
                .containsEntry("reconcile_alerts_total{channel=\"mail\",outcome=\"sent\"}", 0.0)
                .containsEntry("reconcile_alerts_total{channel=\"ops\",outcome=\"dropped\"}", 0.0)
                .hasSize(1 + 2 * 3);
    }

    @Test
    void openmetrics_is_for_those_who_take_it() {
        nights.comparingEqual("orders").run("nightly", ROWS);

        Scrape open = metrics.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        assertThat(open.contentType()).startsWith("application/openmetrics-text");
        assertThat(new String(open.body(), StandardCharsets.UTF_8))
                .contains("# TYPE reconcile_runs counter\n", "reconcile_runs_total{")
                .endsWith("# EOF\n");

        for (String accept : new String[] {null, "text/plain", "*/*"}) {
            Scrape plain = metrics.scrape(accept);
            assertThat(plain.contentType()).startsWith("text/plain; version=0.0.4");
            assertThat(new String(plain.body(), StandardCharsets.UTF_8))
                    .contains("# TYPE reconcile_runs_total counter\n");
        }
    }
}
