package dev.reconcile.core.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.UniqueKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColumnRulesTest {

    private static final TablePair PAIR = TablePair.of("dbo.t", "t");
    private static final Softening MILLIS = new Softening.Fraction(3, null);
    private static final Softening NO_CASE = new Softening.Text(Set.of(TextFold.CASE));
    private static final Softening NO_BLANKS = new Softening.Text(Set.of(TextFold.TRAILING_BLANKS));

    @Test
    void times_are_reduced_to_the_digits_of_the_rule_on_both_sides() {
        ComparisonPlan plan = align(
                own(Map.of("at", MILLIS, "day", new Softening.Fraction(0, Rounding.TRUNCATE), "zoned", MILLIS)),
                List.of(timestamp("at", 7), time("day", 7), instant("zoned", 3)),
                List.of(timestamp("at", 6), time("day", 6), instant("zoned", 6)));

        assertThat(plan.types())
                .containsExactly(
                        new CanonicalType.Timestamp(3, Rounding.HALF_UP),
                        new CanonicalType.Time(0, Rounding.TRUNCATE),
                        new CanonicalType.Instant(3, Rounding.HALF_UP));
        assertThat(plan.reductions())
                .containsExactly(
                        "at: by rule, fractions of a second are rounded half up to 3 digits on both sides"
                                + " (timestamp(7) against timestamp(6)).",
                        "day: by rule, fractions of a second are truncated to 0 digits on both sides (time(7) against"
                                + " time(6)).",
                        "zoned: by rule, fractions of a second are rounded half up to 3 digits on both sides"
                                + " (timestamptz(3) against timestamptz(6)).");
        assertThat(plan.softenedColumns())
                .containsExactly(
                        new SoftenedColumn("at", By.RULE),
                        new SoftenedColumn("at", By.ROUNDING),
                        new SoftenedColumn("day", By.RULE),
                        new SoftenedColumn("day", By.TRUNCATION),
                        new SoftenedColumn("zoned", By.RULE),
                        new SoftenedColumn("zoned", By.ROUNDING));
    }

    @Test
    void a_rule_may_change_the_rounding_alone() {
        ComparisonPlan plan = align(
                own(Map.of("at", new Softening.Fraction(6, Rounding.TRUNCATE))),
                List.of(timestamp("at", 7)),
                List.of(timestamp("at", 6)));

        assertThat(plan.types()).containsExactly(new CanonicalType.Timestamp(6, Rounding.TRUNCATE));
    }

    @Test
    void what_is_left_out_of_text_is_told_with_both_columns() {
        TablePair renamed = own(Map.of("note", new Softening.Text(Set.of(TextFold.CASE, TextFold.ALL_WHITESPACE))))
                .withColumns(new ColumnSelection(List.of(), Set.of(), Map.of("note", "remark")));
        ComparisonPlan plan = align(renamed, List.of(text("note", 9, true)), List.of(text("remark", 20, false)));

        assertThat(plan.types())
                .containsExactly(new CanonicalType.FoldedText(
                        Set.of(TextFold.CASE, TextFold.ALL_WHITESPACE, TextFold.TRAILING_BLANKS)));
        assertThat(plan.reductions())
                .containsExactly(
                        "note → remark: by rule, the target's column has another name (char(9) against varchar(20)).",
                        "note → remark: spaces at the end are not compared, because one side pads with them"
                                + " (char(9) against varchar(20)).",
                        "note → remark: by rule, runs of white space are one space, and none at both ends; capital and"
                                + " small letters are the same (char(9) against varchar(20)).");
    }

    @Test
    void trailing_blanks_alone_are_left_to_databases_too() {
        ComparisonPlan plan =
                align(own(Map.of("note", NO_BLANKS)), List.of(text("note", 9, false)), List.of(text("note", 9, false)));

        assertThat(plan.types()).containsExactly(new CanonicalType.Text(true));
        assertThat(plan.reductions())
                .containsExactly("note: by rule, spaces at the end are not compared (varchar(9) against varchar(9)).");
    }

    @Test
    void a_uuid_can_be_compared_with_a_text_that_spells_it() {
        Softening asUuid = new Softening.As(Softening.As.Meaning.UUID);
        Column uuid = new Column("id", "uuid", new ValueType.Uuid(), false, null);
        ComparisonPlan plan = align(own(Map.of("id", asUuid)), List.of(uuid), List.of(text("id", 36, true)));

        assertThat(plan.types()).containsExactly(new CanonicalType.SpelledUuid());
        assertThat(plan.uncompared()).isEmpty();
        assertThatThrownBy(() -> align(own(Map.of("id", asUuid)), List.of(uuid), List.of(uuid)))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("it leaves nothing out");
        assertThatThrownBy(() -> align(
                        own(Map.of("id", new Softening.As(Softening.As.Meaning.JSON))), List.of(uuid), List.of(uuid)))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("it is for JSON and text. Take the rule out or correct it.");
    }

    @Test
    void documents_are_compared_by_a_rule_with_each_other_and_with_text() {
        Softening asJson = new Softening.As(Softening.As.Meaning.JSON);
        for (List<Column> pair : List.of(
                List.of(json("body"), json("body")),
                List.of(json("body"), text("body", 9, true)),
                List.of(text("body", 9, true), json("body")))) {
            ComparisonPlan plan = align(own(Map.of("body", asJson)), pair.subList(0, 1), pair.subList(1, 2));

            assertThat(plan.types()).as("%s", pair).containsExactly(new CanonicalType.Json());
            assertThat(plan.uncompared()).isEmpty();
            assertThat(plan.reductions())
                    .singleElement()
                    .asString()
                    .startsWith("body: by rule, texts are compared as JSON, without spacing, order of members and");
        }
    }

    @Test
    void a_document_is_compared_as_what_it_is_written_in_and_nothing_else() {
        Softening asXml = new Softening.As(Softening.As.Meaning.XML);
        ComparisonPlan plan = align(own(Map.of("body", asXml)), List.of(xml("body")), List.of(text("body", 9, false)));

        assertThat(plan.types()).containsExactly(new CanonicalType.Xml());
        assertThat(plan.reductions())
                .containsExactly(
                        "body: by rule, texts are compared as XML, without the declaration, order of attributes,"
                                + " spelling of characters and of empty elements, and white space by itself beside an element;"
                                + " what is no XML or has a document type, without spaces at its end (xml against varchar(9)).");
        refused(
                own(Map.of("body", asXml)),
                json("body"),
                "Cannot apply the rule of column body to dbo.t.body (json) against public.t.body (json): it is for XML"
                        + " and text. Take the rule out or correct it.");
        assertThat(reason(text("body", 9, false), xml("body")))
                .endsWith("on the target xml has many texts. Give the column the rule compare-as: xml, or exclude it.");
        assertThat(reason(json("body"), xml("body")))
                .endsWith("on the source json has many texts. Exclude the column, or compare it under another type.");
    }

    @Test
    void without_the_rule_a_document_is_not_compared_and_the_rule_is_named() {
        assertThat(reason(json("body"), text("body", 9, false)))
                .isEqualTo(
                        "Cannot compare dbo.t.body (json) with public.t.body (varchar(9)): on the source json has many"
                                + " texts. Give the column the rule compare-as: json, or exclude it.");
        assertThat(reason(text("body", 9, false), json("body")))
                .contains(
                        "on the target json has many texts. Give the column the rule compare-as: json, or exclude it.");
        assertThat(reason(json("body"), timestamp("body", 3)))
                .endsWith("on the source json has many texts. Exclude the column, or compare it under another type.");
        Column masked = new Column("body", "json", new ValueType.Incomparable("it is masked"), true, null);
        assertThat(reason(json("body"), masked))
                .endsWith("on the target it is masked. Exclude the column, or compare it under another type.");
    }

    @Test
    void a_document_is_no_key_that_a_rule_may_have_compared() {
        refused(
                own(Map.of("body", new Softening.As(Softening.As.Meaning.JSON))).withKey(List.of("body")),
                json("body"),
                "Cannot apply the rule of column body to dbo.t.body (json) against public.t.body (json): the column is"
                        + " part of the key, and no query finds a key in this form. Take the rule out or correct it.");
    }

    private static String reason(Column source, Column target) {
        return align(PAIR, List.of(source), List.of(target)).uncompared().get(0).reason();
    }

    private static Column json(String name) {
        ValueType json = new ValueType.Document(ValueType.Document.Format.JSON, "json has many texts");
        return new Column(name, "json", json, true, null);
    }

    private static Column xml(String name) {
        ValueType xml = new ValueType.Document(ValueType.Document.Format.XML, "xml has many texts");
        return new Column(name, "xml", xml, true, null);
    }

    @Test
    void a_rule_for_an_unknown_column_is_refused_with_what_may_have_been_meant() {
        refused(
                own(Map.of("notee", NO_CASE)),
                text("note", 9, false),
                "Cannot apply the rule of column notee: dbo.t has no such column. Did you mean note?");
    }

    @Test
    void a_rule_that_means_nothing_to_its_column_is_refused() {
        refused(
                own(Map.of("note", MILLIS)),
                text("note", 9, false),
                "Cannot apply the rule of column note to dbo.t.note (varchar(9)) against public.t.note (varchar(9)): it"
                        + " is for times and timestamps. Take the rule out or correct it.");
        refused(
                own(Map.of("at", NO_CASE)),
                timestamp("at", 3),
                "Cannot apply the rule of column at to dbo.t.at (timestamp(3)) against public.t.at (timestamp(3)): it is"
                        + " for text. Take the rule out or correct it.");
        String without = "it leaves nothing out that these types do not leave out anyway.";
        assertThatThrownBy(() ->
                        align(own(Map.of("at", MILLIS)), List.of(timestamp("at", 3)), List.of(timestamp("at", 3))))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining(without);
        assertThatThrownBy(() -> align(
                        own(Map.of("note", NO_BLANKS)),
                        List.of(text("note", 9, true)),
                        List.of(text("note", 9, false))))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining(without);
    }

    @Test
    void two_rules_for_one_column_are_refused() {
        refused(
                own(Map.of("note", NO_CASE, "NOTE", NO_BLANKS)),
                text("note", 9, false),
                "Two rules are for the column note of dbo.t, in different spellings. Take one of them out.");
    }

    @Test
    void a_key_cannot_be_folded_but_reduced() {
        ComparisonPlan plan = align(
                own(Map.of("id", NO_BLANKS, "at", MILLIS)),
                List.of(text("id", 9, false), timestamp("at", 7)),
                List.of(text("id", 9, false), timestamp("at", 6)),
                "id",
                "at");
        assertThat(plan.key()).containsExactly("id", "at");

        assertThatThrownBy(() -> align(
                        own(Map.of("id", NO_CASE)), List.of(text("id", 9, false)), List.of(text("id", 9, false)), "id"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining("the column is part of the key, and no query finds a key in this form.");
    }

    @Test
    void numbers_keep_their_form_where_they_may_be_near_each_other_and_the_rule_is_told() {
        List<Column> source =
                List.of(number("id"), decimal("total", 10, 4), floating("ratio", 64), decimal("rate", 9, 6));
        List<Column> target = List.of(number("id"), decimal("total", 10, 2), floating("ratio", 32), number("rate"));
        ComparisonPlan plan = align(
                own(Map.of(
                        "total", within("0.005", null),
                        "ratio", within(null, "1e-6"),
                        "rate", within("1", "0.1"))),
                source,
                target,
                "id");

        assertThat(plan.types()).isEqualTo(align(PAIR, source, target, "id").types());
        assertThat(plan.tolerantColumns()).containsExactly("total", "ratio", "rate");
        assertThat(plan.reductions())
                .containsExactly(
                        "total: by rule, numbers are equal that are at most 0.005 apart (numeric(10,4) against"
                                + " numeric(10,2)).",
                        "ratio: by rule, numbers are equal that are at most 0.000001 of the source's number apart"
                                + " (float(64) against float(32)).",
                        "rate: by rule, numbers are equal that are at most 1 apart or at most 0.1 of the source's number"
                                + " apart (numeric(9,6) against bigint).");
    }

    @Test
    void what_is_no_number_has_no_tolerance() {
        assertThatThrownBy(() -> align(
                        own(Map.of("note", within("1", null))),
                        List.of(number("id"), text("note", 9, false)),
                        List.of(number("id"), text("note", 9, false)),
                        "id"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot apply the rule of column note to dbo.t.note (varchar(9)) against public.t.note"
                        + " (varchar(9)): it is for numbers, both of them floating point or neither; an expression makes"
                        + " one kind of the other. Take the rule out or correct it.");
        assertThatThrownBy(() -> align(
                        own(Map.of("total", within("1", null))),
                        List.of(number("id"), decimal("total", 9, 2)),
                        List.of(number("id"), floating("total", 64)),
                        "id"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessageContaining(
                        "dbo.t.total (numeric(9,2)) against public.t.total (float(64)): it is for numbers,"
                                + " both of them floating point or neither");
    }

    @Test
    void a_key_has_no_tolerance_and_nothing_has_one_without_a_key() {
        TablePair pair = own(Map.of("total", within("1", null)));
        List<Column> columns = List.of(number("id"), number("total"));

        assertThatThrownBy(() -> align(pair, columns, columns, "id", "total"))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot apply the rule of column total to dbo.t.total (bigint) against public.t.total"
                        + " (bigint): the column is part of the key, and rows are found by keys that are equal. Take the"
                        + " rule out or correct it.");
        assertThatThrownBy(() -> align(pair, columns, columns))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage("Cannot apply the rule of column total to dbo.t.total (bigint) against public.t.total"
                        + " (bigint): the tables have no key that can be used, and rows that are not equal are paired by"
                        + " their keys. Give the pair a key, or have the column rounded by expressions. Take the rule"
                        + " out or correct it.");
    }

    @Test
    void a_tolerance_for_every_table_is_a_warning_where_there_is_no_key() {
        List<Column> columns = List.of(number("id"), number("total"));
        ComparisonPlan plan = align(
                PAIR.withRules(new ColumnRules(Map.of(), Map.of("total", new ColumnRule(within("1", null))))),
                columns,
                columns);

        assertThat(plan.tolerantColumns()).isEmpty();
        assertThat(plan.reductions()).isEmpty();
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .startsWith("The rule for every column total is not applied to dbo.t.total (bigint) against"
                        + " public.t.total (bigint): the tables have no key that can be used");
    }

    @Test
    void a_rule_for_every_table_counts_where_it_means_something_and_warns_where_not() {
        Map<String, ColumnRule> everywhere =
                Map.of("AT", new ColumnRule(MILLIS), "note", new ColumnRule(MILLIS), "gone", new ColumnRule(NO_CASE));
        ComparisonPlan plan = align(
                PAIR.withRules(new ColumnRules(Map.of(), everywhere)),
                List.of(timestamp("at", 7), text("note", 9, false)),
                List.of(timestamp("at", 6), text("note", 9, false)));

        assertThat(plan.types())
                .containsExactly(new CanonicalType.Timestamp(3, Rounding.HALF_UP), new CanonicalType.Text(false));
        assertThat(plan.warnings())
                .containsExactly("The rule for every column note is not applied to dbo.t.note (varchar(9)) against"
                        + " public.t.note (varchar(9)): it is for times and timestamps.");
    }

    @Test
    void a_pair_s_own_rule_takes_the_place_of_the_one_for_every_table() {
        Map<String, ColumnRule> everywhere = Map.of("at", new ColumnRule(MILLIS), "note", new ColumnRule(NO_CASE));
        ColumnRules rules = new ColumnRules(
                Map.of(
                        "at", new ColumnRule(new Softening.Fraction(0, null)),
                        "note", new ColumnRule(Softening.Nothing.NOTHING)),
                everywhere);
        ComparisonPlan plan = align(
                PAIR.withRules(rules),
                List.of(timestamp("at", 7), text("note", 9, false)),
                List.of(timestamp("at", 6), text("note", 9, false)));

        assertThat(plan.types())
                .containsExactly(new CanonicalType.Timestamp(0, Rounding.HALF_UP), new CanonicalType.Text(false));
        assertThat(plan.reductions()).hasSize(1);
    }

    private static void refused(TablePair pair, Column column, String message) {
        assertThatThrownBy(() -> align(pair, List.of(column), List.of(column)))
                .isInstanceOf(UnusablePairException.class)
                .hasMessage(message);
    }

    private static TablePair own(Map<String, Softening> softenings) {
        Map<String, ColumnRule> rules = new java.util.HashMap<>();
        softenings.forEach((name, softening) -> rules.put(name, new ColumnRule(softening)));
        return PAIR.withRules(ColumnRules.of(rules));
    }

    private static ComparisonPlan align(TablePair pair, List<Column> source, List<Column> target, String... key) {
        return ComparisonPlan.align(
                table("dbo.t", source, key), table("public.t", target, key), pair, Rounding.HALF_UP, Instant.EPOCH);
    }

    private static TableDescription table(String name, List<Column> columns, String... key) {
        List<UniqueKey> keys = key.length == 0 ? List.of() : List.of(new UniqueKey("pk", true, Arrays.asList(key)));
        return new TableDescription(
                TableName.parse(name), TableKind.TABLE, columns, keys, OptionalLong.empty(), List.of(), List.of());
    }

    private static Softening within(@Nullable String distance, @Nullable String share) {
        return new Softening.Within(new Tolerance(
                distance == null ? null : new BigDecimal(distance), share == null ? null : new BigDecimal(share)));
    }

    private static Column number(String name) {
        return new Column(name, "bigint", new ValueType.Whole(), false, null);
    }

    private static Column decimal(String name, int precision, int scale) {
        ValueType type = new ValueType.FixedDecimal(precision, scale);
        return new Column(name, "numeric(" + precision + "," + scale + ")", type, false, null);
    }

    private static Column floating(String name, int bits) {
        return new Column(name, "float(" + bits + ")", new ValueType.Floating(bits), false, null);
    }

    private static Column timestamp(String name, int digits) {
        return new Column(name, "timestamp(" + digits + ")", new ValueType.Timestamp(digits), false, null);
    }

    private static Column time(String name, int digits) {
        return new Column(name, "time(" + digits + ")", new ValueType.Time(digits), false, null);
    }

    private static Column instant(String name, int digits) {
        return new Column(name, "timestamptz(" + digits + ")", new ValueType.Instant(digits), false, null);
    }

    private static Column text(String name, int length, boolean padded) {
        String type = (padded ? "char(" : "varchar(") + length + ")";
        return new Column(name, type, new ValueType.Text(length, padded), false, null);
    }
}
