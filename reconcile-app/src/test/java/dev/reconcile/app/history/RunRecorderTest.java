package dev.reconcile.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.history.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecorderTest {

    private static final TablePair ORDERS = TablePair.of("dbo.orders", "orders");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private History history;

    @BeforeEach
    void open() {
        history = begin(false, 100);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void a_table_is_kept_when_it_is_done_and_the_run_is_not() {
        RunRecorder run = begin("r1", false);
        run.rowDiffers(ORDERS, missing("17"));
        run.tableFinished(ORDERS, mismatch(1), List.of());

        assertThat(history.await(Duration.ofSeconds(10))).isTrue();
        assertThat(history.ask(store -> store.run("r1")).orElseThrow().state()).isEqualTo(RunState.RUNNING);
        assertThat(tablesOf("r1")).hasSize(1);
        assertThat(open("orders")).hasSize(1);
    }

    @Test
    void a_run_of_the_whole_job_that_came_to_its_end_says_what_the_job_no_longer_has() {
        finish(begin("r1", false), match());
        for (Trigger part : List.of(Trigger.REQUEST_FOR_PART, Trigger.COMMAND_FOR_PART)) {
            begin("of-" + part, part).ended(empty(true), RunState.CANCELLED);
        }
        begin("cancelled", Trigger.SCHEDULE).ended(empty(false), RunState.CANCELLED);
        assertThat(history.await(Duration.ofSeconds(10))).isTrue();
        assertThat(history.ask(store -> store.states()).get(0).leftOut()).isNull();

        begin("r2", Trigger.SCHEDULE).ended(empty(true), RunState.CANCELLED);
        assertThat(history.await(Duration.ofSeconds(10))).isTrue();
        assertThat(history.ask(store -> store.states()).get(0).leftOut()).isEqualTo(new LeftOut(NOW, "r2"));
    }

    private static Report empty(boolean complete) {
        return new Report("r", "1.2.3", NOW, 1, complete, List.of(), List.of(), List.of(), List.of());
    }

    private RunRecorder begin(String id, Trigger trigger) {
        RunStart start = new RunStart(id, "nightly", trigger, NOW, null, null, false);
        RunRecorder run = new RunRecorder(start, history, InstantSource.fixed(NOW), false);
        run.begin();
        return run;
    }

    @Test
    void a_scrub_is_kept_when_it_is_done_and_ends_no_finding() {
        finish(begin("r1", false), mismatch(1), missing("17"));
        RunRecorder scrub = begin("r2", true);
        scrub.tableFinished(ORDERS, match(), List.of());
        assertThat(tablesOf("r2")).isEmpty();

        // Only the report says that this was a part.
        TableReport part = match().scrubbed(new Scrub(
                24, 1, 4, 0, List.of(new Scrub.Part(List.of(), List.of(), NOW, Verdict.MATCH, 10, 0))));
        scrub.ended(report("r2", part), RunState.CANCELLED);

        assertThat(history.await(Duration.ofSeconds(10))).isTrue();
        assertThat(tablesOf("r2"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.part()).isTrue());
        assertThat(open("orders")).hasSize(1);
        assertThat(history.ask(store -> store.states()).get(0).condition()).isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void a_match_that_an_earlier_run_read_does_not_undo_what_was_found_since() {
        finish(begin("r1", false), mismatch(1), missing("17"));
        TableReport earlier = match().readEarlier(new EarlierRead(NOW.minusSeconds(60), true));
        finish(begin("r2", false), earlier);

        assertThat(open("orders")).hasSize(1);
        assertThat(history.ask(store -> store.states()).get(0).condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(tablesOf("r2"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.time()).isEqualTo(NOW.minusSeconds(60)));
    }

    @Test
    void rows_that_an_earlier_run_found_and_that_are_not_told_again_end_no_finding() {
        finish(begin("r1", false), mismatch(2), missing("17"), missing("18"));
        // Its report counts two rows, of which it tells one.
        finish(begin("r2", false), mismatch(2), missing("18"));

        assertThat(open("orders")).hasSize(2);
    }

    @Test
    void of_more_rows_than_are_remembered_those_that_were_told_end_no_finding() {
        history.close();
        history = begin(false, 2);
        finish(begin("r1", false), mismatch(2), missing("17"), missing("18"));
        finish(begin("r2", false), mismatch(4), missing("1"), missing("2"), missing("3"), missing("18"));

        assertThat(open("orders"))
                .extracting(finding -> finding.row().key().get(0).value().text())
                .contains("18")
                .doesNotContain("17")
                .hasSize(2);

        // One of its rows was not told.
        finish(begin("r3", false), mismatch(4), missing("5"), missing("6"), missing("7"));
        assertThat(open("orders"))
                .extracting(finding -> finding.row().key().get(0).value().text())
                .contains("18")
                .hasSize(2);
    }

    @Test
    void a_row_that_is_gone_ends_its_finding() {
        finish(begin("r1", false), mismatch(2), missing("17"), missing("18"));
        finish(begin("r2", false), mismatch(1), missing("18"));

        assertThat(open("orders"))
                .extracting(finding -> finding.row().key().get(0).value().text())
                .containsExactly("18");
    }

    @Test
    void a_filter_of_the_settings_ends_what_it_leaves_out_otherwise_than_as_equal() {
        finish(begin("r1", false), mismatch(1), missing("17"));
        RunRecorder run = begin("r2", false);
        TablePair filtered = new TablePair(
                ORDERS.source(),
                ORDERS.target(),
                ORDERS.columns(),
                List.of(),
                new RowFilter("region = 'EU'"),
                RowFilter.none());
        run.tableFinished(filtered, match(), List.of());
        assertThat(history.await(Duration.ofSeconds(10))).isTrue();

        assertThat(all("orders")).singleElement().satisfies(finding -> {
            assertThat(finding.end()).isNotNull();
            assertThat(finding.end().resolution()).isEqualTo(Finding.Resolution.NOT_COMPARED);
        });
        assertThat(all("orders").get(0).scope()).isEmpty();
    }

    @Test
    void values_stay_out_of_findings_and_reports_unless_they_are_to_be_stored() {
        finish(begin("r1", false), changedRow(), changed("17"));
        assertThat(history.ask(store -> store.report("r1")).orElseThrow())
                .contains("price")
                .doesNotContain("hunter2");
        assertThat(open("orders").get(0).row().values()).isEmpty();

        history.close();
        history = begin(true, 100);
        finish(begin("r2", false), changedRow(), changed("17"));
        assertThat(history.ask(store -> store.report("r2")).orElseThrow()).contains("hunter2");
        assertThat(open("orders").get(0).row().values()).hasSize(1);
    }

    @Test
    void the_rows_of_a_table_without_a_key_are_not_told_by_their_values_unless_these_are_to_be_stored() {
        finish(begin("r1", false), keyless(), missing("hunter2"));
        assertThat(open("orders").get(0).row().key()).isEmpty();

        history.close();
        history = begin(true, 100);
        finish(begin("r2", false), keyless(), missing("hunter2"));
        assertThat(open("orders"))
                .anySatisfy(finding -> assertThat(finding.row().key()).hasSize(1));
    }

    private static TableReport keyless() {
        RowsReport rows = new RowsReport(1, 0, 0, 0, 0, 0, 0, 0, 1, List.of(), List.of());
        return table(Verdict.MISMATCH, 1, rows, List.of());
    }

    private History begin(boolean storeValues, int maxFindings) {
        return History.begin(new HistorySettings(
                Optional.of(new StorePlace.Folder(folder)),
                storeValues,
                new Retention(Duration.ofDays(9_000), 100),
                maxFindings));
    }

    private RunRecorder begin(String id, boolean whenDone) {
        RunRecorder run = new RunRecorder(
                new RunStart(id, "nightly", Trigger.COMMAND, NOW, null, null, false),
                history,
                InstantSource.fixed(NOW),
                whenDone);
        run.begin();
        return run;
    }

    private void finish(RunRecorder run, TableReport table, RowDifference... rows) {
        for (RowDifference row : rows) {
            run.rowDiffers(ORDERS, row);
        }
        run.tableFinished(ORDERS, table, List.of());
        run.ended(report("any", table), RunState.CANCELLED);
        assertThat(history.await(Duration.ofSeconds(10))).isTrue();
    }

    private List<TableEntry> tablesOf(String run) {
        return history.ask(store -> store.tablesOf(run));
    }

    private List<Finding> open(String table) {
        return history.ask(store -> store.findings(FindingQuery.openOf(table, 100)))
                .items();
    }

    private List<Finding> all(String table) {
        return history.ask(store -> store.findings(new FindingQuery(null, table, null, null, 0, 100)))
                .items();
    }

    private static RowDifference missing(String key) {
        return new RowDifference(
                Kind.MISSING,
                List.of(new NamedValue("id", new Value.Text(key))),
                List.of(),
                1,
                Confirmation.PERSISTENT);
    }

    private static RowDifference changed(String key) {
        return new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", new Value.Text(key))),
                List.of(new ChangedColumn("price", new Value.Text("hunter2"), new Value.Text("2"))),
                1,
                Confirmation.PERSISTENT);
    }

    private static TableReport match() {
        return table(Verdict.MATCH, 0, null);
    }

    private static TableReport mismatch(long missing) {
        return table(Verdict.MISMATCH, 1, new RowsReport(missing, 0, 0, 0, 0, 0, 0, 0, 1, List.of(), List.of()));
    }

    private static TableReport changedRow() {
        return table(Verdict.MISMATCH, 1, new RowsReport(0, 0, 1, 0, 0, 0, 0, 0, 1, List.of(changed("17")), List.of()));
    }

    private static TableReport table(Verdict verdict, int different, @Nullable RowsReport rows) {
        return table(verdict, different, rows, List.of("id"));
    }

    private static TableReport table(Verdict verdict, int different, @Nullable RowsReport rows, List<String> key) {
        return new TableReport(
                "dbo.orders",
                "orders",
                verdict,
                List.of("A reason."),
                Depth.ROWS,
                null,
                null,
                1_024,
                different,
                rows,
                key,
                List.of("id", "price"),
                List.of(),
                List.of(),
                5);
    }

    private static Report report(String id, TableReport table) {
        return new Report(id, "1", NOW, 5, true, List.of(table), List.of(), List.of(), List.of());
    }
}
