package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.report.RowComparison.Agreement;
import dev.reconcile.core.report.RowComparison.ColumnValues;
import dev.reconcile.core.report.RowComparison.SideBySide;
import dev.reconcile.core.report.RowComparison.State;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowLookTest {

    private static final BigDecimal TEN = new BigDecimal("10.00");

    @Test
    void an_equal_row_matches_and_shows_every_column() {
        RowComparison row = look(source().row(7, TEN, "a"), target().row(7, TEN, "a"), PAIR, "7");

        assertThat(row.matches()).isTrue();
        assertThat(row.source()).isEqualTo("dbo.orders");
        assertThat(row.target()).isEqualTo("public.orders");
        assertThat(row.key()).containsExactly(new NamedValue("id", new Value.Whole(7)));
        assertThat(row.timestamp()).isEqualTo(Reconciled.NOW);
        assertThat(only(row).state()).isEqualTo(State.EQUAL);
        assertThat(only(row).columns())
                .containsExactly(
                        column("id", new Value.Whole(7), new Value.Whole(7), false),
                        column("total", new Value.Decimal(TEN), new Value.Decimal(TEN), false),
                        column("note", new Value.Text("a"), new Value.Text("a"), false));
        assertThat(row.notes()).isEmpty();
    }

    @Test
    void a_changed_row_names_the_columns_that_differ() {
        RowComparison row = look(source().row(7, TEN, "a"), target().row(7, TEN, null), PAIR, "id=7");

        assertThat(row.matches()).isFalse();
        assertThat(only(row).state()).isEqualTo(State.CHANGED);
        assertThat(only(row).columns())
                .filteredOn(RowLookTest::differs)
                .containsExactly(column("note", new Value.Text("a"), Value.Null.NULL, true));
    }

    @Test
    void a_row_of_one_side_is_missing_or_extra_and_the_other_side_has_no_values() {
        RowComparison missing = look(source().row(7, TEN, "a"), target().row(8, TEN, "a"), PAIR, "7");
        RowComparison extra = look(source().row(8, TEN, "a"), target().row(7, TEN, "a"), PAIR, "7");

        assertThat(only(missing).state()).isEqualTo(State.MISSING);
        assertThat(only(missing).columns().get(0)).isEqualTo(column("id", new Value.Whole(7), null, false));
        assertThat(only(extra).state()).isEqualTo(State.EXTRA);
        assertThat(only(extra).columns().get(0)).isEqualTo(column("id", null, new Value.Whole(7), false));
        assertThat(missing.matches() || extra.matches()).isFalse();
    }

    @Test
    void a_row_of_neither_side_does_not_match() {
        RowComparison row = look(source().row(8, TEN, "a"), target().row(8, TEN, "a"), PAIR, "7");

        assertThat(row.matches()).isFalse();
        assertThat(row.rows()).isEmpty();
        assertThat(row.sourceRows() + row.targetRows()).isZero();
    }

    @Test
    void a_number_that_no_such_column_can_hold_finds_nothing() {
        InMemoryTable source = priced("dbo.orders");
        InMemoryTable target = priced("public.orders");

        assertThat(look(source, target, PAIR, "1.50").matches()).isTrue();
        assertThat(look(source, target, PAIR, "1.5").matches()).isTrue();
        assertThat(look(source, target, PAIR, "1.501").rows()).isEmpty();
        assertThat(look(source, target, PAIR, "99999999999999999999.5").rows()).isEmpty();
    }

    private static InMemoryTable priced(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("price", new ValueType.FixedDecimal(10, 2))
                .primaryKey("price")
                .row(new BigDecimal("1.50"));
    }

    @Test
    void rows_of_other_keys_that_a_collation_takes_for_equal_are_not_shown() {
        InMemoryTable source = named("dbo.orders").row("Ab", 1);
        InMemoryTable target = named("public.orders").row("ab", 1);

        RowComparison row = look(source, target, PAIR, "Ab");

        assertThat(only(row).state()).isEqualTo(State.MISSING);
    }

    private static InMemoryTable named(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("name", new ValueType.Text(20, false))
                .column("n", new ValueType.Whole())
                .primaryKey("name");
    }

    @Test
    void rules_of_the_pair_hold_and_are_told() {
        TablePair folded = PAIR.withRules(new ColumnRules(
                Map.of(
                        "note",
                        new ColumnRule(
                                new Softening.Text(Set.of(TextFold.CASE)), SqlExpression.none(), SqlExpression.none())),
                Map.of()));

        RowComparison row = look(source().row(7, TEN, "A"), target().row(7, TEN, "a"), folded, "7");

        assertThat(row.matches()).isTrue();
        assertThat(row.notes()).singleElement().asString().startsWith("note: by rule, ");
    }

    @Test
    void a_number_near_enough_is_shown_as_it_is_and_does_not_differ() {
        Softening near = new Softening.Within(new Tolerance(new BigDecimal("0.01"), null));
        TablePair within = PAIR.withRules(ColumnRules.of(Map.of("total", new ColumnRule(near))));

        RowComparison row = look(source().row(7, TEN, "a"), target().row(7, new BigDecimal("10.01"), "a"), within, "7");
        RowComparison other =
                look(source().row(7, TEN, "a"), target().row(7, new BigDecimal("9.99"), "b"), within, "7");

        assertThat(row.matches()).isTrue();
        assertThat(only(row).columns().get(1).target()).isEqualTo(new Value.Decimal(new BigDecimal("10.01")));
        assertThat(row.notes())
                .singleElement()
                .asString()
                .startsWith("total: by rule, numbers are equal that are at most");
        assertThat(only(other).columns().stream().filter(RowLookTest::differs).map(ColumnValues::column))
                .containsExactly("note");
    }

    @Test
    void masked_columns_are_compared_but_show_no_value_and_not_the_key_that_was_typed() {
        TablePair masking = PAIR.withColumns(ColumnSelection.all().masking(Set.of("NOTE", "id")));

        RowComparison row = look(source().row(7, TEN, "secret-1"), target().row(7, TEN, "secret-2"), masking, "7");

        assertThat(only(row).columns())
                .filteredOn(RowLookTest::differs)
                .containsExactly(column("note", Value.Hidden.HIDDEN, Value.Hidden.HIDDEN, true));
        assertThat(row.key()).containsExactly(new NamedValue("id", Value.Hidden.HIDDEN));
        assertThat(row.toString()).doesNotContain("secret").doesNotContain("Whole[value=7]");
    }

    @Test
    void renamed_columns_bear_both_names() {
        InMemoryTable target = InMemoryTable.named("public.orders")
                .requiredColumn("number", new ValueType.Whole())
                .column("total", new ValueType.FixedDecimal(10, 2))
                .column("note", new ValueType.Text(50, false))
                .primaryKey("number")
                .row(7, TEN, "a");
        TablePair renaming = PAIR.withColumns(new ColumnSelection(List.of(), Set.of(), Map.of("id", "number")));

        RowComparison row = look(source().row(7, TEN, "a"), target, renaming, "id=7");

        assertThat(row.matches()).isTrue();
        assertThat(only(row).columns().get(0).targetColumn()).isEqualTo("number");
    }

    @Test
    void row_filters_do_not_count_and_that_is_told() {
        TablePair filtered = new TablePair(
                PAIR.source(),
                PAIR.target(),
                ColumnSelection.all(),
                List.of(),
                new RowFilter("id > 10"),
                new RowFilter("id > 10"));

        RowComparison row = look(source().row(7, TEN, "a"), target().row(7, TEN, "a"), filtered, "7");

        assertThat(row.matches()).isTrue();
        assertThat(row.notes())
                .containsExactly("The pair's row filters are not applied here: a run may leave this row out.");
    }

    @Test
    void rows_that_the_pipeline_marked_as_deleted_do_not_exist() {
        InMemoryTable target = target().column("__deleted", new ValueType.Text(5, false));
        target.row(7, TEN, "a", "true");

        RowComparison row = look(source().row(7, TEN, "a"), target, PAIR.withPreset(Preset.DEBEZIUM), "7");

        assertThat(only(row).state()).isEqualTo(State.MISSING);
        assertThat(row.notes()).anyMatch(note -> note.contains("__deleted"));
    }

    @Test
    void a_column_that_is_not_compared_keeps_an_equal_row_from_matching_unless_the_user_excluded_it() {
        InMemoryTable source = source().column("gone", new ValueType.Whole()).row(7, TEN, "a", 1);
        InMemoryTable target = target().row(7, TEN, "a");

        RowComparison row = look(source, target, PAIR, "7");
        assertThat(only(row).state()).isEqualTo(State.EQUAL);
        assertThat(row.matches()).isFalse();
        assertThat(row.uncompared()).singleElement().satisfies(column -> {
            assertThat(column.column()).isEqualTo("gone");
            assertThat(column.reason()).isEqualTo("The target has no such column.");
        });

        TablePair excluding = PAIR.withColumns(ColumnSelection.all().without(Set.of("gone")));
        assertThat(look(source, target, excluding, "7").matches()).isTrue();
    }

    @Test
    void several_rows_of_one_key_are_set_against_each_other_and_no_more_than_five_are_shown() {
        InMemoryTable source = source();
        InMemoryTable target = target();
        for (int i = 0; i < 4; i++) {
            source.row(7, TEN, "same " + i);
            target.row(7, TEN, "same " + i);
            target.row(7, TEN, "more " + i);
        }

        RowComparison row = look(source, target, PAIR, "7");

        assertThat(row.sourceRows()).isEqualTo(4);
        assertThat(row.targetRows()).isEqualTo(8);
        assertThat(row.differentRows()).isEqualTo(4);
        assertThat(row.rows())
                .extracting(SideBySide::state)
                .containsExactly(State.EXTRA, State.EXTRA, State.EXTRA, State.EXTRA, State.EQUAL);
        assertThat(row.rowsLeftOut()).isEqualTo(3);
    }

    @Test
    void as_many_equal_rows_on_both_sides_match() {
        InMemoryTable source = source().row(7, TEN, "a").row(7, TEN, "a");

        assertThat(look(source, target().row(7, TEN, "a").row(7, TEN, "a"), PAIR, "7")
                        .matches())
                .isTrue();
        assertThat(look(source, target().row(7, TEN, "a"), PAIR, "7").matches()).isFalse();
    }

    @Test
    void a_key_of_more_than_a_thousand_rows_is_refused() {
        InMemoryTable source = source();
        for (int i = 0; i < 1_001; i++) {
            source.row(7, TEN, "a");
        }

        assertThatThrownBy(() -> look(source, target(), PAIR, "7"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("More than 1000 rows of dbo.orders have this key");
    }

    @Test
    void tables_without_a_key_are_refused_with_the_remedy() {
        InMemoryTable source = InMemoryTable.named("dbo.orders").column("id", new ValueType.Whole());
        InMemoryTable target = InMemoryTable.named("public.orders").column("id", new ValueType.Whole());

        assertThatThrownBy(() -> look(source, target, PAIR, "7"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("dbo.orders has no key by which both sides find a row")
                .hasMessageContaining("Name columns that tell its rows apart as key: in the pair's entry");
        source.row(7);
        assertThat(only(look(source, target, PAIR.withKey(List.of("id")), "7")).state())
                .isEqualTo(State.MISSING);
    }

    @Test
    void a_null_in_a_configured_key_is_found() {
        TablePair byNote = PAIR.withKey(List.of("note"));
        InMemoryTable source = source().row(1, TEN, null);

        assertThat(look(source, target().row(1, TEN, null), byNote, "\\N").matches())
                .isTrue();
        assertThat(look(source, target().row(1, TEN, ""), byNote, "\\N").matches())
                .isFalse();
    }

    @Test
    void rows_that_the_login_may_not_see_leave_no_answer() {
        InMemoryTable target = target().hidesRows("A policy hides rows of public.orders from this login.");

        assertThatThrownBy(() -> look(source().row(7, TEN, "a"), target, PAIR, "7"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("A policy hides rows of public.orders from this login.");
    }

    @Test
    void half_of_a_surrogate_pair_is_refused_with_its_column() {
        assertThatThrownBy(() -> look(source().row(7, TEN, "\ud83d"), target(), PAIR, "7"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("half of a surrogate pair in note");
    }

    @Test
    void a_side_that_fails_leaves_no_answer() {
        InMemoryTable target =
                target().failsAfter(0, () -> new DatabaseException(DatabaseException.Kind.OTHER, "It failed.", null));

        assertThatThrownBy(() -> look(source().row(7, TEN, "a"), target, PAIR, "7"))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("It failed.");
    }

    @Test
    void a_cancelled_look_ends() {
        Cancellation cancellation = new Cancellation();
        InMemoryTable target = target().hangsAfter(0).runsAfter(0, cancellation::cancel);

        assertThatThrownBy(
                        () -> new RowLook(InMemoryDatabase.of(source()), InMemoryDatabase.of(target), Reconciled.CLOCK)
                                .look(PAIR, List.of("7"), RunOptions.DEFAULT, cancellation))
                .isInstanceOf(CancelledException.class);
    }

    private static RowComparison look(InMemoryTable source, InMemoryTable target, TablePair pair, String... key) {
        return new RowLook(InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .look(pair, List.of(key), RunOptions.DEFAULT, new Cancellation());
    }

    @Test
    void a_value_within_its_tolerance_is_marked_and_the_row_counts_as_equal() {
        TablePair near = PAIR.withRules(ColumnRules.of(
                Map.of("total", new ColumnRule(new Softening.Within(new Tolerance(new BigDecimal("0.5"), null))))));

        RowComparison row =
                look(source().row(7, TEN, "a"), target().row(7, TEN.add(new BigDecimal("0.25")), "a"), near, "7");

        assertThat(row.matches()).isTrue();
        assertThat(only(row).columns())
                .extracting(ColumnValues::agreement)
                .containsExactly(Agreement.EQUAL, Agreement.TOLERATED, Agreement.EQUAL);
        assertThat(only(look(source().row(7, TEN, "a"), target().row(7, TEN, "a"), near, "7"))
                        .columns())
                .extracting(ColumnValues::agreement)
                .containsOnly(Agreement.EQUAL);
    }

    private static boolean differs(ColumnValues column) {
        return column.agreement() == Agreement.DIFFERENT;
    }

    private static SideBySide only(RowComparison row) {
        assertThat(row.rows()).hasSize(1);
        return row.rows().get(0);
    }

    private static ColumnValues column(String name, @Nullable Value source, @Nullable Value target, boolean differs) {
        Agreement agreement = differs ? Agreement.DIFFERENT : Agreement.EQUAL;
        return new ColumnValues(
                name, name, source, target, source == null || target == null ? Agreement.ONE_SIDED : agreement);
    }
}
