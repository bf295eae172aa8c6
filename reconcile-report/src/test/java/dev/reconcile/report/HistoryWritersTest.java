package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.DueTimes;
import dev.reconcile.core.history.DueTimes.DueTime;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.HistoryReport;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.SightedRow;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of runs, for a person and for a program. */
class HistoryWritersTest {

    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    @Test
    void a_table_that_is_no_longer_compared_is_said_and_how_to_drop_it() throws Exception {
        TableState state = TableState.after(null, match()).without(new LeftOut(NOW.plusSeconds(60), "run-2"));

        assertThat(console(state)).contains("\n    reconcile history dbo.orders=orders --job nightly --forget\n");
        assertThat(console(state).replaceAll("\\s+", " "))
                .startsWith("Verdict")
                .contains(" INCONCLUSIVE ")
                .contains("Not compared since 2026-11-28 20:01:00 UTC: the runs of the job no longer hold it.")
                .contains("Before that it was in sync since 2026-11-28 20:00:00 UTC")
                .contains("To drop it, if that is meant: reconcile")
                .doesNotContain("--left-out");
        JsonNode table = json(state).at("/tables/0");
        assertThat(table.get("verdict").textValue()).isEqualTo("INCONCLUSIVE");
        assertThat(table.get("left_out_since").textValue()).isEqualTo("2026-11-28T20:01:00.000000Z");
        assertThat(table.get("left_out_by").textValue()).isEqualTo("run-2");
    }

    @Test
    void many_tables_that_are_no_longer_compared_are_dropped_at_once() throws Exception {
        TableState state = TableState.after(null, match()).without(new LeftOut(NOW.plusSeconds(60), "run-2"));

        assertThat(console(report(state, state)).replaceAll("\\s+", " "))
                .contains(
                        "2 tables are no longer compared. 'reconcile history --forget --left-out' drops all that are not");
    }

    @Test
    void a_command_is_quoted_where_a_name_needs_it() {
        assertThat(ForgetCommand.of(new PairName("all at once", "dbo.it's", "a=b")))
                .isEqualTo("reconcile history 'dbo.it'\\''s=\"a=b\"' --job 'all at once' --forget");
        assertThat(ForgetCommand.of(new PairName("$(reboot)", "é.x", "y`z`")))
                .isEqualTo("reconcile history 'é.x=y`z`' --job '$(reboot)' --forget");
    }

    @Test
    void a_run_of_a_part_is_told_from_one_of_the_whole_job() throws Exception {
        HistoryReport report = new HistoryReport(
                NOW,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                new Page<>(
                        Stream.of(Trigger.REQUEST, Trigger.REQUEST_FOR_PART, Trigger.COMMAND_FOR_PART)
                                .map(trigger -> new RunEntry(
                                        new RunStart(trigger.name(), "nightly", trigger, NOW, null, null, false),
                                        RunState.COMPLETED,
                                        Status.PASS,
                                        NOW,
                                        "",
                                        1,
                                        1,
                                        0,
                                        0,
                                        0))
                                .toList(),
                        3),
                List.of(),
                new Page<>(List.of(), 0));

        assertThat(console(report)
                        .lines()
                        .dropWhile(line -> !line.contains("State"))
                        .skip(1)
                        .map(String::strip))
                .containsExactly(
                        "PASS   2026-11-28 20:00:00 UTC  nightly  whole job      1    0",
                        "PASS   2026-11-28 20:00:00 UTC  nightly  a part         1    0",
                        "PASS   2026-11-28 20:00:00 UTC  nightly  a part         1    0");
        assertThat(json(report).get("runs").findValuesAsText("trigger"))
                .containsExactly("request", "request_for_part", "command_for_part");
    }

    @Test
    void a_table_that_is_compared_is_not_left_out() throws Exception {
        TableState state = TableState.after(null, match());

        assertThat(console(state)).contains("MATCH").doesNotContain("Not compared");
        JsonNode table = json(state).at("/tables/0");
        assertThat(table.get("left_out_since").isNull()).isTrue();
        assertThat(table.get("left_out_by").isNull()).isTrue();
    }

    @Test
    void rows_that_are_accepted_are_said_of_a_table_that_matches() throws Exception {
        TableState state = TableState.after(null, match(3L));

        assertThat(console(state).replaceAll("\\s+", " "))
                .contains(" MATCH ")
                .contains(
                        "In sync since 2026-11-28 20:00:00 UTC, but for rows that differ and that the settings accept (3 in the"
                                + " last run), by a comparison of rows.");
        assertThat(json(state).at("/tables/0/last_result/accepted_rows").longValue())
                .isEqualTo(3);
        assertThat(console(TableState.after(null, match(0L)))).doesNotContain("accept");
    }

    @Test
    void a_match_of_less_than_all_rows_and_columns_says_so() throws Exception {
        TableState state = TableState.after(
                null, match(0L, Depth.ROWS, Set.of(Narrowing.COLUMNS, Narrowing.SCRUB_BEGUN, Narrowing.ROW_FILTER)));

        assertThat(console(state).replaceAll("\\s+", " "))
                .contains(
                        "In sync since 2026-11-28 20:00:00 UTC, by a comparison of rows (only rows that a filter lets through;"
                                + " only a part of the rows so far; not all columns).");
        assertThat(json(state).at("/tables/0/last_result/narrowed_by").toString())
                .isEqualTo("[\"row_filter\",\"scrub_begun\",\"columns\"]");
    }

    @Test
    void a_match_of_less_than_what_was_found_to_differ_says_what_to_do() throws Exception {
        TableState found = TableState.after(null, match());
        TableState state = TableState.after(
                new TableState(
                        found.pair(),
                        TableState.Condition.DIFFERENT,
                        NOW,
                        Depth.ROWS,
                        found.reach(),
                        found.last(),
                        found.last(),
                        NOW,
                        null,
                        null),
                match(0L, Depth.COUNTS, Set.of()));

        assertThat(console(state).replaceAll("\\s+", " "))
                .contains(
                        " MISMATCH ",
                        "MATCH, which compared too little, or other rows or columns, or by other rules, or read them before, to undo that.",
                        "Where the settings were changed on purpose, this has it begin anew:"
                                + " reconcile history dbo.orders=orders --job nightly --forget");
    }

    @Test
    void numbers_of_a_search_that_ended_early_are_told_as_the_least() throws Exception {
        TableEntry early = new TableEntry(
                "run-1",
                new PairName("nightly", "dbo.orders", "orders"),
                NOW,
                Verdict.MISMATCH,
                Severity.LOW,
                Depth.ROWS,
                false,
                Reach.NUMBERS,
                Set.of(Narrowing.ENDED_EARLY),
                10_000L,
                10_000L,
                0L,
                0L,
                1_234L,
                0L,
                "Rows differ.",
                5);
        TableState state = TableState.after(null, early);
        HistoryReport one = new HistoryReport(
                NOW,
                "orders",
                List.of(state),
                Map.of(),
                Map.of(state.pair(), List.of(early)),
                new Page<>(List.of(), 0),
                List.of(),
                new Page<>(List.of(), 0));

        assertThat(console(one)).contains("≥ 1,234").doesNotContain("≥ 0");
        assertThat(console(state).replaceAll("\\s+", " ")).contains("not all rows that differ were looked for");
    }

    @Test
    void it_is_told_how_long_ago_a_table_was_checked() throws Exception {
        TableState state = TableState.after(null, match());
        Map<Duration, String> ages = new LinkedHashMap<>();
        ages.put(Duration.ofHours(-1), " unknown ");
        ages.put(Duration.ofSeconds(-3), " 0 s ago ");
        ages.put(Duration.ofSeconds(119), " 119 s ago ");
        ages.put(Duration.ofMinutes(119), " 119 min ago ");
        ages.put(Duration.ofHours(47), " 47 h ago ");
        ages.put(Duration.ofDays(30), " 30 days ago ");

        for (Map.Entry<Duration, String> age : ages.entrySet()) {
            HistoryReport report = new HistoryReport(
                    NOW.plus(age.getKey()),
                    null,
                    List.of(state),
                    Map.of(),
                    Map.of(),
                    new Page<>(List.of(), 0),
                    List.of(),
                    new Page<>(List.of(), 0));
            assertThat(console(report)).contains(age.getValue());
        }
    }

    @Test
    void a_match_of_counts_is_not_told_as_one_of_contents() throws Exception {
        TableState state = TableState.after(null, match(0L, Depth.COUNTS, Set.of()));

        assertThat(console(state)).contains("Of 1 table that matches only the numbers of rows were compared.");
    }

    @Test
    void a_match_of_everything_needs_no_words_and_of_an_old_one_nothing_more_is_known() throws Exception {
        TableState whole = TableState.after(null, match());
        TableState old = TableState.after(null, match(0L, Depth.ROWS, null));

        assertThat(console(whole)).doesNotContain("In sync since", "compared").isEqualTo(console(old));
        assertThat(json(whole).at("/tables/0/last_result/narrowed_by")).isEmpty();
        assertThat(json(old).at("/tables/0/last_result/narrowed_by").isNull()).isTrue();
    }

    @Test
    void times_that_did_not_simply_run_and_pauses_are_said() throws Exception {
        List<DueTime> times = new ArrayList<>();
        times.add(time(9, Tick.Outcome.PAUSED, null, null));
        times.add(time(8, Tick.Outcome.RAN, "4711aaaa-bbbb", RunState.INTERRUPTED));
        for (int i = 7; i > 1; i--) {
            times.add(time(i, Tick.Outcome.MISSED, "run-1", RunState.COMPLETED));
        }
        times.add(time(1, Tick.Outcome.RAN, "run-1", RunState.COMPLETED));
        times.add(time(0, Tick.Outcome.RAN, "forgotten", null));
        HistoryReport report = withSchedules(
                new DueTimes("hourly", false, List.of(time(1, Tick.Outcome.RAN, "run-2", RunState.RUNNING))),
                new DueTimes("nightly", true, times));

        assertThat(console(report))
                .contains("Schedules", "The schedule of nightly is paused")
                .containsSubsequence(
                        "PAUSED       2026-11-28 20:09:00 UTC  nightly  -",
                        "INTERRUPTED  2026-11-28 20:08:00 UTC  nightly  4711aaaa",
                        "MISSED       2026-11-28 20:07:00 UTC  nightly  run-1",
                        "MISSED       2026-11-28 20:06:00 UTC",
                        "MISSED       2026-11-28 20:05:00 UTC",
                        "… of 8 such among the last 10 times of nightly; --json has them all.")
                .doesNotContain("20:04:00", "hourly");
        assertThat(console(report).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        JsonNode schedules = json(report).at("/schedules");
        assertThat(schedules).hasSize(2);
        assertThat(schedules.at("/0/paused").booleanValue()).isFalse();
        assertThat(schedules.at("/1/paused").booleanValue()).isTrue();
        assertThat(schedules.at("/1/ticks")).hasSize(10);
        assertThat(schedules.at("/1/ticks/1/outcome").textValue()).isEqualTo("ran");
        assertThat(schedules.at("/1/ticks/1/run_state").textValue()).isEqualTo("interrupted");
        assertThat(schedules.at("/1/ticks/9/run_state").isNull()).isTrue();
    }

    @Test
    void a_schedule_that_is_kept_needs_no_words() throws Exception {
        HistoryReport report = withSchedules(
                new DueTimes("hourly", false, List.of(time(1, Tick.Outcome.RAN, "run-2", RunState.COMPLETED))));

        assertThat(console(report)).doesNotContain("Schedules");
    }

    @Test
    void null_is_not_the_word_of_it() throws Exception {
        HistoryReport report = withFindings(
                finding(Value.Null.NULL, new Value.Text("NULL"), Value.Null.NULL),
                finding(new Value.Text("NULL"), new Value.Text(""), new Value.Text("it's  \u202e")),
                finding(new Value.Untyped("NULL"), new Value.Untyped("5"), Value.Hidden.HIDDEN));

        assertThat(console(report))
                .contains("CHANGED  code=NULL in word", "word: 'NULL' → NULL")
                .contains("CHANGED  code='NULL' in word", "word: '' → 'it\\'s \\u0020\\u202e'")
                .contains("CHANGED  code=NULL or 'NULL' in word", "word: 5 → (hidden)");
        JsonNode findings = json(report).at("/findings");
        assertThat(findings.at("/0/key")).hasToString("[{\"column\":\"code\",\"type\":\"null\",\"value\":null}]");
        assertThat(findings.at("/0/values/0"))
                .hasToString("{\"column\":\"word\",\"source_type\":\"text\",\"source\":\"NULL\","
                        + "\"target_type\":\"null\",\"target\":null}");
        assertThat(findings.at("/1/key/0/value").textValue()).isEqualTo("NULL");
        assertThat(findings.at("/2/values/0"))
                .hasToString("{\"column\":\"word\",\"source_type\":\"untyped\",\"source\":\"5\","
                        + "\"target_type\":\"hidden\",\"target\":null}");
        assertThat(findings.at("/2/key/0"))
                .hasToString("{\"column\":\"code\",\"type\":\"untyped\",\"value\":\"NULL\"}");
    }

    private static Finding finding(Value key, Value source, Value target) {
        return new Finding(
                1,
                new PairName("nightly", "dbo.orders", "orders"),
                new SightedRow(
                        "0".repeat(64),
                        RowDifference.Kind.CHANGED,
                        true,
                        List.of(new SightedRow.Cell("code", key)),
                        List.of("word"),
                        List.of(new SightedRow.ChangedCell("word", source, target))),
                NOW,
                "run-1",
                NOW,
                "run-1",
                1,
                "",
                null,
                null);
    }

    private static HistoryReport withFindings(Finding... findings) {
        return new HistoryReport(
                NOW.plusSeconds(120),
                "dbo.orders",
                List.of(TableState.after(null, match())),
                Map.of(),
                Map.of(),
                new Page<>(List.of(), 0),
                List.of(),
                new Page<>(List.of(findings), findings.length));
    }

    private static DueTime time(int minute, Tick.Outcome outcome, @Nullable String run, @Nullable RunState state) {
        Instant due = NOW.plusSeconds(60L * minute);
        return new DueTime(new Tick("nightly", due, outcome, due, run, ""), state);
    }

    private static HistoryReport withSchedules(DueTimes... schedules) {
        return new HistoryReport(
                NOW.plusSeconds(1_000),
                null,
                List.of(),
                Map.of(),
                Map.of(),
                new Page<>(List.of(), 0),
                List.of(schedules),
                new Page<>(List.of(), 0));
    }

    private static TableEntry match() {
        return match(0L);
    }

    private static TableEntry match(long accepted) {
        return match(accepted, Depth.ROWS, Set.of());
    }

    private static TableEntry match(long accepted, Depth depth, @Nullable Set<Narrowing> narrowings) {
        return new TableEntry(
                "run-1",
                new PairName("nightly", "dbo.orders", "orders"),
                NOW,
                Verdict.MATCH,
                null,
                depth,
                false,
                Reach.NUMBERS,
                narrowings,
                10L,
                10L,
                0L,
                0L,
                0L,
                accepted,
                "All rows are equal.",
                5);
    }

    private static HistoryReport report(TableState... states) {
        return new HistoryReport(
                NOW.plusSeconds(120),
                null,
                List.of(states),
                Map.of(),
                Map.of(),
                new Page<>(List.of(), 0),
                List.of(),
                new Page<>(List.of(), 0));
    }

    private static String console(TableState state) throws IOException {
        return console(report(state));
    }

    private static JsonNode json(TableState state) throws IOException {
        return json(report(state));
    }

    private static String console(HistoryReport report) throws IOException {
        StringBuilder text = new StringBuilder();
        new ConsoleHistoryWriter(ConsoleStyle.PLAIN).write(report, text);
        return text.toString();
    }

    private static JsonNode json(HistoryReport report) throws IOException {
        StringBuilder text = new StringBuilder();
        JsonHistory.write(report, text);
        return new ObjectMapper().readTree(text.toString());
    }
}
