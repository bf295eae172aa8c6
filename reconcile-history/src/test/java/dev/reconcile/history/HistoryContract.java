package dev.reconcile.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.alert.AlertStep;
import dev.reconcile.core.alert.AlertSubject;
import dev.reconcile.core.alert.Extent;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.Finding.Resolution;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.SightedRow;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableOutcome.Coverage;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of a history does. */
abstract class HistoryContract {

    private static final PairName ORDERS = new PairName("nightly", "dbo.orders", "orders");
    private static final Duration LONG = Duration.ofHours(1);

    private StorePlace place;
    private RunHistory history;

    /** An empty place of its own. */
    abstract StorePlace place() throws Exception;

    @BeforeEach
    void openHistory() throws Exception {
        place = place();
        history = HistoryStore.open(place, 100);
    }

    @AfterEach
    void closeHistory() {
        history.close();
    }

    @Test
    void a_run_is_running_until_it_ends() {
        RunStart start = new RunStart("r1", "nightly", Trigger.SCHEDULE, at(1), at(0), "r0", true);
        history.begin(start);
        assertThat(history.run("r1")).contains(new RunEntry(start, RunState.RUNNING, null, null, "", 0, 0, 0, 0, 0));

        history.record(outcome("r1", 2, Verdict.MISMATCH, Depth.ROWS));
        history.end("r1", new RunEnd(RunState.COMPLETED, Status.FAIL, at(3), "One table differs.", "{\"a\": \"ü€\"}"));

        assertThat(history.run("r1"))
                .contains(new RunEntry(
                        start, RunState.COMPLETED, Status.FAIL, at(3), "One table differs.", 1, 0, 1, 0, 0));
        assertThat(history.report("r1")).contains("{\"a\": \"ü€\"}");
        assertThat(history.run("r2")).isEmpty();
        assertThat(history.report("r2")).isEmpty();
    }

    @Test
    void the_last_success_is_that_of_the_last_run_that_passed() {
        begin("r1", "nightly", 1);
        begin("r2", "nightly", 2);
        begin("r3", "nightly", 3);
        assertThat(history.lastPassed("nightly")).isEmpty();
        history.end("r1", new RunEnd(RunState.COMPLETED, Status.PASS, at(1), "", null));
        history.end("r2", new RunEnd(RunState.COMPLETED, Status.PASS, at(2), "", null));
        history.end("r3", new RunEnd(RunState.COMPLETED, Status.FAIL, at(3), "", null));

        history.begin(new RunStart("r4", "nightly", Trigger.REQUEST_FOR_PART, at(4), null, null, false));
        history.end("r4", new RunEnd(RunState.COMPLETED, Status.PASS, at(4), "", null));

        assertThat(history.lastPassed("nightly")).contains(at(2));
        assertThat(history.lastPassed("hourly")).isEmpty();
    }

    @Test
    void the_last_run_of_a_whole_job_is_found_behind_those_of_a_part_and_of_other_jobs() {
        begin("whole", "nightly", 1);
        history.record(outcome("whole", 1, Verdict.MATCH, Depth.ROWS));
        history.end("whole", new RunEnd(RunState.COMPLETED, Status.PASS, at(1), "", null));
        begin("failed", "nightly", 2);
        history.end("failed", RunEnd.failed(at(2), "No connection."));
        for (Trigger part : List.of(Trigger.REQUEST_FOR_PART, Trigger.COMMAND_FOR_PART)) {
            history.begin(new RunStart(part.name(), "nightly", part, at(3), null, null, false));
            history.end(part.name(), new RunEnd(RunState.COMPLETED, Status.PASS, at(3), "", null));
        }
        begin("running", "nightly", 4);
        begin("other", "hourly", 5);
        history.end("other", new RunEnd(RunState.COMPLETED, Status.PASS, at(5), "", null));

        assertThat(history.lastOfWhole("nightly", EnumSet.of(RunState.COMPLETED)))
                .isEqualTo(history.run("whole"))
                .hasValueSatisfying(run -> assertThat(run.matched()).isEqualTo(1));
        assertThat(history.lastOfWhole("nightly", EnumSet.complementOf(EnumSet.of(RunState.RUNNING))))
                .map(RunEntry::id)
                .contains("failed");
        assertThat(history.lastOfWhole("nightly", EnumSet.of(RunState.CANCELLED)))
                .isEmpty();
        assertThat(history.lastOfWhole("weekly", EnumSet.allOf(RunState.class))).isEmpty();
    }

    @Test
    void runs_come_newest_first_in_pages() {
        for (int i = 1; i <= 5; i++) {
            begin("r" + i, i % 2 == 0 ? "even" : "odd", i);
        }

        assertThat(history.runs(Optional.empty(), 1, 2).items())
                .extracting(RunEntry::id)
                .containsExactly("r4", "r3");
        assertThat(history.runs(Optional.empty(), 1, 2).total()).isEqualTo(5);
        assertThat(history.runs(Optional.of("even"), 0, 10).items())
                .extracting(RunEntry::id)
                .containsExactly("r4", "r2");
        assertThat(history.runs(Optional.of("even"), 0, 10).total()).isEqualTo(2);
        assertThat(history.runs(Optional.of("none"), 0, 10).items()).isEmpty();
    }

    @Test
    void what_was_told_is_remembered_until_it_is_over() {
        OpenAlert full = new OpenAlert(
                AlertSubject.of(ORDERS),
                Problem.DIFFERENT,
                at(1),
                at(2),
                true,
                new Extent(Severity.LOW, 10L, 9L, 1L, 2L, 3L, true),
                Severity.HIGH,
                "r1");
        OpenAlert bare = new OpenAlert(
                AlertSubject.ofJob("nightly"), Problem.FAILED, at(3), at(4), false, Extent.UNKNOWN, null, null);

        assertThat(history.remember(List.of(begins(full), begins(bare)))).hasSize(2);
        assertThat(history.openAlerts()).containsExactly(bare, full);

        AlertStep over = new AlertStep(Optional.empty(), Optional.of(full), Optional.empty());
        AlertStep arrived = new AlertStep(Optional.empty(), Optional.of(bare), Optional.of(bare.arrived()));
        assertThat(history.remember(List.of(over, arrived))).containsExactly(over, arrived);
        assertThat(history.openAlerts()).containsExactly(bare.arrived());
    }

    @Test
    void what_another_has_told_meanwhile_is_not_told_again() {
        OpenAlert first = told(2);
        OpenAlert later = told(5);
        assertThat(history.remember(List.of(begins(first)))).hasSize(1);

        assertThat(history.remember(List.of(begins(later))))
                .as("it has begun already")
                .isEmpty();
        AlertStep reminder = new AlertStep(Optional.empty(), Optional.of(first), Optional.of(later));
        assertThat(history.remember(List.of(reminder))).containsExactly(reminder);
        assertThat(history.remember(List.of(reminder)))
                .as("it was reminded of already")
                .isEmpty();
        AlertStep over = new AlertStep(Optional.empty(), Optional.of(first), Optional.empty());
        assertThat(history.remember(List.of(over))).as("it is not what it was").isEmpty();
        assertThat(history.openAlerts()).containsExactly(later);
    }

    @Test
    void of_several_that_want_to_tell_the_same_one_does() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 10; round++) {
                AlertStep step = begins(new OpenAlert(
                        AlertSubject.ofJob("job" + round),
                        Problem.FAILED,
                        at(1),
                        at(2),
                        false,
                        Extent.UNKNOWN,
                        null,
                        null));
                List<CompletableFuture<List<AlertStep>>> all = IntStream.range(0, 4)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> history.remember(List.of(step)), threads))
                        .toList();
                assertThat(all.stream().mapToInt(taken -> taken.join().size()).sum())
                        .isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static OpenAlert told(int hour) {
        return new OpenAlert(
                AlertSubject.of(ORDERS), Problem.NOT_CHECKED, at(1), at(hour), true, Extent.UNKNOWN, null, null);
    }

    private static AlertStep begins(OpenAlert alert) {
        return new AlertStep(Optional.empty(), Optional.empty(), Optional.of(alert));
    }

    @Test
    void a_result_is_kept_with_all_that_it_says() {
        begin("r1", "nightly", 1);
        TableEntry full = new TableEntry(
                "r1",
                ORDERS,
                at(2),
                Verdict.MISMATCH,
                Severity.CRITICAL,
                Depth.ROWS,
                true,
                at(1),
                new Reach("eu", Set.of("id", "p\0 ü")),
                EnumSet.allOf(Narrowing.class),
                10L,
                9L,
                1L,
                2L,
                3L,
                4L,
                "It differs.",
                17);
        TableEntry bare = new TableEntry(
                "r1",
                new PairName("nightly", "dbo.items", "items"),
                at(3),
                Verdict.ERROR,
                null,
                null,
                false,
                Reach.NUMBERS,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "It failed.",
                0);
        TableEntry whole = entry("r1", new PairName("nightly", "dbo.users", "users"), 4, Verdict.MATCH, Depth.ROWS);
        history.record(outcome(full));
        history.record(outcome(bare));
        history.record(outcome(whole));

        assertThat(history.tablesOf("r1")).containsExactly(full, bare, whole);
        assertThat(whole.narrowings()).isEmpty();
        assertThat(history.results(ORDERS, 10)).containsExactly(full);
        assertThat(history.states())
                .containsExactly(
                        TableState.after(null, bare), TableState.after(null, full), TableState.after(null, whole));
    }

    @Test
    void what_contradicts_what_is_kept_is_no_failure_of_the_place_that_passes() {
        assertThatThrownBy(() -> history.record(outcome("never begun", 1, Verdict.MATCH, Depth.ROWS)))
                .isNotInstanceOf(HistoryException.class);
        begin("r1", "nightly", 1);
        assertThat(history.run("r1")).isPresent();
    }

    @Test
    void a_run_of_the_whole_job_leaves_out_what_it_does_not_hold() {
        PairName items = new PairName("nightly", "dbo.items", "items");
        PairName other = new PairName("weekly", "dbo.items", "items");
        begin("r1", "nightly", 1);
        begin("w1", "weekly", 1);
        history.record(outcome("r1", 1, Verdict.MATCH, Depth.ROWS));
        history.record(outcome(entry("r1", items, 1, Verdict.MATCH, Depth.ROWS)));
        history.record(outcome(entry("w1", other, 1, Verdict.MATCH, Depth.ROWS)));
        history.end("r1", end(2, Set.of(ORDERS, items)));
        assertThat(leftOut()).isEmpty();

        begin("r2", "nightly", 3);
        history.end("r2", end(4, null));
        assertThat(leftOut()).as("by a run that cannot tell").isEmpty();

        begin("r3", "nightly", 5);
        history.end("r3", end(6, Set.of(ORDERS)));
        begin("r4", "nightly", 7);
        history.end("r4", end(8, Set.of(ORDERS)));
        assertThat(leftOut()).containsExactly(Map.entry(items, new LeftOut(at(6), "r3")));

        begin("r5", "nightly", 9);
        history.record(outcome(entry("r5", items, 9, Verdict.ERROR, null)));
        assertThat(leftOut()).as("once it is compared again").isEmpty();

        begin("r6", "nightly", 10);
        history.end("r6", end(11, Set.of()));
        assertThat(leftOut()).extracting(Map.Entry::getKey).containsExactly(items, ORDERS);
        history.forget(items);
        assertThat(leftOut()).extracting(Map.Entry::getKey).containsExactly(ORDERS);
    }

    private static RunEnd end(int minute, @Nullable Set<PairName> wholeJob) {
        return new RunEnd(RunState.COMPLETED, Status.PASS, at(minute), "", null, wholeJob);
    }

    private List<Map.Entry<PairName, LeftOut>> leftOut() {
        return history.states().stream()
                .filter(state -> state.leftOut() != null)
                .map(state -> Map.entry(state.pair(), state.leftOut()))
                .toList();
    }

    @Test
    void a_result_that_comes_once_more_replaces_the_first() {
        begin("r1", "nightly", 1);
        history.record(outcome("r1", 2, Verdict.INCONCLUSIVE, null));
        history.record(outcome("r1", 3, Verdict.MATCH, Depth.ROWS));

        assertThat(history.tablesOf("r1"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.verdict()).isEqualTo(Verdict.MATCH));
    }

    @Test
    void the_state_of_a_table_goes_through_its_runs() {
        begin("r1", "nightly", 1);
        begin("r2", "nightly", 2);
        begin("r3", "nightly", 3);
        RunHistory.Change first = history.record(outcome("r1", 1, Verdict.MATCH, Depth.ROWS));
        RunHistory.Change second = history.record(outcome("r2", 2, Verdict.MISMATCH, Depth.ROWS));
        RunHistory.Change third = history.record(outcome("r3", 3, Verdict.ERROR, null));

        assertThat(first.before()).isEmpty();
        assertThat(second.before()).contains(first.after());
        assertThat(third.before()).contains(second.after());
        assertThat(third.after().condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(third.after().since()).isEqualTo(at(2));
        assertThat(third.after().lastMatch()).isEqualTo(at(1));
        assertThat(third.after().lastChecked()).isEqualTo(at(2));
        assertThat(history.states()).containsExactly(third.after());
    }

    @Test
    void a_row_that_differs_is_one_finding_until_it_is_equal() {
        SightedRow row = new SightedRow(
                identity(17),
                Kind.CHANGED,
                true,
                List.of(new SightedRow.Cell("id", new Value.Text("a\0b \ud800 ü'\"|"))),
                List.of("price"),
                List.of(new SightedRow.ChangedCell("price", new Value.Whole(1), new Value.Text("<script>"))));
        begin("r1", "nightly", 1);
        begin("r2", "nightly", 2);
        begin("r3", "nightly", 3);
        history.record(outcome("r1", 1, Verdict.MISMATCH, Depth.ROWS, row));
        history.record(outcome("r2", 2, Verdict.MISMATCH, Depth.ROWS, row));

        Finding open = history.findings(new FindingQuery(null, "orders", null, true, 0, 10))
                .items()
                .get(0);
        assertThat(open.row()).isEqualTo(row);
        assertThat(open.timesSeen()).isEqualTo(2);
        assertThat(open.firstSeen()).isEqualTo(at(1));
        assertThat(open.lastSeen()).isEqualTo(at(2));

        history.record(outcome("r3", 3, Verdict.MATCH, Depth.ROWS));

        Finding ended = history.finding(open.id()).orElseThrow();
        assertThat(ended.end()).isEqualTo(new Finding.End(at(3), "r3", Resolution.EQUAL));
        assertThat(history.findings(FindingQuery.openOf("orders", 10)).items()).isEmpty();
        assertThat(history.findings(FindingQuery.openOf("orders", 10)).total()).isZero();
    }

    @Test
    void a_value_is_remembered_as_what_it_is() {
        List<Value> values = List.of(
                Value.Null.NULL,
                new Value.Text("NULL"),
                Value.Hidden.HIDDEN,
                new Value.Text("(hidden)"),
                new Value.Text(""),
                new Value.Text("\\N"),
                new Value.Text("'NULL'"),
                new Value.Text("0x00"),
                new Value.Binary("00"),
                new Value.Binary(""),
                new Value.Text("17"),
                new Value.Whole(17),
                new Value.Decimal(new BigDecimal("17.00")),
                new Value.NotANumber(SpecialDecimal.NAN),
                new Value.Floating(-0.0),
                new Value.Text("true"),
                new Value.Bool(true),
                new Value.Date(-800_000),
                Value.Infinite.EARLIEST,
                new Value.Time(86_400_000_000_000L),
                new Value.Timestamp(-62_200_000_000L, 123_456_700),
                new Value.Uuid(1, 2),
                new Value.Excerpt("abc… (4,711 characters)"),
                new Value.Text("abc… (4,711 characters)"));
        List<SightedRow> rows = new ArrayList<>();
        for (Value value : values) {
            rows.add(new SightedRow(
                    identity(rows.size()),
                    Kind.CHANGED,
                    true,
                    List.of(new SightedRow.Cell("id", value)),
                    List.of("price"),
                    List.of(new SightedRow.ChangedCell("price", value, new Value.Text(value.text())))));
        }
        begin("r1", "nightly", 1);
        history.record(outcome("r1", 1, Verdict.MISMATCH, Depth.ROWS, rows.toArray(SightedRow[]::new)));

        assertThat(history.findings(FindingQuery.openOf("orders", 100)).items())
                .extracting(Finding::row)
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void of_values_that_an_earlier_version_kept_as_texts_nothing_more_is_claimed() {
        begin("r1", "nightly", 1);
        history.record(outcome("r1", 1, Verdict.MISMATCH, Depth.ROWS, row(17, Kind.CHANGED)));
        try (Store store = Store.open(place)) {
            store.write(handle -> handle.execute(
                    "UPDATE reconcile_finding SET row_key = ?, cells = ?",
                    "[[\"id\",\"NULL\"]]",
                    "[[\"price\",\"NULL\",\"1\"]]"));
        }

        SightedRow row = history.findings(FindingQuery.openOf("orders", 10))
                .items()
                .get(0)
                .row();
        assertThat(row.key()).containsExactly(new SightedRow.Cell("id", new Value.Untyped("NULL")));
        assertThat(row.values())
                .containsExactly(
                        new SightedRow.ChangedCell("price", new Value.Untyped("NULL"), new Value.Untyped("1")));
    }

    @Test
    void of_two_rows_one_may_end_while_the_other_stays() {
        begin("r1", "nightly", 1);
        begin("r2", "nightly", 2);
        begin("r3", "nightly", 3);
        history.record(outcome("r1", 1, Verdict.MISMATCH, Depth.ROWS, row(1, Kind.MISSING), row(2, Kind.MISSING)));
        history.record(outcome("r2", 2, Verdict.MISMATCH, Depth.ROWS, row(1, Kind.EXTRA), row(3, Kind.CHANGED)));

        assertThat(keys(new FindingQuery(null, null, null, true, 0, 10))).containsExactlyInAnyOrder("1", "3");
        assertThat(keys(new FindingQuery(null, null, null, false, 0, 10))).containsExactly("2");
    }

    @Test
    void a_pair_that_is_forgotten_leaves_the_results_of_its_runs_alone_and_no_other_pair_changes() {
        begin("r1", "nightly", 1);
        PairName items = new PairName("nightly", "dbo.items", "items");
        history.record(outcome("r1", 1, Verdict.MISMATCH, Depth.ROWS, row(1, Kind.MISSING)));
        history.record(outcome(entry("r1", items, 2, Verdict.MISMATCH, Depth.ROWS), row(2, Kind.MISSING)));

        history.forget(ORDERS);
        history.forget(ORDERS);

        assertThat(history.states()).extracting(TableState::pair).containsExactly(items);
        assertThat(keys(new FindingQuery(null, null, null, null, 0, 10))).containsExactly("2");
        assertThat(history.tablesOf("r1")).hasSize(2);
        history.record(outcome("r1", 3, Verdict.MATCH, Depth.COUNTS));
        assertThat(history.states())
                .extracting(TableState::condition)
                .containsExactly(Condition.DIFFERENT, Condition.IN_SYNC);
    }

    @Test
    void what_an_earlier_run_read_changes_nothing_that_was_seen_since() {
        begin("first", "nightly", 0);
        begin("since", "nightly", 2);
        begin("on", "nightly", 4);
        history.record(outcome("since", 3, Verdict.MISMATCH, Depth.ROWS, row(17, Kind.MISSING)));
        FindingQuery every = new FindingQuery(null, null, null, null, 0, 10);
        TableState known = history.states().get(0);

        RunHistory.Change change = history.record(outcome(readEarlier("on", Verdict.MATCH, 1, 1)));

        assertThat(change.after()).isEqualTo(known);
        assertThat(history.states()).containsExactly(known);
        assertThat(keys(every)).containsExactly("17");
        assertThat(history.findings(every).items()).allMatch(Finding::isOpen);
        assertThat(history.tablesOf("on")).hasSize(1);

        history.record(outcome(readEarlier("on", Verdict.MATCH, 9, 1)));
        assertThat(history.findings(every).items())
                .as("some rows were read before the difference was seen")
                .allMatch(Finding::isOpen);
        history.record(outcome(readEarlier("on", Verdict.MATCH, 9, 4)));
        assertThat(history.findings(every).items()).noneMatch(Finding::isOpen);

        history.record(outcome(readEarlier("first", Verdict.MISMATCH, 3, 3), row(18, Kind.MISSING)));
        assertThat(history.states().get(0).condition()).isEqualTo(Condition.IN_SYNC);
        assertThat(keys(every)).containsExactly("17");
    }

    @Test
    void open_findings_are_counted_by_pair() {
        PairName other = new PairName(ORDERS.job(), ORDERS.source(), "elsewhere");
        begin("r1", ORDERS.job(), 1);
        history.record(outcome(
                entry("r1", ORDERS, 1, Verdict.MISMATCH, Depth.ROWS), row(1, Kind.MISSING), row(2, Kind.EXTRA)));
        history.record(outcome(entry("r1", other, 1, Verdict.MISMATCH, Depth.ROWS), row(3, Kind.MISSING)));
        begin("r2", ORDERS.job(), 2);
        history.record(outcome(entry("r2", ORDERS, 2, Verdict.MISMATCH, Depth.ROWS), row(1, Kind.MISSING)));
        history.record(outcome(entry("r2", other, 2, Verdict.MATCH, Depth.ROWS)));

        assertThat(history.openFindings()).containsExactlyEntriesOf(Map.of(ORDERS, 1L));
    }

    @Test
    void findings_are_asked_for_by_job_table_and_kind_in_pages() {
        begin("r1", "nightly", 1);
        begin("r2", "hourly", 2);
        history.record(outcome(
                entry("r1", ORDERS, 1, Verdict.MISMATCH, Depth.ROWS), row(1, Kind.MISSING), row(2, Kind.EXTRA)));
        history.record(outcome(
                entry("r2", new PairName("hourly", "dbo.items", "items"), 2, Verdict.MISMATCH, Depth.ROWS),
                row(3, Kind.MISSING)));

        assertThat(keys(new FindingQuery(null, null, null, null, 0, 10))).containsExactly("3", "2", "1");
        assertThat(keys(new FindingQuery(null, null, null, null, 1, 1))).containsExactly("2");
        assertThat(keys(new FindingQuery("nightly", null, null, null, 0, 10))).containsExactly("2", "1");
        assertThat(keys(new FindingQuery(null, "dbo.items", null, null, 0, 10))).containsExactly("3");
        assertThat(keys(new FindingQuery(null, "items", null, null, 0, 10))).containsExactly("3");
        assertThat(keys(new FindingQuery(null, "dbo.items", "items", null, null, 0, 10)))
                .containsExactly("3");
        assertThat(keys(new FindingQuery(null, "dbo.items", "others", null, null, 0, 10)))
                .isEmpty();
        assertThat(keys(new FindingQuery(null, "items", "items", null, null, 0, 10)))
                .isEmpty();
        assertThat(keys(new FindingQuery(null, null, Kind.MISSING, null, 0, 10)))
                .containsExactly("3", "1");
        assertThat(keys(new FindingQuery(null, null, null, false, 0, 10))).isEmpty();
        assertThat(history.findings(new FindingQuery(null, null, null, null, 1, 1))
                        .total())
                .isEqualTo(3);
    }

    @Test
    void runs_that_record_the_same_table_at_once_lose_nothing() {
        int runs = 8;
        IntStream.range(0, runs).forEach(i -> begin("r" + i, "nightly", i));
        // The first one makes the row that the others wait for.
        history.record(outcome("r0", 0, Verdict.MISMATCH, Depth.ROWS, row(1, Kind.MISSING)));
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        try {
            CompletableFuture.allOf(IntStream.range(1, runs)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> history.record(
                                            outcome("r" + i, i, Verdict.MISMATCH, Depth.ROWS, row(1, Kind.MISSING))),
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }

        assertThat(history.findings(FindingQuery.openOf("orders", 10)).items())
                .singleElement()
                .satisfies(finding -> assertThat(finding.timesSeen()).isEqualTo(runs));
    }

    @Test
    void a_run_of_this_process_is_not_taken_for_interrupted() {
        begin("r1", "nightly", 1);

        assertThat(history.markInterrupted(LONG, at(9))).isEmpty();
        assertThat(history.run("r1").orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void a_run_whose_process_has_been_silent_for_long_is_marked_interrupted_once() {
        begin("r1", "nightly", 1);
        begin("r2", "nightly", 2);
        history.end("r2", RunEnd.failed(at(3), "No database."));

        assertThat(history.markInterrupted(Duration.ZERO, at(9)))
                .extracting(RunEntry::id)
                .containsExactly("r1");
        RunEntry interrupted = history.run("r1").orElseThrow();
        assertThat(interrupted.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(interrupted.end()).isEqualTo(at(9));
        assertThat(history.markInterrupted(Duration.ZERO, at(9))).isEmpty();
        assertThat(history.run("r2").orElseThrow().state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void old_runs_go_but_not_what_is_known_by_them() {
        for (int i = 1; i <= 6; i++) {
            begin("r" + i, "nightly", i);
            history.record(outcome(
                    "r" + i,
                    i,
                    i == 2 ? Verdict.MISMATCH : Verdict.ERROR,
                    i == 2 ? Depth.ROWS : null,
                    i == 2 ? new SightedRow[] {row(1, Kind.MISSING)} : new SightedRow[0]));
            history.end("r" + i, RunEnd.failed(at(i), "It failed."));
        }
        begin("once", "yearly", 0);
        history.end("once", RunEnd.failed(at(0), "It failed."));

        history.prune(new Retention(Duration.ofMinutes(2), 100), at(6));
        assertThat(ids()).containsExactly("r6", "r5", "r4", "r2", "once");

        history.prune(new Retention(LONG, 2), at(6));
        assertThat(ids()).containsExactly("r6", "r5", "r2", "once");
        assertThat(history.states()).singleElement().satisfies(state -> {
            assertThat(state.condition()).isEqualTo(Condition.DIFFERENT);
            assertThat(state.since()).isEqualTo(at(2));
        });
        assertThat(history.findings(FindingQuery.openOf("orders", 10)).total()).isEqualTo(1);
    }

    @Test
    void a_run_that_goes_on_stays_however_old_it_is_and_however_many_came_after_it() {
        begin("goes-on", "nightly", 1);
        for (int i = 2; i <= 4; i++) {
            begin("r" + i, "nightly", i);
            history.end("r" + i, RunEnd.failed(at(i), "It failed."));
        }

        history.prune(new Retention(Duration.ofMinutes(1), 1), at(9));

        assertThat(ids()).containsExactly("r4", "goes-on");
    }

    @Test
    void ended_findings_go_when_they_are_old() {
        begin("r1", "nightly", 1);
        begin("r2", "nightly", 2);
        history.record(outcome("r1", 1, Verdict.MISMATCH, Depth.ROWS, row(1, Kind.MISSING)));
        history.record(outcome("r2", 2, Verdict.MATCH, Depth.ROWS));

        history.prune(new Retention(Duration.ofMinutes(5), 100), at(7));
        assertThat(keys(new FindingQuery(null, null, null, null, 0, 10))).containsExactly("1");
        history.prune(new Retention(Duration.ofMinutes(4), 100), at(7));
        assertThat(keys(new FindingQuery(null, null, null, null, 0, 10))).isEmpty();
    }

    @Test
    void each_tick_has_one_account() {
        Tick ran = new Tick("nightly", at(1), Tick.Outcome.RAN, at(1), "r1", "");
        Tick overlapped = new Tick("nightly", at(2), Tick.Outcome.OVERLAPPED, at(2), null, "r1 still runs.");
        history.account(ran);
        history.account(new Tick("nightly", at(2), Tick.Outcome.RAN, at(2), "r2", ""));
        history.account(overlapped);
        history.account(new Tick("hourly", at(2), Tick.Outcome.RAN, at(2), "r3", ""));

        assertThat(history.ticks("nightly", 10)).containsExactly(overlapped, ran);
        assertThat(history.ticks("nightly", 1)).containsExactly(overlapped);
    }

    @Test
    void a_pause_lasts_until_it_is_ended() {
        history.pause("nightly", at(1));
        history.pause("nightly", at(2));
        history.pause("hourly", at(2));
        assertThat(history.paused()).containsExactly("hourly", "nightly");

        history.resume("nightly");
        history.resume("nightly");
        assertThat(history.paused()).containsExactly("hourly");
    }

    @Test
    void what_is_longer_than_a_column_is_cut() {
        begin("r1", "nightly", 1);
        history.end("r1", RunEnd.failed(at(2), "x".repeat(200_000)));

        assertThat(history.run("r1").orElseThrow().summary()).hasSize(100_000).endsWith("x…");
    }

    private List<String> ids() {
        return history.runs(Optional.empty(), 0, 100).items().stream()
                .map(RunEntry::id)
                .toList();
    }

    private List<String> keys(FindingQuery query) {
        List<String> keys = new ArrayList<>();
        history.findings(query)
                .items()
                .forEach(finding -> keys.add(finding.row().key().get(0).value().text()));
        return keys;
    }

    private void begin(String id, String job, int minute) {
        history.begin(new RunStart(id, job, Trigger.COMMAND, at(minute), null, null, false));
    }

    private static SightedRow row(int key, Kind kind) {
        return new SightedRow(
                identity(key),
                kind,
                true,
                List.of(new SightedRow.Cell("id", new Value.Whole(key))),
                kind == Kind.CHANGED ? List.of("price") : List.of(),
                List.of());
    }

    private static String identity(int key) {
        return String.format("%064d", key);
    }

    private static TableOutcome outcome(
            String run, int minute, Verdict verdict, @Nullable Depth depth, SightedRow... rows) {
        return outcome(entry(run, ORDERS, minute, verdict, depth), rows);
    }

    private static TableOutcome outcome(TableEntry entry, SightedRow... rows) {
        return new TableOutcome(
                entry,
                List.of(rows),
                entry.isConclusive() ? Coverage.ALL_ROWS : Coverage.THESE_ROWS,
                List.of("id"),
                Map.of());
    }

    private static TableEntry entry(String run, PairName pair, int minute, Verdict verdict, @Nullable Depth depth) {
        return new TableEntry(
                run,
                pair,
                at(minute),
                verdict,
                verdict == Verdict.MISMATCH ? Severity.HIGH : null,
                depth,
                false,
                new Reach("", Set.of("id", "price")),
                Set.of(),
                10L,
                9L,
                null,
                null,
                null,
                null,
                "A reason.",
                5);
    }

    /** What a run tells that goes on with one that began then; all of it was read then where both times are the same. */
    private static TableEntry readEarlier(String run, Verdict verdict, int minute, int began) {
        return new TableEntry(
                run,
                ORDERS,
                at(minute),
                verdict,
                verdict == Verdict.MISMATCH ? Severity.HIGH : null,
                Depth.ROWS,
                false,
                at(began),
                new Reach("", Set.of("id", "price")),
                Set.of(),
                10L,
                9L,
                null,
                null,
                null,
                null,
                "A reason.",
                5);
    }

    private static Instant at(int minute) {
        return Instant.parse("2026-10-25T00:58:00.123456Z").plusSeconds(60L * minute);
    }
}
