package dev.reconcile.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {

    static Stream<Arguments> runs() {
        return Stream.of(
                run(
                        2,
                        1,
                        0,
                        0,
                        Status.FAIL,
                        "Reconciliation found discrepancies in 1 of 3 tables. 2 tables are consistent."),
                run(
                        1,
                        1,
                        0,
                        0,
                        Status.FAIL,
                        "Reconciliation found discrepancies in 1 of 2 tables. 1 table is consistent."),
                run(0, 1, 0, 0, Status.FAIL, "Reconciliation found discrepancies in 1 of 1 table."),
                run(0, 2, 0, 0, Status.FAIL, "Reconciliation found discrepancies in 2 of 2 tables."),
                run(1, 0, 0, 0, Status.PASS, "1 table is consistent."),
                run(3, 0, 0, 0, Status.PASS, "3 tables are consistent."),
                run(1, 0, 1, 0, Status.FAIL, "1 table is not fully compared. 1 table is consistent."),
                run(0, 0, 2, 0, Status.FAIL, "2 tables are not fully compared."),
                run(1, 0, 0, 1, Status.FAIL, "1 table failed to compare. 1 table is consistent."),
                run(0, 0, 0, 2, Status.FAIL, "2 tables failed to compare."),
                run(
                        4,
                        3,
                        2,
                        1,
                        Status.FAIL,
                        "Reconciliation found discrepancies in 3 of 10 tables. 2 tables are not fully compared."
                                + " 1 table failed to compare. 4 tables are consistent."),
                run(0, 0, 0, 0, Status.NO_DATA, "No tables were compared."));
    }

    private static Arguments run(
            int matched, int mismatched, int inconclusive, int errored, Status status, String summary) {
        return Arguments.of(matched, mismatched, inconclusive, errored, status, summary);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_says_what_its_tables_say(
            int matched, int mismatched, int inconclusive, int errored, Status status, String summary) {
        List<TableReport> tables = tables(matched, mismatched, inconclusive, errored);
        Report report = report(tables);
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.summary()).isEqualTo(summary);
        assertThat(report.totalTables()).isEqualTo(matched + mismatched + inconclusive + errored);
        assertThat(report.tablesMatched()).isEqualTo(matched);
        assertThat(report.tablesMismatched()).isEqualTo(mismatched);
        assertThat(report.tablesInconclusive()).isEqualTo(inconclusive);
        assertThat(report.tablesErrored()).isEqualTo(errored);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void an_interrupted_run_says_so_and_never_passes(
            int matched, int mismatched, int inconclusive, int errored, Status status, String summary) {
        Report interrupted = interrupted(tables(matched, mismatched, inconclusive, errored));
        assertThat(interrupted.status()).isEqualTo(Status.FAIL);
        assertThat(interrupted.summary()).isEqualTo("The run was interrupted. " + summary);
    }

    @Test
    void rows_are_totalled_over_the_tables_that_were_counted() {
        Report report = report(List.of(
                table(Verdict.MATCH, side(10L), side(10L), 5),
                table(Verdict.MISMATCH, side(5_000_000_000L), side(7L), 5),
                TableReport.uncompared("dbo.a", "a", Verdict.ERROR, "It failed.", 5)));
        assertThat(report.sourceTotalRows()).isEqualTo(5_000_000_010L);
        assertThat(report.targetTotalRows()).isEqualTo(17);
    }

    @Test
    void a_table_that_was_not_compared_knows_nothing_but_why() {
        TableReport table = TableReport.uncompared("dbo.a", "a", Verdict.ERROR, "It failed.", 5);
        assertThat(table.reasons()).containsExactly("It failed.");
        assertThat(table.sourceCount()).isNull();
        assertThat(table.targetCount()).isNull();
        assertThat(table.rowsPerSecond()).isNull();
        assertThat(table.compared()).isNull();
        assertThat(table.milliseconds()).isEqualTo(5);
    }

    @Test
    void what_was_not_compared_never_matches() {
        assertThatThrownBy(() -> TableReport.uncompared("dbo.a", "a", Verdict.MATCH, "", 5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_was_skipped_never_matches() {
        TableReport matching = table(Verdict.MATCH, side(1L), side(1L), 5);
        assertThatThrownBy(() -> matching.skipped(Skipped.LOCKED)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"600, 400, 1000, 1000", "1, 0, 3, 333", "1, 1, 3, 667", "10, 10, 0, ", "0, 0, 5, ", "0, 5, 1000, 5"})
    void speed_counts_both_sides_and_needs_rows_and_time(
            long source, long target, long millis, @Nullable Long expected) {
        assertThat(table(Verdict.MATCH, side(source), side(target), millis).rowsPerSecond())
                .isEqualTo(expected);
        assertThat(table(Verdict.MATCH, side(source), null, millis).rowsPerSecond())
                .isNull();
    }

    private static List<TableReport> tables(int matched, int mismatched, int inconclusive, int errored) {
        List<TableReport> tables = new ArrayList<>();
        tables.addAll(Collections.nCopies(matched, table(Verdict.MATCH, side(1L), side(1L), 1)));
        tables.addAll(Collections.nCopies(mismatched, table(Verdict.MISMATCH, side(1L), side(2L), 1)));
        tables.addAll(Collections.nCopies(
                inconclusive, TableReport.uncompared("dbo.a", "a", Verdict.INCONCLUSIVE, "It is hidden.", 1)));
        tables.addAll(
                Collections.nCopies(errored, TableReport.uncompared("dbo.a", "a", Verdict.ERROR, "It failed.", 1)));
        return tables;
    }

    private static TableReport table(
            Verdict verdict, @Nullable SideReport source, @Nullable SideReport target, long millis) {
        return new TableReport(
                "dbo.a",
                "a",
                verdict,
                List.of(),
                Depth.COUNTS,
                source,
                target,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                millis);
    }

    private static SideReport side(long count) {
        return new SideReport("Memory 1.0", count, null, null, "SERIALIZABLE", false, 1);
    }

    private static Report report(List<TableReport> tables) {
        return new Report("run", "1.0", Instant.EPOCH, 1, true, tables, List.of(), List.of(), List.of());
    }

    private static Report interrupted(List<TableReport> tables) {
        return new Report("run", "1.0", Instant.EPOCH, 1, false, tables, List.of(), List.of(), List.of());
    }
}
