package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CHECKSUMS;
import static dev.reconcile.core.run.Reconciled.COUNTS;
import static dev.reconcile.core.run.Reconciled.NOW;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.finding.IssueType;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictsTest {

    @Test
    void a_table_of_more_than_a_segment_that_is_cut_without_its_index_is_warned_of() {
        InMemoryTable source = source().row(1, null, "a").estimate(20_001).cutsBadly("The source sorts.");
        InMemoryTable target = target().row(1, null, "a").estimate(20_000).cutsBadly("The target sorts.");

        Report report = reconcile(source, target, CHECKSUMS);

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.warnings()).containsExactly("The source sorts.");
    }

    private static final ValueType MASKED = new ValueType.Incomparable("the column is masked");

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void equal_tables_match_wherever_they_are_hashed(HashIn place) {
        Report report = reconcile(
                source().row(1, new BigDecimal("9.50"), "x").row(2, null, null),
                target().row(2, null, null).row(1, new BigDecimal("9.5"), "x"),
                CHECKSUMS.withHashIn(place));

        TableReport table = only(report);
        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reasons())
                .containsExactly("The row counts agree, and so do the contents of all 3 columns compared.");
        assertThat(table.source()).isEqualTo("dbo.orders");
        assertThat(table.target()).isEqualTo("orders");
        assertThat(table.sourceCount()).isEqualTo(2);
        assertThat(table.targetCount()).isEqualTo(2);
        assertThat(table.compared()).isEqualTo(Depth.CHECKSUMS);
        assertThat(table.bucketsCompared()).isEqualTo(1024);
        assertThat(table.bucketsDifferent()).isZero();
        assertThat(table.key()).containsExactly("id");
        assertThat(table.columnsCompared()).containsExactly("id", "total", "note");
        assertThat(table.columnsNotCompared()).isEmpty();
        assertThat(table.sourceSide().checksum()).isEqualTo(table.targetSide().checksum());
        assertThat(table.sourceSide().hashedIn())
                .isEqualTo(place == HashIn.CLIENT ? HashPlace.CLIENT : HashPlace.DATABASE);
        assertThat(report.discrepancies()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.complete()).isTrue();
        assertThat(report.timestamp()).isEqualTo(NOW);
        assertThat(report.durationMs()).isZero();
        assertThat(report.version()).isNotBlank();
        assertThat(report.runId()).isNotBlank();
    }

    @Test
    void one_column_is_no_plural() {
        InMemoryTable source = InMemoryTable.named("dbo.orders").column("id", new ValueType.Whole());
        InMemoryTable target = InMemoryTable.named("public.orders").column("id", new ValueType.Whole());
        assertThat(only(reconcile(source, target, CHECKSUMS)).reasons())
                .containsExactly("The row counts agree, and so do the contents of the 1 column compared.");
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void two_empty_tables_match(Depth depth) {
        Report report = reconcile(source(), target(), RunOptions.DEFAULT.withDepth(depth));
        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(only(report).sourceCount()).isZero();
        assertThat(report.status()).isEqualTo(Status.PASS);
    }

    @Test
    void rows_that_are_only_missing_are_a_row_count_finding_and_no_other() {
        Report report = reconcile(source().row(1, null, "x").row(2, null, "y"), target().row(2, null, "y"), CHECKSUMS);

        assertThat(report.discrepancies())
                .containsExactly(
                        new Discrepancy("dbo.orders", "orders", Severity.CRITICAL, new RowCounts(2, 1, 1, 0), NOW));
        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).reasons())
                .containsExactly(
                        "The row counts differ: 2 in the source, 1 in the target.",
                        "The contents differ in 1 of 1,024 buckets, no more than the row counts explain; whether rows"
                                + " that both sides have differ too is not known.");
        assertThat(only(report).bucketsDifferent()).isEqualTo(1);
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.summary()).isEqualTo("Reconciliation found discrepancies in 1 of 1 table.");
        assertThat(report.recommendations()).isNotEmpty();
    }

    @Test
    void rows_that_are_only_extra_are_a_row_count_finding_and_no_other() {
        Report report =
                reconcile(source().row(1, null, "x"), target().row(1, null, "x").row(1, null, "x"), CHECKSUMS);
        assertThat(report.discrepancies()).extracting(Discrepancy::details).containsExactly(new RowCounts(1, 2, 0, 1));
    }

    @Test
    void a_different_cell_among_equal_counts_is_a_checksum_finding_and_no_other() {
        Report report = reconcile(source().row(1, null, "x"), target().row(1, null, "x "), CHECKSUMS);

        assertThat(report.discrepancies()).hasSize(1);
        Discrepancy found = report.discrepancies().get(0);
        assertThat(found.issueType()).isEqualTo(IssueType.CHECKSUM_MISMATCH);
        assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        Contents contents = (Contents) found.details();
        assertThat(contents.sourceChecksum())
                .isNotEqualTo(contents.targetChecksum())
                .hasSize(32);
        assertThat(contents.sourceChecksum())
                .isEqualTo(only(report).sourceSide().checksum());
        assertThat(contents.bucketsCompared()).isEqualTo(1024);
        assertThat(contents.bucketsDifferent()).isEqualTo(only(report).bucketsDifferent());
        assertThat(only(report).reasons())
                .containsExactly("The contents differ in " + contents.bucketsDifferent() + " of 1,024 buckets.");
    }

    @Test
    void a_missing_row_and_a_changed_one_are_two_findings() {
        Report report = reconcile(
                source().row(1, null, "x").row(2, null, "y").row(3, null, "z"),
                target().row(1, null, "x").row(2, null, "changed"),
                CHECKSUMS);
        assertThat(report.discrepancies())
                .extracting(Discrepancy::issueType)
                .containsExactly(IssueType.ROW_COUNT_MISMATCH, IssueType.CHECKSUM_MISMATCH);
    }

    @Test
    void counts_alone_say_that_contents_were_not_compared() {
        Report report = reconcile(source().row(1, null, "x"), target().row(1, null, "changed"), RunOptions.DEFAULT);

        TableReport table = only(report);
        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reasons()).containsExactly("The row counts agree; contents were not compared.");
        assertThat(table.compared()).isEqualTo(Depth.COUNTS);
        assertThat(table.bucketsCompared()).isNull();
        assertThat(table.bucketsDifferent()).isNull();
        assertThat(table.columnsCompared()).isEmpty();
        assertThat(table.sourceSide().checksum()).isNull();
        assertThat(table.sourceSide().hashedIn()).isNull();
        assertThat(report.recommendations()).singleElement().asString().contains("Contents were not compared");
    }

    @Test
    void checksums_that_are_not_looked_at_again_say_so_where_a_delay_was_asked_for() {
        RunOptions patient = CHECKSUMS.withRows(RowOptions.DEFAULT);

        assertThat(only(reconcile(source().row(1, null, "x"), target().row(1, null, "y"), patient))
                        .reasons())
                .last()
                .asString()
                .startsWith("What differs was seen once and not looked at again");
        assertThat(only(reconcile(source().row(1, null, "x"), target().row(1, null, "x"), patient))
                        .reasons())
                .hasSize(1);
    }

    @Test
    void different_counts_are_found_by_counts_alone() {
        Report report = reconcile(source().row(1, null, "x"), target(), COUNTS);
        assertThat(report.discrepancies()).extracting(Discrepancy::details).containsExactly(new RowCounts(1, 0, 1, 0));
        assertThat(only(report).reasons()).containsExactly("The row counts differ: 1 in the source, 0 in the target.");
    }

    @Test
    void counts_alone_warn_of_a_column_that_the_target_lacks() {
        InMemoryTable source = source().column("email", new ValueType.Text(50, false));
        Report report = reconcile(source, target(), RunOptions.DEFAULT);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("dbo.orders → orders: the target lacks the source's column email (");
    }

    @Test
    void a_column_that_the_target_lacks_is_a_mismatch_although_all_else_is_equal() {
        InMemoryTable source = source().column("email", new ValueType.Text(50, false));
        Report report = reconcile(source.row(1, null, "x", "a@b"), target().row(1, null, "x"), CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).reasons())
                .singleElement()
                .asString()
                .startsWith("public.orders lacks the source's column email (");
        assertThat(report.discrepancies()).singleElement().satisfies(found -> {
            assertThat(found.issueType()).isEqualTo(IssueType.SCHEMA_MISMATCH);
            assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(((UnpairedColumn) found.details()).column()).isEqualTo("email");
        });
    }

    @Test
    void a_column_that_only_the_target_has_is_a_warning() {
        Report report = reconcile(
                source().row(1, null, "x"),
                target().column("__deleted", new ValueType.Text(5, false)).row(1, null, "x", "false"),
                CHECKSUMS);
        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.warnings())
                .containsExactly("dbo.orders → orders: Only the target has the column __deleted; nothing is compared"
                        + " there.");
    }

    @Test
    void an_incomparable_column_leaves_the_answer_open() {
        Report report = reconcile(
                source().column("card", MASKED).row(1, null, "x", "secret"),
                target().column("card", MASKED).row(1, null, "x", "secret"),
                CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(only(report).reasons())
                .singleElement()
                .asString()
                .startsWith("card was not compared: Cannot compare dbo.orders.card");
        assertThat(only(report).columnsNotCompared()).hasSize(1);
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.discrepancies()).isEmpty();
    }

    @Test
    void an_incomparable_column_does_not_hide_what_differs() {
        Report report = reconcile(
                source().column("card", MASKED).row(1, null, "x", "secret"),
                target().column("card", MASKED).row(1, null, "y", "secret"),
                CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).reasons()).hasSize(2).last().asString().startsWith("card was not compared");
    }

    @Test
    void an_incomparable_column_that_was_excluded_leaves_nothing_open() {
        Report report = reconcile(
                source().column("card", MASKED).row(1, null, "x", "secret"),
                target().column("card", MASKED).row(1, null, "x", "other"),
                PAIR.withColumns(ColumnSelection.all().without(Set.of("card"))),
                CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(only(report).columnsNotCompared())
                .singleElement()
                .satisfies(column -> assertThat(column.excluded()).isTrue());
        assertThat(report.status()).isEqualTo(Status.PASS);
    }

    @Test
    void a_different_value_in_an_excluded_column_is_not_seen() {
        Report report = reconcile(
                source().row(1, null, "x"),
                target().row(1, null, "y"),
                PAIR.withColumns(ColumnSelection.only(List.of("id", "total"))),
                CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
        assertThat(only(report).columnsCompared()).containsExactly("id", "total");
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void rows_that_the_login_may_not_see_leave_the_answer_open(Depth depth) {
        Report report = reconcile(
                source().row(1, null, "x"),
                target().row(1, null, "x")
                        .hidesRows("Row-level security hides rows of public.orders.")
                        .warns("public.orders is old."),
                RunOptions.DEFAULT.withDepth(depth));
        TableReport table = only(report);
        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.reasons()).containsExactly("Row-level security hides rows of public.orders.");
        assertThat(table.target()).as("as the run names it").isEqualTo("orders");
        assertThat(table.compared()).isNull();
        assertThat(report.warnings()).containsExactly("public.orders is old.");
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.discrepancies()).isEmpty();
    }

    @Test
    void rows_hidden_on_both_sides_are_told_of_both() {
        Report report = reconcile(
                source().hidesRows("A policy hides rows of dbo.orders."),
                target().hidesRows("A policy hides rows of public.orders."),
                CHECKSUMS);
        assertThat(only(report).reasons())
                .containsExactly("A policy hides rows of dbo.orders. A policy hides rows of public.orders.");
    }

    @Test
    void without_a_comparable_column_nothing_is_known() {
        InMemoryTable source = InMemoryTable.named("dbo.orders").column("card", MASKED);
        InMemoryTable target = InMemoryTable.named("public.orders").column("card", MASKED);
        TableReport table = only(reconcile(source, target, CHECKSUMS));
        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.reasons())
                .singleElement()
                .asString()
                .startsWith("No column can be compared. card: Cannot compare dbo.orders.card (");
        assertThat(table.target()).isEqualTo("orders");
        assertThat(table.columnsNotCompared()).hasSize(1);
        assertThat(table.compared()).isNull();
    }

    @Test
    void counts_need_no_comparable_column() {
        InMemoryTable source =
                InMemoryTable.named("dbo.orders").column("card", MASKED).row("a");
        InMemoryTable target =
                InMemoryTable.named("public.orders").column("card", MASKED).row("b");
        assertThat(only(reconcile(source, target, RunOptions.DEFAULT)).verdict())
                .isEqualTo(Verdict.MATCH);
    }

    @Test
    void a_target_that_lacks_every_column_is_a_mismatch() {
        InMemoryTable source = InMemoryTable.named("dbo.orders").column("id", new ValueType.Whole());
        InMemoryTable target = InMemoryTable.named("public.orders").column("name", new ValueType.Whole());
        Report report = reconcile(source, target, CHECKSUMS);
        assertThat(only(report).verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(only(report).reasons()).hasSize(2).first().isEqualTo("No column can be compared.");
        assertThat(report.discrepancies())
                .extracting(Discrepancy::issueType)
                .containsExactly(IssueType.SCHEMA_MISMATCH);
        assertThat(report.warnings()).hasSize(1);
    }

    @Test
    void no_pairs_are_no_data_and_no_pass() {
        Report report = new Reconciler(InMemoryDatabase.of(), InMemoryDatabase.of(), Reconciled.CLOCK)
                .run(List.of(), CHECKSUMS);
        assertThat(report.status()).isEqualTo(Status.NO_DATA);
        assertThat(report.summary()).isEqualTo("No tables were compared.");
        assertThat(report.recommendations()).isEmpty();
    }

    @Test
    void each_side_is_read_once_and_counted_in_that_read() {
        InMemoryDatabase source = InMemoryDatabase.of(source().row(1, null, "x"));
        InMemoryDatabase target = InMemoryDatabase.of(target().row(1, null, "x").cannotHash("The server is too old."));
        Reconciler reconciler = new Reconciler(source, target, Reconciled.CLOCK);

        TableReport hashed = only(reconciler.run(List.of(PAIR), CHECKSUMS));
        assertThat(source.reads()).containsExactly("keyAfter dbo.orders", "fingerprints dbo.orders");
        assertThat(target.reads()).containsExactly("keyAfter public.orders", "scan public.orders");
        assertThat(hashed.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(hashed.sourceSide().hashedIn()).isEqualTo(HashPlace.DATABASE);
        assertThat(hashed.targetSide().hashedIn()).isEqualTo(HashPlace.CLIENT);

        reconciler.run(List.of(PAIR), RunOptions.DEFAULT);
        assertThat(source.reads())
                .containsExactly("keyAfter dbo.orders", "fingerprints dbo.orders", "count dbo.orders");
        assertThat(source.isClosed()).as("the databases are the caller's").isFalse();
    }

    @Test
    void a_database_that_must_hash_but_cannot_is_an_error() {
        Report report = reconcile(
                source(), target().cannotHash("The server is too old."), CHECKSUMS.withHashIn(HashIn.DATABASE));
        assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
        assertThat(only(report).reasons())
                .containsExactly("public.orders cannot be hashed in the database: The server is too old. Use --hash-in"
                        + " auto or --hash-in client.");
    }

    @Test
    void a_filter_is_each_side_s_own_and_counts_too() {
        TablePair pair = new TablePair(
                PAIR.source(),
                PAIR.target(),
                ColumnSelection.all(),
                List.of(),
                new RowFilter("id < 3"),
                new RowFilter("note IS DISTINCT FROM 'deleted'"));
        for (Depth depth : Depth.values()) {
            Report report = reconcile(
                    source().row(1, null, "x").row(3, null, "new").filter("id < 3", row -> (Long) row.get(0) < 3),
                    target().row(1, null, "x")
                            .row(2, null, "deleted")
                            .filter("note IS DISTINCT FROM 'deleted'", row -> !"deleted".equals(row.get(2))),
                    pair,
                    RunOptions.DEFAULT.withDepth(depth));
            assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
            assertThat(only(report).sourceCount()).isEqualTo(1);
        }
    }

    @Test
    void rows_that_the_pipeline_marked_as_deleted_are_no_difference_at_any_depth() {
        ValueType text = new ValueType.Text(ValueType.Text.UNBOUNDED, false);
        for (Depth depth : Depth.values()) {
            Report report = reconcile(
                    source().row(1, null, "x"),
                    target().column("__deleted", text)
                            .row(1, null, "x", "false")
                            .row(2, null, "gone", "true")
                            .row(1, null, "x", "true"),
                    PAIR.withPreset(Preset.DEBEZIUM),
                    RunOptions.DEFAULT.withDepth(depth));
            assertThat(only(report).verdict()).isEqualTo(Verdict.MATCH);
            assertThat(only(report).targetCount()).isEqualTo(1);
            assertThat(only(report).reductions()).first().asString().contains("__deleted is true");
            assertThat(report.warnings()).singleElement().asString().contains("__deleted is true");
        }
    }

    @Test
    void what_is_known_of_a_side_stands_in_the_report() {
        InMemoryDatabase source = InMemoryDatabase.of(source().warns("dbo.orders is a view."))
                .withFacts(new DatabaseFacts("Engine 7", "SNAPSHOT", false, List.of("The login can write.")));
        InMemoryDatabase target = InMemoryDatabase.of(target())
                .withFacts(new DatabaseFacts("Other 8", "READ COMMITTED", true, List.of("The login can write.")));

        Report report = new Reconciler(source, target, Reconciled.CLOCK).run(List.of(PAIR, PAIR), CHECKSUMS);

        TableReport table = report.tables().get(0);
        assertThat(table.sourceSide().engine()).isEqualTo("Engine 7");
        assertThat(table.sourceSide().isolation()).isEqualTo("SNAPSHOT");
        assertThat(table.sourceSide().replica()).isFalse();
        assertThat(table.targetSide().replica()).isTrue();
        assertThat(report.warnings())
                .as("each once")
                .containsExactly(
                        "The login can write.",
                        "The target is a read-only replica: what it holds may lag behind its primary.",
                        "dbo.orders is a view.");
    }

    @Test
    void rows_that_a_filter_leaves_out_are_told_of_at_every_depth() {
        TablePair filtered = new TablePair(
                PAIR.source(), PAIR.target(), PAIR.columns(), List.of(), new RowFilter("id < 40"), RowFilter.none());
        for (Depth depth : Depth.values()) {
            Report report = new Reconciler(
                            InMemoryDatabase.of(source().filter("id < 40", row -> true)),
                            InMemoryDatabase.of(target()),
                            Reconciled.CLOCK)
                    .run(List.of(filtered), RunOptions.DEFAULT.withDepth(depth));
            TableReport table = only(report);
            assertThat(table.reductions()).containsExactly("Only source rows that satisfy id < 40 are compared.");
            assertThat(table.reasons()).first().asString().contains("id < 40");
            assertThat(report.warnings())
                    .anySatisfy(warning -> assertThat(warning).contains("id < 40"));
        }
    }

    @Test
    void a_reduction_is_used_and_told() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .column("at", new ValueType.Timestamp(7))
                .row(LocalDateTime.parse("2024-12-31T23:59:59.9999995"));
        InMemoryTable target = InMemoryTable.named("public.orders")
                .column("at", new ValueType.Timestamp(6))
                .row(LocalDateTime.parse("2025-01-01T00:00"));
        for (HashIn place : HashIn.values()) {
            TableReport table = only(reconcile(source, target, CHECKSUMS.withHashIn(place)));
            assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
            assertThat(table.reductions()).hasSize(1);
            assertThat(table.columnsSoftened()).containsExactly(new SoftenedColumn("at", SoftenedColumn.By.ROUNDING));
        }
    }

    @Test
    void the_target_s_value_is_never_reduced() {
        InMemoryTable source = InMemoryTable.named("dbo.orders")
                .column("at", new ValueType.Timestamp(3))
                .row(LocalDateTime.parse("2024-12-31T23:59:59.999"));
        InMemoryTable target = InMemoryTable.named("public.orders")
                .column("at", new ValueType.Timestamp(6))
                .row(LocalDateTime.parse("2024-12-31T23:59:59.999001"));
        assertThat(only(reconcile(source, target, CHECKSUMS)).verdict()).isEqualTo(Verdict.MISMATCH);
    }
}
