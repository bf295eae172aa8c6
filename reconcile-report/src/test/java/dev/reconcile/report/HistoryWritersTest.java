package dev.reconcile.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reconcile.core.history.HistoryReport;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of runs, for a person and for a program. */
class HistoryWritersTest {

    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    @Test
    void a_table_that_is_no_longer_compared_is_said_and_how_to_drop_it() throws Exception {
        TableState state = TableState.after(null, match()).without(new LeftOut(NOW.plusSeconds(60), "run-2"));

        assertThat(console(state).replaceAll("\\s+", " "))
                .startsWith("Verdict")
                .contains(" INCONCLUSIVE ")
                .contains("Not compared since 2026-11-28 20:01:00 UTC: the runs of the job no longer hold it.")
                .contains("'reconcile history dbo.orders --forget' drops it")
                .contains("In sync since 2026-11-28 20:00:00 UTC");
        JsonNode table = json(state).at("/tables/0");
        assertThat(table.get("verdict").textValue()).isEqualTo("INCONCLUSIVE");
        assertThat(table.get("left_out_since").textValue()).isEqualTo("2026-11-28T20:01:00.000000Z");
        assertThat(table.get("left_out_by").textValue()).isEqualTo("run-2");
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

    private static TableEntry match() {
        return match(0L);
    }

    private static TableEntry match(long accepted) {
        return new TableEntry(
                "run-1",
                new PairName("nightly", "dbo.orders", "orders"),
                NOW,
                Verdict.MATCH,
                null,
                Depth.ROWS,
                false,
                Reach.NUMBERS,
                10L,
                10L,
                0L,
                0L,
                0L,
                accepted,
                "All rows are equal.",
                5);
    }

    private static HistoryReport report(TableState state) {
        return new HistoryReport(
                NOW.plusSeconds(120),
                null,
                List.of(state),
                Map.of(),
                Map.of(),
                new Page<>(List.of(), 0),
                new Page<>(List.of(), 0));
    }

    private static String console(TableState state) throws IOException {
        StringBuilder text = new StringBuilder();
        new ConsoleHistoryWriter(ConsoleStyle.PLAIN).write(report(state), text);
        return text.toString();
    }

    private static JsonNode json(TableState state) throws IOException {
        StringBuilder text = new StringBuilder();
        JsonHistory.write(report(state), text);
        return new ObjectMapper().readTree(text.toString());
    }
}
