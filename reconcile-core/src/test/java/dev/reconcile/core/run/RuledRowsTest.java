package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuledRowsTest {

    private static final RunOptions ROWS =
            RunOptions.DEFAULT.withDepth(Depth.ROWS).withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1));

    @Test
    void what_a_rule_leaves_out_is_no_difference_and_is_printed() {
        TableReport table = only(reconcile(
                source().row(1, null, "Hello"), target().row(1, null, "hELLO"), ruled("note", noCase()), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reductions())
                .singleElement()
                .asString()
                .startsWith("note: by rule, capital and small letters are the same (");
    }

    @Test
    void what_a_rule_does_not_leave_out_is_still_a_difference() {
        TableReport table = only(reconcile(
                source().row(1, null, "Hello").row(2, null, "x"),
                target().row(1, null, "hELLO").row(2, null, "X "),
                ruled("note", noCase()),
                ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(Objects.requireNonNull(table.rows()).details())
                .singleElement()
                .satisfies(row -> assertThat(row.columns().stream().map(ChangedColumn::column))
                        .containsExactly("note"));
    }

    @Test
    void a_form_that_only_this_process_makes_has_the_rows_of_both_sides_streamed() {
        TableReport table =
                only(reconcile(source().row(1, null, "A"), target().row(1, null, "a"), ruled("note", noCase()), ROWS));
        assertThat(places(table)).containsExactly(HashPlace.CLIENT, HashPlace.CLIENT);

        Softening blanks = new Softening.Text(Set.of(TextFold.TRAILING_BLANKS));
        TableReport hashedThere =
                only(reconcile(source().row(1, null, "a "), target().row(1, null, "a"), ruled("note", blanks), ROWS));
        assertThat(hashedThere.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(places(hashedThere)).containsExactly(HashPlace.DATABASE, HashPlace.DATABASE);
    }

    @Test
    void a_form_that_only_this_process_makes_cannot_be_asked_of_the_database() {
        TableReport table = only(reconcile(
                source().row(1, null, "A"),
                target().row(1, null, "a"),
                ruled("note", noCase()),
                ROWS.withHashIn(HashIn.DATABASE)));

        assertThat(table.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(table.reasons())
                .singleElement()
                .asString()
                .contains("cannot be hashed in the database: A rule has note compared in a form that no database makes")
                .endsWith("Use --hash-in auto or --hash-in client.");
    }

    @Test
    void a_key_that_is_reduced_on_both_sides_finds_its_rows() {
        InMemoryTable source = events("dbo.events", 7)
                .row(LocalDateTime.parse("2024-02-29T12:00:00.0014999"), "same")
                .row(LocalDateTime.parse("2024-02-29T12:00:01.0015000"), "old")
                .row(LocalDateTime.parse("2024-02-29T12:00:02"), "missing");
        InMemoryTable target = events("public.events", 6)
                .row(LocalDateTime.parse("2024-02-29T12:00:00.000500"), "same")
                .row(LocalDateTime.parse("2024-02-29T12:00:01.002499"), "new")
                .row(LocalDateTime.parse("2024-02-29T12:00:02.001"), "extra");
        TablePair pair = TablePair.of("dbo.events", "events")
                .withRules(ColumnRules.of(Map.of("at", new ColumnRule(new Softening.Fraction(3, null)))));

        TableReport table = only(reconcile(source, target, pair, ROWS));

        assertThat(Objects.requireNonNull(table.rows()).details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text())
                .containsExactlyInAnyOrder(
                        "CHANGED 2024-02-29 12:00:01.0015",
                        "MISSING 2024-02-29 12:00:02",
                        "EXTRA 2024-02-29 12:00:02.001");
        assertThat(table.rows().unsettled()).isZero();
    }

    @Test
    void an_expression_is_read_in_the_column_s_place_also_where_there_is_no_such_column() {
        InMemoryTable source = source().expression("total * 100", new ValueType.Whole(), row -> row.get(0))
                .row(1, null, "a")
                .row(2, null, "b");
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("id", new ValueType.Whole())
                .column("cents", new ValueType.Whole())
                .column("note", new ValueType.Text(50, false))
                .row(1, 1, "a")
                .row(2, 3, "b");
        ColumnRule cents =
                new ColumnRule(Softening.Nothing.NOTHING, new SqlExpression("total * 100"), SqlExpression.none());
        TablePair pair = PAIR.withColumns(ColumnSelection.all().without(Set.of("total")))
                .withRules(ColumnRules.of(Map.of("cents", cents)));

        TableReport table = only(reconcile(source, target, pair, ROWS));

        assertThat(Objects.requireNonNull(table.rows()).details())
                .singleElement()
                .satisfies(row -> assertThat(row.columns().stream().map(ChangedColumn::column))
                        .containsExactly("cents"));
        assertThat(table.reductions())
                .singleElement()
                .asString()
                .startsWith("cents: by rule, the source's value is total * 100 (");
    }

    @Test
    void a_rule_is_not_printed_where_contents_were_not_compared() {
        TableReport table = only(reconcile(
                source().row(1, null, "A"), target().row(1, null, "b"), ruled("note", noCase()), RunOptions.DEFAULT));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reductions()).isEmpty();
    }

    @Test
    void rows_that_are_near_each_other_match_and_the_report_says_how_many_and_by_which_rule() {
        TableReport table = only(reconcile(
                source().row(1, new BigDecimal("10.00"), "a")
                        .row(2, new BigDecimal("-10.00"), "b")
                        .row(3, null, "c"),
                target().row(1, new BigDecimal("10.01"), "a")
                        .row(2, new BigDecimal("-10.01"), "b")
                        .row(3, null, "c"),
                ruled("total", within("0.01")),
                ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(Objects.requireNonNull(table.rows()).tolerated()).isEqualTo(2);
        assertThat(table.rows().details()).isEmpty();
        assertThat(table.reasons())
                .containsExactly(
                        "Rows that differ by no more than the tolerance of total and count as equal: 2.",
                        "In the end all rows agree in all 3 columns compared.");
        assertThat(table.reductions())
                .singleElement()
                .asString()
                .startsWith("total: by rule, numbers are equal that are at most 0.01 apart (");
        assertThat(places(table)).containsExactly(HashPlace.DATABASE, HashPlace.DATABASE);
    }

    @Test
    void near_rows_hide_no_others() {
        TableReport table = only(reconcile(
                source().row(1, BigDecimal.ONE, "near")
                        .row(2, BigDecimal.ONE, "beyond")
                        .row(3, BigDecimal.ONE, "missing")
                        .row(4, BigDecimal.ONE, "both")
                        .row(5, BigDecimal.ONE, "the note alone")
                        .row(6, BigDecimal.ONE, "null"),
                target().row(1, new BigDecimal("1.01"), "near")
                        .row(2, new BigDecimal("1.02"), "beyond")
                        .row(4, new BigDecimal("0.98"), "BOTH")
                        .row(5, new BigDecimal("0.99"), "THE NOTE ALONE")
                        .row(6, null, "null")
                        .row(7, BigDecimal.ONE, "extra"),
                ruled("total", within("0.01")),
                ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(Objects.requireNonNull(table.rows()).tolerated()).isEqualTo(1);
        assertThat(table.rows().details())
                .extracting(row -> row.kind() + " " + row.key().get(0).value().text() + " "
                        + row.columns().stream().map(ChangedColumn::column).toList())
                .containsExactlyInAnyOrder(
                        "CHANGED 2 [total]",
                        "MISSING 3 []",
                        "CHANGED 4 [total, note]",
                        "CHANGED 5 [note]",
                        "CHANGED 6 [total]",
                        "EXTRA 7 []");
    }

    @Test
    void more_near_rows_than_fit_in_memory_are_counted_exactly() {
        InMemoryTable source = source();
        InMemoryTable target = target();
        for (int i = 0; i < 2_500; i++) {
            source.row(i, BigDecimal.valueOf(i), "a");
            target.row(i, BigDecimal.valueOf(i).add(new BigDecimal(i % 5 == 0 ? "0.02" : "0.01")), "a");
        }

        TableReport table = only(reconcile(
                source,
                target,
                ruled("total", within("0.01")),
                ROWS.withRows(ROWS.rows().withKeysInMemory(1_000).withMaxDetails(10))));

        assertThat(Objects.requireNonNull(table.rows()).tolerated()).isEqualTo(2_000);
        assertThat(table.rows().changed()).isEqualTo(500);
        assertThat(table.rows().details()).hasSize(10);
    }

    @Test
    void sums_cannot_tell_what_is_near_and_leave_the_answer_open() {
        RunOptions sums = ROWS.withDepth(Depth.CHECKSUMS);
        TableReport table = only(reconcile(
                source().row(1, BigDecimal.ONE, "a"),
                target().row(1, new BigDecimal("1.01"), "a"),
                ruled("total", within("0.01")),
                sums));

        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.reasons())
                .containsExactly(
                        "The contents differ in 2 of 1,024 buckets. Whether by more than the tolerance of total"
                                + " only the rows tell: leave out --no-row-details.");
        assertThat(table.reductions()).hasSize(1);

        TableReport equal = only(reconcile(
                source().row(1, BigDecimal.ONE, "a"),
                target().row(1, BigDecimal.ONE, "a"),
                ruled("total", within("0.01")),
                sums));
        assertThat(equal.verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void sums_of_tables_with_other_counts_are_a_mismatch_whatever_is_near() {
        TableReport table = only(reconcile(
                source().row(1, BigDecimal.ONE, "a").row(2, BigDecimal.ONE, "b"),
                target().row(1, new BigDecimal("1.01"), "a"),
                ruled("total", within("0.01")),
                ROWS.withDepth(Depth.CHECKSUMS)));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
    }

    @Test
    void a_tolerance_changes_nothing_where_rows_are_counted() {
        TableReport table = only(reconcile(
                source().row(1, BigDecimal.ONE, "a"),
                target().row(1, BigDecimal.TEN, "b"),
                ruled("total", within("0.01")),
                RunOptions.DEFAULT));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reductions()).isEmpty();
    }

    private static Softening within(String distance) {
        return new Softening.Within(new Tolerance(new BigDecimal(distance), null));
    }

    private static InMemoryTable events(String name, int digits) {
        return InMemoryTable.named(name)
                .requiredColumn("at", new ValueType.Timestamp(digits))
                .column("note", new ValueType.Text(50, false))
                .primaryKey("at");
    }

    private static TablePair ruled(String column, Softening softening) {
        return PAIR.withRules(ColumnRules.of(Map.of(column, new ColumnRule(softening))));
    }

    private static Softening noCase() {
        return new Softening.Text(Set.of(TextFold.CASE));
    }

    private static List<HashPlace> places(TableReport table) {
        return List.of(hashedIn(table.sourceSide()), hashedIn(table.targetSide()));
    }

    private static HashPlace hashedIn(@org.jspecify.annotations.Nullable SideReport side) {
        return Objects.requireNonNull(Objects.requireNonNull(side).hashedIn());
    }
}
