package dev.reconcile.core.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.UniqueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonPlanTest {

    private static final ValueType WHOLE = new ValueType.Whole();
    private static final ValueType TEXT = new ValueType.Text(ValueType.Text.UNBOUNDED, false);
    private static final TablePair PAIR = TablePair.of("dbo.orders", "orders");

    @Test
    void columns_of_equal_names_are_paired_in_the_source_s_order() {
        ComparisonPlan plan = align(source("a", "b", "c"), target("c", "a", "b"), PAIR);
        assertThat(pairsOf(plan)).containsExactly("a=a", "b=b", "c=c");
        assertThat(plan.comparedColumns()).containsExactly("a", "b", "c");
        assertThat(plan.unpaired()).isEmpty();
        assertThat(plan.uncompared()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.reductions()).isEmpty();
        assertThat(plan.key()).isEmpty();
        assertThat(plan.leavesGaps()).isFalse();
    }

    @Test
    void columns_are_paired_whatever_their_case() {
        assertThat(pairsOf(align(source("CustomerID", "NAME"), target("customerid", "name"), PAIR)))
                .containsExactly("CustomerID=customerid", "NAME=name");
    }

    @Test
    void two_columns_that_differ_in_case_alone_are_paired_exactly() {
        assertThat(pairsOf(align(source("ID", "id"), target("id", "ID"), PAIR))).containsExactly("ID=ID", "id=id");
    }

    @Test
    void a_partner_of_the_exact_name_goes_before_one_in_another_case() {
        ComparisonPlan plan = align(source("ID", "id"), target("id"), PAIR);
        assertThat(pairsOf(plan)).containsExactly("id=id");
        assertThat(plan.unpaired()).extracting(Column::name).containsExactly("ID");
    }

    @Test
    void no_case_is_guessed_where_two_target_columns_could_be_meant() {
        ComparisonPlan plan = align(source("id"), target("Id", "iD"), PAIR);
        assertThat(plan.pairs()).isEmpty();
        assertThat(plan.unpaired()).extracting(Column::name).containsExactly("id");
        assertThat(plan.warnings())
                .containsExactly("Only the target has the columns Id, iD; nothing is compared there.");
    }

    @Test
    void a_renamed_column_takes_its_new_name() {
        assertThat(pairsOf(align(source("id", "total"), target("id", "amount"), renaming(Map.of("total", "amount")))))
                .containsExactly("id=id", "total=amount");
        assertThat(pairsOf(align(source("Total"), target("Amount"), renaming(Map.of("TOTAL", "AMOUNT")))))
                .containsExactly("Total=Amount");
    }

    @Test
    void two_columns_can_change_names() {
        assertThat(pairsOf(align(source("a", "b"), target("a", "b"), renaming(Map.of("a", "b", "b", "a")))))
                .containsExactly("a=b", "b=a");
    }

    @Test
    void no_target_column_is_compared_twice_and_a_rename_goes_first() {
        for (Described source : List.of(source("total", "amount"), source("amount", "total"))) {
            ComparisonPlan plan = align(source, target("amount"), renaming(Map.of("total", "amount")));
            assertThat(pairsOf(plan)).containsExactly("total=amount");
            assertThat(plan.unpaired()).extracting(Column::name).containsExactly("amount");

            ComparisonPlan inAnotherCase = align(source, target("AMOUNT"), renaming(Map.of("total", "amount")));
            assertThat(pairsOf(inAnotherCase)).containsExactly("total=AMOUNT");
        }
    }

    @Test
    void a_rename_is_of_the_column_spelled_exactly_so() {
        ComparisonPlan plan = align(source("a", "A"), target("x", "A"), renaming(Map.of("a", "x")));
        assertThat(pairsOf(plan)).containsExactly("a=x", "A=A");
        ComparisonPlan both = align(source("a", "A"), target("y", "x"), renaming(Map.of("a", "x", "A", "y")));
        assertThat(pairsOf(both)).containsExactly("a=x", "A=y");
    }

    @Test
    void a_source_column_without_a_partner_is_unpaired_and_an_extra_target_column_a_warning() {
        ComparisonPlan plan = align(source("id", "total"), target("id", "__deleted"), PAIR);
        assertThat(pairsOf(plan)).containsExactly("id=id");
        assertThat(plan.unpaired()).extracting(Column::name).containsExactly("total");
        assertThat(plan.warnings())
                .containsExactly("Only the target has the column __deleted; nothing is compared there.");
        assertThat(plan.leavesGaps()).isFalse();
    }

    @Test
    void an_excluded_column_is_left_out_on_purpose_on_both_sides() {
        ComparisonPlan plan = align(
                source("id", "total"),
                target("id", "TOTAL", "__op"),
                PAIR.withColumns(ColumnSelection.all().without(Set.of("total", "__OP"))));
        assertThat(pairsOf(plan)).containsExactly("id=id");
        assertThat(plan.uncompared()).containsExactly(new UncomparedColumn("total", "Excluded by the settings.", true));
        assertThat(plan.unpaired()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.leavesGaps()).isFalse();
    }

    @Test
    void an_excluded_column_that_nobody_has_is_a_warning() {
        ComparisonPlan plan = align(
                source("id"),
                target("id"),
                PAIR.withColumns(ColumnSelection.all().without(Set.of("totl"))));
        assertThat(plan.warnings()).containsExactly("The excluded column totl is in neither table.");
    }

    @Test
    void only_the_columns_named_are_compared_and_the_key() {
        ComparisonPlan plan = align(
                source("id", "name", "email", "note").withPrimaryKey("id"),
                target("id", "name", "email", "extra"),
                PAIR.withColumns(ColumnSelection.only(List.of("EMAIL", "name"))));
        assertThat(pairsOf(plan)).containsExactly("id=id", "name=name", "email=email");
        assertThat(plan.uncompared())
                .containsExactly(new UncomparedColumn("note", "Not among the columns to compare.", true));
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.leavesGaps()).isFalse();
    }

    @Test
    void a_named_column_without_a_partner_is_unpaired() {
        ComparisonPlan plan = align(
                source("id", "total"), target("id"), PAIR.withColumns(ColumnSelection.only(List.of("id", "total"))));
        assertThat(plan.unpaired()).extracting(Column::name).containsExactly("total");
    }

    @Test
    void an_unknown_column_is_refused_with_what_may_have_been_meant() {
        assertThatThrownBy(() -> align(
                        source("id", "total"),
                        target("id", "total"),
                        PAIR.withColumns(ColumnSelection.only(List.of("totl")))))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot compare column totl: dbo.orders has no such column. Did you mean total?");
        assertThatThrownBy(() -> align(source("id", "total"), target("id"), renaming(Map.of("xyzzy", "id"))))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot rename column xyzzy: dbo.orders has no such column. It has id, total.");
        assertThatThrownBy(() -> align(source("ID", "iD"), target("id"), PAIR.withKey(List.of("id"))))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot use as key column id: dbo.orders has no such column. Did you mean ID or iD?");
    }

    @Test
    void a_rename_to_an_unknown_column_is_refused_with_what_may_have_been_meant() {
        assertThatThrownBy(
                        () -> align(source("id", "total"), target("id", "amount"), renaming(Map.of("total", "amuont"))))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot rename a column to amuont: public.orders has no such column."
                        + " Did you mean amount?");
    }

    @Test
    void the_key_comes_first_in_key_order() {
        ComparisonPlan plan =
                align(source("a", "b", "c", "d").withPrimaryKey("d", "b"), target("a", "b", "c", "d"), PAIR);
        assertThat(plan.key()).containsExactly("d", "b");
        assertThat(pairsOf(plan)).containsExactly("d=d", "b=b", "a=a", "c=c");
    }

    @Test
    void a_key_of_the_user_s_choice_goes_before_the_table_s_own() {
        ComparisonPlan plan = align(
                source("a", "b", "c").withPrimaryKey("a"), target("a", "b", "c"), PAIR.withKey(List.of("C", "b")));
        assertThat(plan.key()).containsExactly("c", "b");
        assertThat(pairsOf(plan)).containsExactly("c=c", "b=b", "a=a");
    }

    @Test
    void a_key_column_named_twice_counts_once() {
        ComparisonPlan plan = align(source("a", "b"), target("a", "b"), PAIR.withKey(List.of("b", "B")));
        assertThat(plan.key()).containsExactly("b");
        assertThat(pairsOf(plan)).containsExactly("b=b", "a=a");
    }

    @Test
    void a_key_whose_column_is_not_compared_is_not_used_and_the_reader_is_told() {
        ComparisonPlan excluded = align(
                source("id", "part", "total").withPrimaryKey("id", "part"),
                target("id", "part", "total"),
                PAIR.withColumns(ColumnSelection.all().without(Set.of("part"))));
        assertThat(excluded.key()).isEmpty();
        assertThat(pairsOf(excluded)).containsExactly("id=id", "total=total");
        assertThat(excluded.warnings())
                .containsExactly("The key (id, part) cannot be used, because part is not compared;"
                        + " rows are told apart by all their values.");

        ComparisonPlan lacking =
                align(source("id", "part", "total").withPrimaryKey("id", "part"), target("total"), PAIR);
        assertThat(lacking.warnings())
                .containsExactly("The key (id, part) cannot be used, because id, part are not compared;"
                        + " rows are told apart by all their values.");
        assertThat(lacking.unpaired()).extracting(Column::name).containsExactly("id", "part");
    }

    @Test
    void columns_without_a_common_form_leave_a_gap() {
        ComparisonPlan plan = align(
                source("id").with("total", "money", new ValueType.FixedDecimal(19, 4)),
                target("id").with("total", "text", new ValueType.Text(ValueType.Text.UNBOUNDED, false)),
                PAIR);
        assertThat(pairsOf(plan)).containsExactly("id=id");
        assertThat(plan.uncompared())
                .containsExactly(new UncomparedColumn(
                        "total",
                        "Cannot compare dbo.orders.total (money) with public.orders.total (text): no common canonical"
                                + " type. Exclude the column, or compare it under another type.",
                        false));
        assertThat(plan.leavesGaps()).isTrue();
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void an_incomparable_column_says_on_which_side_and_why() {
        ValueType masked = new ValueType.Incomparable("the column is masked");
        ComparisonPlan onTheSource = align(source().with("card", "varchar(20)", masked), target("card"), PAIR);
        assertThat(onTheSource.uncompared().get(0).reason()).contains(": on the source the column is masked. Exclude");
        ComparisonPlan onTheTarget = align(source("card"), target().with("card", "xml", masked), PAIR);
        assertThat(onTheTarget.uncompared().get(0).reason()).contains(": on the target the column is masked. Exclude");
        assertThat(onTheTarget.leavesGaps()).isTrue();
    }

    @Test
    void every_reduction_is_told() {
        ComparisonPlan plan = align(
                source().with("at", "datetime2(7)", new ValueType.Timestamp(7))
                        .with("due", "time(7)", new ValueType.Time(7))
                        .with("seen", "datetimeoffset(7)", new ValueType.Instant(7))
                        .with("code", "char(5)", new ValueType.Text(5, true))
                        .with("name", "nvarchar(5)", new ValueType.Text(5, false))
                        .with("padded", "nchar(3)", new ValueType.Text(3, true))
                        .with("exact", "datetime2(3)", new ValueType.Timestamp(3)),
                target().with("at", "timestamp(6)", new ValueType.Timestamp(6))
                        .with("due", "time(0)", new ValueType.Time(0))
                        .with("seen", "timestamptz(3)", new ValueType.Instant(3))
                        .with("code", "varchar(5)", new ValueType.Text(5, false))
                        .with("name", "varchar(5)", new ValueType.Text(5, false))
                        .with("padded", "char(3)", new ValueType.Text(3, true))
                        .with("exact", "timestamp(3)", new ValueType.Timestamp(3)),
                PAIR);
        assertThat(plan.reductions())
                .containsExactly(
                        "at: the source's fraction of a second is rounded half up from 7 digits to 6 (datetime2(7)"
                                + " against timestamp(6)).",
                        "due: the source's fraction of a second is rounded half up from 7 digits to 0 (time(7) against"
                                + " time(0)).",
                        "seen: the source's fraction of a second is rounded half up from 7 digits to 3"
                                + " (datetimeoffset(7) against timestamptz(3)).",
                        "code: spaces at the end are not compared, because one side pads with them (char(5) against"
                                + " varchar(5)).");
        assertThat(plan.softenedColumns())
                .containsExactly(
                        new SoftenedColumn("at", By.ROUNDING),
                        new SoftenedColumn("due", By.ROUNDING),
                        new SoftenedColumn("seen", By.ROUNDING));
    }

    @Test
    void a_target_that_cannot_hold_all_digits_is_told_of() {
        ComparisonPlan plan = align(
                source().with("share", "float", new ValueType.Floating(64))
                        .with("price", "money", new ValueType.FixedDecimal(19, 4))
                        .with("free", "numeric", new ValueType.FreeDecimal())
                        .with("fits", "decimal(10,2)", new ValueType.FixedDecimal(10, 2)),
                target().with("share", "real", new ValueType.Floating(32))
                        .with("price", "numeric(10,2)", new ValueType.FixedDecimal(10, 2))
                        .with("free", "numeric(5,0)", new ValueType.FixedDecimal(5, 0))
                        .with("fits", "numeric", new ValueType.FreeDecimal()),
                PAIR);
        assertThat(plan.warnings())
                .containsExactly(
                        "The target's column share (real) holds fewer digits than the source's share (float): values"
                                + " that lost digits are reported as different.",
                        "The target's column price (numeric(10,2)) holds fewer digits than the source's price (money):"
                                + " values that lost digits are reported as different.",
                        "The target's column free (numeric(5,0)) holds fewer digits than the source's free (numeric):"
                                + " values that lost digits are reported as different.");
        assertThat(plan.reductions()).isEmpty();
    }

    @Test
    void a_column_cannot_be_asked_for_and_excluded() {
        ColumnSelection both = new ColumnSelection(List.of("name"), Set.of("NAME"), Map.of());
        assertThatThrownBy(() -> align(
                        source().with("name", "text", new ValueType.Text(5, false)),
                        target().with("name", "text", new ValueType.Text(5, false)),
                        PAIR.withColumns(both)))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("Column name of ")
                .hasMessageContaining("is both to be compared and excluded");
    }

    @Test
    void truncation_is_told_as_such() {
        ComparisonPlan plan = ComparisonPlan.align(
                source().with("at", "datetime2(7)", new ValueType.Timestamp(7)).table,
                target().with("at", "timestamp", new ValueType.Timestamp(6)).table,
                PAIR,
                Rounding.TRUNCATE,
                Instant.EPOCH);
        assertThat(plan.reductions())
                .containsExactly("at: the source's fraction of a second is truncated from 7 digits to 6 (datetime2(7)"
                        + " against timestamp).");
        assertThat(plan.pairs().get(0).type()).isEqualTo(new CanonicalType.Timestamp(6, Rounding.TRUNCATE));
        assertThat(plan.softenedColumns()).containsExactly(new SoftenedColumn("at", By.TRUNCATION));
    }

    @Test
    void a_renamed_column_is_told_and_one_in_another_spelling_is_not() {
        ComparisonPlan plan = align(
                source("id", "a", "Note", "b"),
                target("id", "b_email", "note", "B"),
                renaming(Map.of("a", "b_email", "b", "B")));

        assertThat(pairsOf(plan)).containsExactly("id=id", "a=b_email", "Note=note", "b=B");
        assertThat(plan.reductions())
                .singleElement()
                .asString()
                .startsWith("a → b_email: by rule, the target's column has another name (");
    }

    @Test
    void both_sides_read_their_own_columns_in_the_same_order_and_their_own_filter() {
        Described source = source("total", "id").withPrimaryKey("id");
        Described target = target("ID", "amount");
        TablePair pair = new TablePair(
                PAIR.source(),
                PAIR.target(),
                new ColumnSelection(List.of(), Set.of(), Map.of("total", "amount")),
                List.of(),
                new RowFilter("id > 7"),
                new RowFilter("\"ID\" > 7"));

        ComparisonPlan plan = align(source, target, pair);

        assertThat(plan.sourceRead(source.table, pair).columns())
                .extracting(ReadColumn::column)
                .extracting(Column::name)
                .containsExactly("id", "total");
        assertThat(plan.targetRead(target.table, pair).columns())
                .extracting(ReadColumn::column)
                .extracting(Column::name)
                .containsExactly("ID", "amount");
        assertThat(plan.sourceRead(source.table, pair).canonicalTypes())
                .isEqualTo(plan.targetRead(target.table, pair).canonicalTypes());
        assertThat(plan.sourceRead(source.table, pair).filter().sql()).isEqualTo("id > 7");
        assertThat(plan.targetRead(target.table, pair).filter().sql()).isEqualTo("\"ID\" > 7");
        assertThat(plan.sourceRead(source.table, pair).table()).isSameAs(source.table);
    }

    @Test
    void a_preset_leaves_out_what_the_pipeline_marked_and_does_not_warn_of_what_it_added() {
        Described source = source("id");
        Described target = target("id", "__op", "audited").with("__deleted", "text", TEXT);
        TablePair pair = PAIR.withPreset(Preset.DEBEZIUM);

        ComparisonPlan plan = align(source, target, pair);

        assertThat(plan.targetRead(target.table, pair).filter())
                .isEqualTo(RowFilter.none()
                        .withoutMarked(target.table.column("__deleted").orElseThrow()));
        assertThat(plan.sourceRead(source.table, pair).filter()).isEqualTo(RowFilter.none());
        assertThat(plan.leftOutRows(pair))
                .containsExactly("Target rows whose __deleted is true count as deleted and are left out (preset"
                        + " debezium).");
        assertThat(plan.reductions())
                .containsExactly("__op, __deleted are columns that the pipeline adds to the target; nothing is compared"
                        + " there (preset debezium).");
        assertThat(plan.warnings())
                .containsExactly("Only the target has the column audited; nothing is compared there.");
    }

    @Test
    void a_preset_s_mark_joins_the_filter_of_the_pair() {
        Described target = target("id").with("__deleted", "boolean", new ValueType.Bool());
        TablePair pair = new TablePair(
                        PAIR.source(),
                        PAIR.target(),
                        PAIR.columns(),
                        List.of(),
                        RowFilter.none(),
                        new RowFilter("id > 7"))
                .withPreset(Preset.DEBEZIUM);

        ComparisonPlan plan = align(source("id"), target, pair);

        RowFilter filter = plan.targetRead(target.table, pair).filter();
        assertThat(filter.sql()).isEqualTo("id > 7");
        assertThat(filter.deletedMark()).extracting(Column::name).isEqualTo("__deleted");
        assertThat(plan.leftOutRows(pair)).hasSize(2);
    }

    @Test
    void a_preset_s_reduction_is_told_and_stands_behind_every_rule() {
        Described source = source("id")
                .with("a", "datetime2(7)", new ValueType.Timestamp(7))
                .with("b", "datetime2(7)", new ValueType.Timestamp(7))
                .with("c", "datetime2(7)", new ValueType.Timestamp(7));
        Described target = target("id")
                .with("a", "timestamp(6)", new ValueType.Timestamp(6))
                .with("b", "timestamp(6)", new ValueType.Timestamp(6))
                .with("c", "timestamp(6)", new ValueType.Timestamp(6));
        TablePair pair = PAIR.withPreset(Preset.DEBEZIUM_CONNECT)
                .withRules(new ColumnRules(
                        Map.of("b", new ColumnRule(new Softening.Fraction(0, Rounding.TRUNCATE))),
                        Map.of("c", new ColumnRule(Softening.Nothing.NOTHING))));

        ComparisonPlan plan = align(source, target, pair);

        assertThat(plan.types())
                .containsExactly(
                        new CanonicalType.Whole(),
                        new CanonicalType.Timestamp(3, Rounding.TRUNCATE),
                        new CanonicalType.Timestamp(0, Rounding.TRUNCATE),
                        new CanonicalType.Timestamp(6, Rounding.HALF_UP));
        assertThat(plan.reductions())
                .contains("a: by rule, fractions of a second are truncated to 3 digits on both sides, as preset"
                        + " debezium-connect has it (datetime2(7) against timestamp(6)).");
        assertThat(plan.softenedColumns())
                .containsExactly(
                        new SoftenedColumn("a", By.PRESET),
                        new SoftenedColumn("b", By.RULE),
                        new SoftenedColumn("b", By.TRUNCATION),
                        new SoftenedColumn("c", By.ROUNDING));
    }

    @Test
    void a_preset_of_which_nothing_applies_says_nothing() {
        TablePair pair = PAIR.withPreset(Preset.DEBEZIUM);
        ComparisonPlan plan = align(source("id", "__deleted"), target("id", "__deleted"), pair);
        assertThat(plan.leftOutRows(pair)).isEmpty();
        assertThat(plan.reductions()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
    }

    private static TablePair renaming(Map<String, String> renames) {
        return PAIR.withColumns(new ColumnSelection(List.of(), Set.of(), renames));
    }

    private static ComparisonPlan align(Described source, Described target, TablePair pair) {
        return ComparisonPlan.align(source.table, target.table, pair, Rounding.HALF_UP, Instant.EPOCH);
    }

    private static List<String> pairsOf(ComparisonPlan plan) {
        return plan.pairs().stream()
                .map(pair -> pair.source().name() + "=" + pair.target().name())
                .toList();
    }

    private static Described source(String... columns) {
        return Described.of("dbo.orders", columns);
    }

    private static Described target(String... columns) {
        return Described.of("public.orders", columns);
    }

    /** A description to which more can be added. */
    private record Described(TableDescription table) {

        static Described of(String name, String... columns) {
            Described described = of(TableName.parse(name), List.of(), List.of());
            for (String column : columns) {
                described = described.with(column, "int", WHOLE);
            }
            return described;
        }

        private static Described of(TableName name, List<Column> columns, List<UniqueKey> keys) {
            return new Described(new TableDescription(
                    name, TableKind.TABLE, columns, keys, OptionalLong.empty(), List.of(), List.of()));
        }

        Described with(String name, String nativeType, ValueType type) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.add(new Column(name, nativeType, type, false, null));
            return of(table.name(), columns, table.uniqueKeys());
        }

        Described withPrimaryKey(String... columns) {
            return of(table.name(), table.columns(), List.of(new UniqueKey("pk", true, Arrays.asList(columns))));
        }
    }
}
