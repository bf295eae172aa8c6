package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Scrub;
import dev.reconcile.core.report.Scrub.Part;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NarrowingTest {

    private static final TablePair PAIR = TablePair.of("orders", "orders");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_comparison_of_all_rows_and_columns_is_not_narrow() {
        assertThat(Narrowing.of(PAIR, report(Depth.ROWS))).isEmpty();
        assertThat(Narrowing.of(PAIR, report(Depth.ROWS).scrubbed(Scrub.whole(24))))
                .isEmpty();
    }

    @Test
    void a_filter_of_either_side_leaves_rows_out() {
        RowFilter eu = new RowFilter("region = 'EU'");

        assertThat(Narrowing.of(filtered(eu, RowFilter.none()), report(Depth.COUNTS)))
                .containsExactly(Narrowing.ROW_FILTER);
        assertThat(Narrowing.of(filtered(RowFilter.none(), RowFilter.none().and("NOT gone")), report(Depth.ROWS)))
                .containsExactly(Narrowing.ROW_FILTER);
    }

    @Test
    void columns_are_left_out_of_a_comparison_of_contents_whoever_wants_it_so() {
        UncomparedColumn excluded = new UncomparedColumn("note", "Excluded by the settings.", true);
        UncomparedColumn unsupported = new UncomparedColumn("shape", "No common canonical type.", false);

        assertThat(Narrowing.of(PAIR, report(Depth.CHECKSUMS, excluded))).containsExactly(Narrowing.COLUMNS);
        assertThat(Narrowing.of(PAIR, report(Depth.ROWS, unsupported))).containsExactly(Narrowing.COLUMNS);
        assertThat(Narrowing.of(PAIR, report(Depth.COUNTS, excluded))).isEmpty();
    }

    @Test
    void rows_are_left_out_that_were_written_lately() {
        TablePair old =
                PAIR.withAgeLimit(new AgeLimit(Duration.ofHours(1), List.of("updated"), AgeLimit.Lack.values()[0]));

        assertThat(Narrowing.of(old, report(Depth.ROWS))).containsExactly(Narrowing.YOUNG_ROWS);
    }

    @Test
    void rows_are_left_out_that_were_not_changed_lately() {
        assertThat(Narrowing.of(PAIR, report(Depth.ROWS).ofRowsChangedSince(NOW)))
                .containsExactly(Narrowing.OLD_ROWS);
    }

    @Test
    void a_scrub_compares_a_part_and_it_is_known_whether_it_has_been_everywhere() {
        TableReport report = report(Depth.ROWS);

        assertThat(Narrowing.of(PAIR, report.scrubbed(scrub(NOW, null)))).containsExactly(Narrowing.SCRUB_BEGUN);
        assertThat(Narrowing.of(PAIR, report.scrubbed(scrub(NOW, NOW)))).containsExactly(Narrowing.SCRUB_PART);
    }

    @Test
    void columns_are_compared_by_rules() {
        ColumnRules near = ColumnRules.of(Map.of("id", ReachTest.within("0.01")));
        ColumnRules elsewhere = ColumnRules.of(Map.of("note", ReachTest.within("0.01")));

        assertThat(Narrowing.of(ReachTest.pair(near), report(Depth.ROWS))).containsExactly(Narrowing.RULES);
        assertThat(Narrowing.of(ReachTest.pair(near), report(Depth.COUNTS))).isEmpty();
        assertThat(Narrowing.of(ReachTest.pair(elsewhere), report(Depth.ROWS))).isEmpty();
    }

    @Test
    void what_a_preset_leaves_out_of_columns_is_a_rule_too_and_rounding_to_what_the_target_holds_is_none() {
        SoftenedColumn byPreset = new SoftenedColumn("id", By.PRESET);
        SoftenedColumn rounded = new SoftenedColumn("id", By.ROUNDING);

        assertThat(Narrowing.of(PAIR, report(Depth.ROWS).softened(List.of(byPreset))))
                .containsExactly(Narrowing.RULES);
        assertThat(Narrowing.of(PAIR, report(Depth.ROWS).softened(List.of(rounded))))
                .isEmpty();
    }

    @Test
    void of_rows_that_differ_there_may_be_more_where_the_search_ended_early() {
        RowsReport all = new RowsReport(0, 0, 9, 0, 0, 0, 0, 0, 0, List.of(), List.of());
        Halted early = new Halted("5 rows", 100, 1_000);

        assertThat(Narrowing.of(PAIR, different(all))).isEmpty();
        assertThat(Narrowing.of(PAIR, different(all.halted(early)))).containsExactly(Narrowing.ENDED_EARLY);
        assertThat(Narrowing.of(PAIR, different(all).skipped(Skipped.LOCKED))).containsExactly(Narrowing.ENDED_EARLY);
        assertThat(Narrowing.of(PAIR, different(null).skipped(Skipped.LOCKED)))
                .as("no rows are told")
                .isEmpty();
    }

    @Test
    void equal_parts_are_known_since_the_oldest_once_none_is_missing_or_differs() {
        assertThat(readSince(scrub(NOW, NOW.minusSeconds(5)))).isEqualTo(NOW.minusSeconds(5));
        assertThat(readSince(scrub(NOW, null))).isNull();
        assertThat(readSince(new Scrub(2, 1, 50, 0, List.of(part(NOW), differing()))))
                .isNull();
        assertThat(readSince(Scrub.whole(24))).isNull();
    }

    private static @Nullable Instant readSince(Scrub scrub) {
        return TableEntry.of(
                        "run-1", "nightly", NOW, report(Depth.ROWS).scrubbed(scrub), Reach.NUMBERS, null, List.of())
                .readSince();
    }

    private static Part differing() {
        return new Part(List.of(), List.of(), NOW, Verdict.MISMATCH, 10, 1);
    }

    private static TablePair filtered(RowFilter source, RowFilter target) {
        return new TablePair(PAIR.source(), PAIR.target(), PAIR.columns(), List.of(), source, target);
    }

    private static Scrub scrub(Instant first, @Nullable Instant second) {
        return new Scrub(2, 1, 50, 0, List.of(part(first), part(second)));
    }

    private static Part part(@Nullable Instant time) {
        return new Part(List.of(), List.of(), time, time == null ? null : Verdict.MATCH, 10, 0);
    }

    private static TableReport different(@Nullable RowsReport rows) {
        return new TableReport(
                "orders",
                "orders",
                Verdict.MISMATCH,
                List.of("Rows differ."),
                Depth.ROWS,
                null,
                null,
                null,
                null,
                rows,
                List.of("id"),
                List.of("id"),
                List.of(),
                List.of(),
                5);
    }

    private static TableReport report(Depth depth, UncomparedColumn... uncompared) {
        return new TableReport(
                "orders",
                "orders",
                Verdict.MATCH,
                List.of("Equal."),
                depth,
                null,
                null,
                null,
                null,
                null,
                List.of("id"),
                List.of("id"),
                List.of(uncompared),
                List.of(),
                5);
    }
}
