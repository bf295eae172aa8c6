package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Mending;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableRecheck;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecheckerTest {

    private static final BigDecimal TEN = new BigDecimal("10.00");
    private static final RunOptions ROWS = Reconciled.COUNTS.withDepth(Depth.ROWS);

    /** Row 1 is missing, row 2 changed, row 3 equal, row 4 extra. */
    private static Report damaged() {
        return Reconciled.reconcile(right(), wrong(), ROWS);
    }

    private static InMemoryTable right() {
        return source().row(1, TEN, "a").row(2, TEN, "b").row(3, TEN, "c");
    }

    private static InMemoryTable wrong() {
        return target().row(2, TEN, "B").row(3, TEN, "c").row(4, TEN, "d");
    }

    private static InMemoryTable mended() {
        return target().row(1, TEN, "a").row(2, TEN, "b").row(3, TEN, "c");
    }

    @Test
    void findings_that_are_gone_are_mended() {
        RecheckReport recheck = recheck(damaged(), right(), mended());

        assertThat(recheck.allMended()).isTrue();
        assertThat(recheck.summary()).isEqualTo("All 3 findings are mended.");
        TableRecheck table = only(recheck);
        assertThat(table.mending()).isEqualTo(Mending.MENDED);
        assertThat(table.findings()).isEqualTo(3);
        assertThat(table.mended()).isEqualTo(3);
        assertThat(table.rows()).isEmpty();
        assertThat(table.reasons()).isEmpty();
    }

    @Test
    void findings_that_are_left_are_told_as_they_are_now() {
        InMemoryTable halfMended =
                target().row(1, TEN, "x").row(2, TEN, "b").row(3, TEN, "c").row(4, TEN, "d");

        RecheckReport recheck = recheck(damaged(), right(), halfMended);

        assertThat(recheck.allMended()).isFalse();
        assertThat(recheck.summary()).isEqualTo("Of 3 findings 1 is mended, 2 still differ, 0 could not be rechecked.");
        assertThat(only(recheck).mending()).isEqualTo(Mending.DIFFERENT);
        assertThat(only(recheck).rows())
                .extracting(
                        RowDifference::kind,
                        row -> row.key().get(0).value(),
                        row -> row.columns().stream().map(ChangedColumn::column).toList())
                .containsExactlyInAnyOrder(
                        tuple(Kind.CHANGED, new Value.Whole(1), List.of("note")),
                        tuple(Kind.EXTRA, new Value.Whole(4), List.of()));
    }

    @Test
    void rows_that_the_report_does_not_name_are_not_looked_at() {
        InMemoryTable other = mended().row(9, TEN, "new damage");

        assertThat(recheck(damaged(), right(), other).allMended()).isTrue();
    }

    @Test
    void a_missing_or_an_extra_row_that_neither_side_has_any_more_is_mended() {
        InMemoryTable source = source().row(2, TEN, "b").row(3, TEN, "c");
        InMemoryTable target = target().row(2, TEN, "b").row(3, TEN, "c");

        assertThat(recheck(damaged(), source, target).allMended()).isTrue();
    }

    @Test
    void a_changed_row_that_neither_side_has_any_more_is_not_mended() {
        InMemoryTable source = source().row(1, TEN, "a").row(3, TEN, "c");
        InMemoryTable target = target().row(1, TEN, "a").row(3, TEN, "c");

        RecheckReport recheck = recheck(damaged(), source, target);

        assertThat(recheck.allMended()).isFalse();
        assertThat(only(recheck).mending()).isEqualTo(Mending.NOT_RECHECKED);
        assertThat(only(recheck).mended()).isEqualTo(2);
        assertThat(only(recheck).unknown()).isEqualTo(1);
        assertThat(only(recheck).reasons())
                .singleElement()
                .asString()
                .startsWith("1 row that differed is found on neither side by the key in the report");
    }

    @Test
    void findings_beyond_the_details_are_never_taken_for_mended() {
        RunOptions two = ROWS.withRows(ROWS.rows().withMaxDetails(2));

        RecheckReport recheck = recheck(Reconciled.reconcile(right(), wrong(), two), right(), mended());

        assertThat(recheck.allMended()).isFalse();
        assertThat(only(recheck).mended()).isEqualTo(2);
        assertThat(only(recheck).unknown()).isEqualTo(1);
        assertThat(only(recheck).reasons())
                .containsExactly(
                        "1 row is only counted in the report and not named. Give the --details-file of the run, or run"
                                + " again with more --max-details.");
    }

    @Test
    void rows_beyond_the_details_are_rechecked_where_something_else_names_them() {
        InMemoryTable source = source();
        InMemoryTable mended = target();
        List<RowDifference> told = new ArrayList<>();
        for (int i = 0; i < 505; i++) {
            source.row(i, TEN, "a");
            mended.row(i, TEN, i % 100 == 99 ? "b" : "a");
            told.add(new RowDifference(
                    Kind.MISSING,
                    List.of(new NamedValue("id", new Value.Whole(i))),
                    List.of(),
                    1,
                    Confirmation.PERSISTENT));
        }
        Report report =
                Reconciled.reconcile(source, target(), ROWS.withRows(ROWS.rows().withMaxDetails(0)));

        TableRecheck all = only(recheck(report, source, mended, (table, rows) -> told.forEach(rows)));
        TableRecheck cutOff = only(recheck(
                report, source, mended, (table, rows) -> told.subList(0, 5).forEach(rows)));

        assertThat(all.mended()).isEqualTo(500);
        assertThat(all.different()).isEqualTo(5);
        assertThat(all.rows()).hasSize(5);
        assertThat(cutOff.mended()).isEqualTo(5);
        assertThat(cutOff.unknown()).isEqualTo(500);
    }

    @Test
    void more_rows_than_the_report_counts_are_those_of_another_run() {
        FoundRows twice = (table, rows) -> {
            FoundRows.OF_THE_REPORT.of(table, rows);
            FoundRows.OF_THE_REPORT.of(table, rows);
        };

        TableRecheck recheck = only(recheck(damaged(), right(), mended(), twice));

        assertThat(recheck.unknown()).isEqualTo(3);
        assertThat(recheck.reasons())
                .containsExactly("More rows are named than the report counts: they are not those of this run.");
    }

    @Test
    void masked_keys_cannot_be_looked_up() {
        TablePair masking = PAIR.withColumns(ColumnSelection.all().masking(Set.of("id")));

        RecheckReport recheck =
                recheck(Reconciled.reconcile(right(), wrong(), masking, ROWS), right(), mended(), masking);

        assertThat(only(recheck).unknown()).isEqualTo(3);
        assertThat(only(recheck).reasons()).singleElement().asString().contains("3 rows could not be", "masked");
        assertThat(recheck.allMended()).isFalse();
    }

    @Test
    void tables_without_a_key_cannot_be_rechecked() {
        InMemoryTable source = keyless("dbo.orders").row(1).row(2);
        RunOptions showing = ROWS.withRows(ROWS.rows().showing(ShownValues.OF_DIFFERENCES));
        for (RunOptions options : List.of(ROWS, showing)) {
            Report report =
                    Reconciled.reconcile(source, keyless("public.orders").row(1), options);

            RecheckReport recheck =
                    recheck(report, source, keyless("public.orders").row(1).row(2));

            assertThat(only(recheck).unknown()).isEqualTo(1);
            assertThat(only(recheck).reasons())
                    .containsExactly("1 row could not be looked up: the tables have no key. Run again.");
        }
    }

    private static InMemoryTable keyless(String name) {
        return InMemoryTable.named(name).column("id", new ValueType.Whole());
    }

    @Test
    void another_key_than_that_of_the_report_finds_nothing() {
        TablePair byNote = PAIR.withKey(List.of("note"));

        RecheckReport recheck = recheck(damaged(), right(), mended(), byNote);

        assertThat(only(recheck).unknown()).isEqualTo(3);
        assertThat(only(recheck).reasons())
                .singleElement()
                .asString()
                .contains("the report knows rows by id, and the key is note now");
    }

    @Test
    void a_key_of_another_type_by_now_finds_nothing() {
        InMemoryTable source = typed("dbo.orders");
        InMemoryTable target = typed("public.orders");

        assertThat(only(recheck(damaged(), source, target)).reasons())
                .anyMatch(reason -> reason.contains("the key is of another type now"));
    }

    private static InMemoryTable typed(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Uuid())
                .column("total", new ValueType.FixedDecimal(10, 2))
                .column("note", new ValueType.Text(50, false))
                .primaryKey("id");
    }

    @Test
    void a_report_of_counts_or_checksums_names_nothing_to_look_at() {
        for (RunOptions options : List.of(Reconciled.COUNTS, Reconciled.CHECKSUMS)) {
            Report report = Reconciled.reconcile(right().row(5, TEN, "e"), wrong(), options);

            RecheckReport recheck = recheck(report, right(), mended());

            assertThat(recheck.allMended()).isFalse();
            assertThat(only(recheck).mending()).isEqualTo(Mending.NOT_RECHECKED);
            assertThat(only(recheck).reasons())
                    .singleElement()
                    .asString()
                    .startsWith("The report names no row that differs. It says: ")
                    .endsWith("Run again with --validate-checksums and without --no-row-details.");
        }
    }

    @Test
    void a_table_that_failed_or_was_not_done_is_not_rechecked() {
        Report failed = report(
                true, TableReport.uncompared("dbo.orders", "orders", Verdict.ERROR, "The login may not read it.", 0));
        Report interrupted = report(
                false,
                TableReport.uncompared(
                        "dbo.orders", "orders", Verdict.INCONCLUSIVE, "The run was interrupted before this.", 0));

        assertThat(only(recheck(failed, right(), mended())).reasons())
                .containsExactly(
                        "The report names no row that differs. It says: The login may not read it. Run again.");
        assertThat(recheck(failed, right(), mended()).allMended()).isFalse();
        assertThat(recheck(interrupted, right(), mended()).allMended()).isFalse();
    }

    @Test
    void an_interrupted_run_is_never_all_mended() {
        Report whole = damaged();

        assertThat(recheck(report(true, whole.tables().get(0)), right(), mended())
                        .allMended())
                .isTrue();
        RecheckReport recheck = recheck(report(false, whole.tables().get(0)), right(), mended());
        assertThat(recheck.allMended()).isFalse();
        assertThat(recheck.summary()).startsWith("The run of the report was interrupted.");
    }

    @Test
    void tables_that_matched_are_counted_and_not_looked_at() {
        Report equal = Reconciled.reconcile(right(), mended(), ROWS);
        InMemoryDatabase source = InMemoryDatabase.of(right());

        RecheckReport recheck = new Rechecker(source, InMemoryDatabase.of(wrong()), Reconciled.CLOCK)
                .recheck(equal, FoundRows.OF_THE_REPORT, table -> PAIR, ROWS, RunListener.NONE, new Cancellation());

        assertThat(recheck.tablesMatched()).isEqualTo(1);
        assertThat(recheck.tables()).isEmpty();
        assertThat(source.reads()).isEmpty();
        assertThat(recheck.allMended()).isTrue();
        assertThat(recheck.summary()).isEqualTo("All tables matched in the report, so there was nothing to look at.");
    }

    @Test
    void a_report_without_tables_leaves_nothing_mended() {
        RecheckReport recheck = recheck(report(true), right(), mended());

        assertThat(recheck.allMended()).isFalse();
        assertThat(recheck.summary()).isEqualTo("The report holds no tables.");
    }

    @Test
    void a_column_that_the_target_still_lacks_still_differs() {
        InMemoryTable source =
                source().column("discount", new ValueType.Whole()).row(1, TEN, "a", 5);
        Report report = Reconciled.reconcile(source, target().row(1, TEN, "a"), ROWS);

        RecheckReport recheck = recheck(report, source, target().row(1, TEN, "a"));

        assertThat(only(recheck).mending()).isEqualTo(Mending.DIFFERENT);
        assertThat(only(recheck).reasons())
                .singleElement()
                .asString()
                .startsWith("orders still lacks the source's column discount");
    }

    @Test
    void a_column_that_the_settings_leave_out_by_now_is_not_taken_for_mended() {
        Report report = Reconciled.reconcile(source().row(1, TEN, "a"), target().row(1, TEN, "b"), ROWS);
        TablePair withoutNote = PAIR.withColumns(new ColumnSelection(List.of(), Set.of("note"), Map.of()));

        RecheckReport recheck = recheck(report, source().row(1, TEN, "a"), target().row(1, TEN, "b"), withoutNote);

        assertThat(recheck.allMended()).isFalse();
        assertThat(only(recheck).mended()).isZero();
        assertThat(only(recheck).reasons())
                .anyMatch(reason -> reason.startsWith("The run compared note, which the settings leave out now"));
    }

    @Test
    void a_column_that_came_meanwhile_was_never_compared() {
        InMemoryTable source =
                source().column("discount", new ValueType.Whole()).row(1, TEN, "a", 5);
        InMemoryTable target =
                target().column("discount", new ValueType.Whole()).row(1, TEN, "a", null);
        Report report = Reconciled.reconcile(source, target().row(1, TEN, "a"), ROWS);

        RecheckReport recheck = recheck(report, source, target);

        assertThat(recheck.allMended()).isFalse();
        assertThat(only(recheck).mending()).isEqualTo(Mending.NOT_RECHECKED);
        assertThat(only(recheck).reasons())
                .containsExactly("The run did not compare discount, so rows that it does not name may differ there."
                        + " Run again.");
    }

    @Test
    void a_column_that_the_user_excluded_meanwhile_counts_no_more() {
        InMemoryTable source =
                source().column("discount", new ValueType.Whole()).row(1, TEN, "a", 5);
        Report report = Reconciled.reconcile(source, target().row(1, TEN, "a"), ROWS);
        TablePair excluding = PAIR.withColumns(ColumnSelection.all().without(Set.of("discount")));

        assertThat(recheck(report, source, target().row(1, TEN, "a"), excluding).allMended())
                .isTrue();
    }

    @Test
    void rows_with_a_column_that_is_not_compared_are_not_known_to_be_mended() {
        InMemoryTable source = source().column("body", new ValueType.Incomparable("has many texts for one document"))
                .row(1, TEN, "a", null);
        InMemoryTable target = target().column("body", new ValueType.Incomparable("has many texts for one document"));
        Report report = Reconciled.reconcile(source, target, ROWS);

        RecheckReport recheck = recheck(report, source, target.row(1, TEN, "a", null));

        assertThat(only(recheck).mended()).isEqualTo(1);
        assertThat(only(recheck).mending()).isEqualTo(Mending.NOT_RECHECKED);
        assertThat(only(recheck).reasons()).singleElement().asString().startsWith("body is not compared: ");
    }

    @Test
    void a_row_filter_that_is_new_hides_rows_and_mends_none() {
        TablePair filtered = new TablePair(
                PAIR.source(),
                PAIR.target(),
                ColumnSelection.all(),
                List.of(),
                new RowFilter("id > 10"),
                new RowFilter("id > 10"));
        InMemoryTable source = right().filter("id > 10", row -> false);
        InMemoryTable target = wrong().filter("id > 10", row -> false);

        RecheckReport recheck = recheck(damaged(), source, target, filtered);

        assertThat(only(recheck).mended()).isZero();
        assertThat(only(recheck).reasons())
                .singleElement()
                .asString()
                .startsWith("Rows are left out now that the run did not leave out");
    }

    @Test
    void a_row_filter_that_the_run_had_too_counts() {
        TablePair filtered = new TablePair(
                PAIR.source(),
                PAIR.target(),
                ColumnSelection.all(),
                List.of(),
                new RowFilter("id < 10"),
                new RowFilter("id < 10"));
        Report report = Reconciled.reconcile(
                right().filter("id < 10", row -> true), wrong().filter("id < 10", row -> true), filtered, ROWS);

        RecheckReport recheck = recheck(
                report, right().filter("id < 10", row -> true), mended().filter("id < 10", row -> true), filtered);

        assertThat(recheck.allMended()).isTrue();
        assertThat(only(recheck).reductions()).hasSize(2);
    }

    @Test
    void rows_that_the_login_may_not_see_leave_no_answer() {
        RecheckReport recheck = recheck(damaged(), right(), mended().hidesRows("A policy hides rows."));

        assertThat(only(recheck).unknown()).isEqualTo(3);
        assertThat(only(recheck).reasons()).containsExactly("A policy hides rows.");
    }

    @Test
    void a_side_that_fails_leaves_its_table_open_and_no_other() {
        InMemoryTable failing =
                mended().failsAfter(0, () -> new DatabaseException(DatabaseException.Kind.OTHER, "It failed.", null));

        RecheckReport recheck = recheck(damaged(), right(), failing);

        assertThat(only(recheck).unknown()).isEqualTo(3);
        assertThat(only(recheck).reasons()).containsExactly("It failed.");
        assertThat(recheck.allMended()).isFalse();
    }

    @Test
    void a_cancelled_recheck_ends() {
        Cancellation cancellation = new Cancellation();
        InMemoryTable target = mended().hangsAfter(0).runsAfter(0, cancellation::cancel);

        assertThatThrownBy(
                        () -> new Rechecker(InMemoryDatabase.of(right()), InMemoryDatabase.of(target), Reconciled.CLOCK)
                                .recheck(
                                        damaged(),
                                        FoundRows.OF_THE_REPORT,
                                        table -> PAIR,
                                        ROWS,
                                        RunListener.NONE,
                                        cancellation))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void several_findings_of_one_key_are_mended_together_or_not_at_all() {
        InMemoryTable twice = target().row(7, TEN, "a").row(7, TEN, "x").row(7, TEN, "y");
        Report report = Reconciled.reconcile(source().row(7, TEN, "a"), twice, ROWS);
        assertThat(Reconciled.only(report).rows()).extracting(RowsReport::extra).isEqualTo(2L);

        RecheckReport half = recheck(
                report, source().row(7, TEN, "a"), target().row(7, TEN, "a").row(7, TEN, "y"));
        assertThat(only(half).different()).isEqualTo(2);
        assertThat(only(half).rows()).hasSize(1);

        assertThat(recheck(report, source().row(7, TEN, "a"), target().row(7, TEN, "a"))
                        .allMended())
                .isTrue();
    }

    @Test
    void values_are_shown_where_somebody_asks_and_never_of_masked_columns() {
        RunOptions showing = ROWS.withRows(ROWS.rows().showing(ShownValues.OF_DIFFERENCES));
        TablePair masking = PAIR.withColumns(ColumnSelection.all().masking(Set.of("note")));

        assertThat(recheck(damaged(), right(), wrong()).toString()).doesNotContain("value=B");
        assertThat(new Rechecker(InMemoryDatabase.of(right()), InMemoryDatabase.of(wrong()), Reconciled.CLOCK)
                        .recheck(
                                damaged(),
                                FoundRows.OF_THE_REPORT,
                                table -> PAIR,
                                showing,
                                RunListener.NONE,
                                new Cancellation())
                        .toString())
                .contains("value=B");
        assertThat(new Rechecker(InMemoryDatabase.of(right()), InMemoryDatabase.of(wrong()), Reconciled.CLOCK)
                        .recheck(
                                damaged(),
                                FoundRows.OF_THE_REPORT,
                                table -> masking,
                                showing,
                                RunListener.NONE,
                                new Cancellation())
                        .toString())
                .doesNotContain("value=B");
    }

    @Test
    void more_rows_than_a_statement_holds_are_looked_at_in_batches() {
        InMemoryTable source = source();
        InMemoryTable mended = target();
        for (int i = 0; i < 505; i++) {
            source.row(i, TEN, "a");
            mended.row(i, TEN, i == 502 ? "b" : "a");
        }
        RunOptions all = ROWS.withRows(ROWS.rows().withMaxDetails(2_000));
        InMemoryDatabase from = InMemoryDatabase.of(source);

        RecheckReport recheck = new Rechecker(from, InMemoryDatabase.of(mended), Reconciled.CLOCK)
                .recheck(
                        Reconciled.reconcile(source, target(), all),
                        FoundRows.OF_THE_REPORT,
                        table -> PAIR,
                        ROWS.withRows(ROWS.rows().withMaxDetails(0)),
                        RunListener.NONE,
                        new Cancellation());

        assertThat(only(recheck).mended()).isEqualTo(504);
        assertThat(only(recheck).different()).isEqualTo(1);
        assertThat(only(recheck).rows()).isEmpty();
        assertThat(only(recheck).rowsLeftOut()).isEqualTo(1);
        assertThat(from.reads()).hasSize(4).containsOnly("lookup dbo.orders");
    }

    @Test
    void a_row_that_never_came_to_rest_is_looked_at_too() {
        RowDifference restless = new RowDifference(
                Kind.MISSING, List.of(new NamedValue("id", new Value.Whole(1))), List.of(), 1, Confirmation.VOLATILE);
        TableReport table = with(new RowsReport(0, 0, 0, 0, 0, 0, 1, 0, 1, List.of(restless), List.of()));

        assertThat(recheck(report(true, table), right(), mended()).allMended()).isTrue();
        assertThat(recheck(report(true, table), right(), wrong()).different()).isEqualTo(1);
    }

    private static TableReport with(RowsReport rows) {
        TableReport real = Reconciled.only(damaged());
        return new TableReport(
                real.source(),
                real.target(),
                Verdict.INCONCLUSIVE,
                real.reasons(),
                real.compared(),
                real.sourceSide(),
                real.targetSide(),
                real.bucketsCompared(),
                real.bucketsDifferent(),
                rows,
                real.key(),
                real.columnsCompared(),
                real.columnsNotCompared(),
                real.reductions(),
                0);
    }

    private static Report report(boolean complete, TableReport... tables) {
        return new Report("run", "1", Reconciled.NOW, 0, complete, List.of(tables), List.of(), List.of(), List.of());
    }

    private static RecheckReport recheck(Report report, InMemoryTable source, InMemoryTable target, FoundRows found) {
        return new Rechecker(InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .recheck(report, found, table -> PAIR, ROWS, RunListener.NONE, new Cancellation());
    }

    private static RecheckReport recheck(Report report, InMemoryTable source, InMemoryTable target) {
        return recheck(report, source, target, PAIR);
    }

    private static RecheckReport recheck(Report report, InMemoryTable source, InMemoryTable target, TablePair pair) {
        return new Rechecker(InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .recheck(report, FoundRows.OF_THE_REPORT, table -> pair, ROWS, RunListener.NONE, new Cancellation());
    }

    private static TableRecheck only(RecheckReport recheck) {
        assertThat(recheck.tables()).hasSize(1);
        return recheck.tables().get(0);
    }
}
