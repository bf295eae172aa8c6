package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.TextFold;
import dev.reconcile.core.canonical.Tolerance;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.SoftenedColumn;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.RowFilter;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final ColumnRule CENT = within("0.01");
    private static final ColumnRule EURO = within("1");

    private static final Reach STRICT = reach(ColumnRules.none());
    private static final Reach TO_A_CENT = reach(ColumnRules.of(Map.of("price", CENT)));
    private static final Reach TO_A_EURO = reach(ColumnRules.of(Map.of("price", EURO)));

    @Test
    void a_column_by_a_rule_is_less_than_the_column_and_another_rule_is_something_else() {
        assertThat(STRICT.covers(TO_A_CENT)).isTrue();
        assertThat(TO_A_CENT.covers(TO_A_CENT)).isTrue();
        assertThat(TO_A_CENT.covers(STRICT)).isFalse();
        assertThat(TO_A_CENT.covers(TO_A_EURO)).isFalse();
    }

    @Test
    void a_rule_is_the_same_wherever_it_stands_and_however_it_spells_the_column() {
        assertThat(reach(new ColumnRules(Map.of(), Map.of("PRICE", CENT)))).isEqualTo(TO_A_CENT);
        assertThat(reach(new ColumnRules(Map.of("price", CENT), Map.of("price", EURO))))
                .isEqualTo(TO_A_CENT);
    }

    @Test
    void a_rule_that_says_nothing_or_is_of_a_column_that_is_not_compared_changes_nothing() {
        ColumnRule nothing = new ColumnRule(Softening.Nothing.NOTHING);

        assertThat(reach(ColumnRules.of(Map.of("price", nothing, "note", CENT))))
                .isEqualTo(STRICT);
        assertThat(reach(new ColumnRules(Map.of("price", nothing), Map.of("price", CENT))))
                .isEqualTo(STRICT);
    }

    @Test
    void what_covers_two_is_the_column_without_a_rule_where_one_of_them_has_it_so() {
        assertThat(TO_A_CENT.and(STRICT)).isEqualTo(STRICT);
        assertThat(TO_A_CENT.and(TO_A_EURO).covers(TO_A_EURO)).isTrue();
        assertThat(TO_A_EURO.covers(TO_A_CENT.and(TO_A_EURO))).isFalse();
        assertThat(STRICT.covers(TO_A_CENT.and(TO_A_EURO))).isTrue();
    }

    @Test
    void columns_are_known_by_their_names() {
        assertThat(TO_A_CENT.names()).containsExactlyInAnyOrder("id", "price");
    }

    @Test
    void a_column_that_the_target_lacked_is_needed_and_was_not_compared() {
        Reach lacking = reach(
                pair(ColumnRules.none()),
                List.of("id"),
                List.of(
                        Discrepancy.of("orders", "orders", new UnpairedColumn("price", "money"), Instant.EPOCH),
                        Discrepancy.of("lines", "lines", new UnpairedColumn("note", "text"), Instant.EPOCH)));
        Reach without = reach(pair(ColumnRules.none()), List.of("id"), List.of());

        assertThat(lacking.names()).containsExactly("id");
        assertThat(without.covers(lacking)).isFalse();
        assertThat(STRICT.covers(lacking)).isTrue();
        assertThat(lacking.covers(without.and(lacking))).isTrue();
        assertThat(without.and(lacking).scopeOf(List.of("id", "price"))).isEmpty();
    }

    @Test
    void a_column_that_lacked_under_a_rule_is_covered_by_it_and_by_none() {
        ColumnRules toACent = ColumnRules.of(Map.of("price", within("0.01")));
        Reach lacking = reach(
                pair(toACent),
                List.of("id"),
                List.of(Discrepancy.of("orders", "orders", new UnpairedColumn("price", "money"), Instant.EPOCH)));

        assertThat(TO_A_CENT.covers(lacking)).isTrue();
        assertThat(STRICT.covers(lacking)).isTrue();
        assertThat(TO_A_EURO.covers(lacking)).isFalse();
    }

    @Test
    void a_column_that_is_paired_with_another_is_another() {
        TablePair renamed = pair(ColumnRules.none())
                .withColumns(new ColumnSelection(List.of(), Set.of(), Map.of("PRICE", "price_2")));
        Reach other = reach(renamed, List.of("id", "price"), List.of());

        assertThat(other.names()).containsExactlyInAnyOrder("id", "price");
        assertThat(other.covers(STRICT)).isFalse();
        assertThat(STRICT.covers(other)).isFalse();
        assertThat(other.scopeOf(List.of("price"))).isNotEqualTo(STRICT.scopeOf(List.of("price")));
        assertThat(other.scopeOf(List.of("id"))).isEmpty();
    }

    @Test
    void truncated_fractions_are_something_else_than_those_rounded_as_by_default() {
        Reach halfUp = fractions(ColumnRules.none(), By.ROUNDING);
        Reach truncated = fractions(ColumnRules.none(), By.TRUNCATION);

        assertThat(halfUp).as("as earlier builds knew it").isEqualTo(STRICT);
        assertThat(truncated.covers(truncated)).isTrue();
        assertThat(truncated.covers(halfUp)).isFalse();
        assertThat(halfUp.covers(truncated)).isFalse();
        assertThat(truncated.and(halfUp).covers(halfUp)).isTrue();
        assertThat(truncated.and(halfUp).covers(truncated)).isTrue();
        assertThat(truncated.names()).containsExactlyInAnyOrder("id", "price");
    }

    @Test
    void truncated_fractions_are_another_scope_in_both_directions_and_fit_where_scopes_are_kept() {
        String halfUp = fractions(ColumnRules.none(), By.ROUNDING).scopeOf(List.of("id", "price"));
        String truncated = fractions(ColumnRules.none(), By.TRUNCATION).scopeOf(List.of("id", "price"));

        assertThat(truncated).hasSize(64);
        assertThat(Reach.isSeenAgain(truncated, truncated)).isTrue();
        assertThat(Reach.isSeenAgain(truncated, halfUp)).isFalse();
        assertThat(Reach.isSeenAgain(halfUp, truncated)).isFalse();
        assertThat(Reach.isSeenAgain(TO_A_CENT.scopeOf(List.of("price")), halfUp))
                .isTrue();
        assertThat(fractions(ColumnRules.none(), By.TRUNCATION).scopeOf(List.of("id")))
                .isEmpty();
    }

    @Test
    void a_rule_that_leaves_the_rounding_to_the_run_is_another_by_another_rounding() {
        ColumnRules ofRun = ColumnRules.of(Map.of("price", new ColumnRule(new Softening.Fraction(3, null))));
        ColumnRules own = ColumnRules.of(Map.of("price", new ColumnRule(new Softening.Fraction(3, Rounding.TRUNCATE))));

        assertThat(fractions(ofRun, By.RULE, By.TRUNCATION).covers(fractions(ofRun, By.RULE, By.ROUNDING)))
                .isFalse();
        assertThat(fractions(ofRun, By.RULE, By.ROUNDING).covers(fractions(ofRun, By.RULE, By.TRUNCATION)))
                .isFalse();
        assertThat(STRICT.covers(fractions(ofRun, By.RULE, By.TRUNCATION))).isTrue();
        assertThat(fractions(ColumnRules.none(), By.TRUNCATION).covers(fractions(ofRun, By.RULE, By.TRUNCATION)))
                .isTrue();
        assertThat(fractions(own, By.RULE, By.TRUNCATION))
                .as("rounded so whatever the run says, and known to earlier builds")
                .isEqualTo(reach(own));
    }

    @Test
    void a_column_that_lacked_is_covered_however_its_fractions_are_rounded_then() {
        List<Discrepancy> lack =
                List.of(Discrepancy.of("orders", "orders", new UnpairedColumn("price", "time"), Instant.EPOCH));
        ColumnRules ofRun = ColumnRules.of(Map.of("price", new ColumnRule(new Softening.Fraction(3, null))));

        assertThat(fractions(ColumnRules.none(), By.TRUNCATION)
                        .covers(reach(pair(ColumnRules.none()), List.of("id"), lack)))
                .isTrue();
        assertThat(fractions(ofRun, By.RULE, By.TRUNCATION).covers(reach(pair(ofRun), List.of("id"), lack)))
                .isTrue();
    }

    @Test
    void the_text_of_a_rule_is_the_same_in_every_process() {
        assertThat(new Softening.Text(Set.of(TextFold.CASE, TextFold.ALL_WHITESPACE, TextFold.TRAILING_BLANKS)))
                .hasToString("Text[folds=[TRAILING_BLANKS, ALL_WHITESPACE, CASE]]");
    }

    /** What a run compares of {@code price} by such rules. */
    static Reach reach(ColumnRules rules) {
        return reach(pair(rules), List.of("id", "price"), List.of());
    }

    /** What a run compares of {@code price}, which loses digits of a second. */
    static Reach fractions(ColumnRules rules, By... by) {
        TableReport table = report(List.of("id", "price"))
                .softened(Stream.of(by)
                        .map(how -> new SoftenedColumn("price", how))
                        .toList());
        return Reach.of(pair(rules), table, List.of());
    }

    private static Reach reach(TablePair pair, List<String> columns, List<Discrepancy> discrepancies) {
        return Reach.of(pair, report(columns), discrepancies);
    }

    private static TableReport report(List<String> columns) {
        return new TableReport(
                "orders",
                "orders",
                Verdict.MATCH,
                List.of("Equal."),
                Depth.ROWS,
                null,
                null,
                null,
                null,
                null,
                List.of("id"),
                columns,
                List.of(),
                List.of(),
                5);
    }

    /** A pair with rules and nothing else of its own. */
    static TablePair pair(ColumnRules rules) {
        return new TablePair(
                TableName.parse("orders"),
                TableName.parse("orders"),
                ColumnSelection.all(),
                List.of(),
                RowFilter.none(),
                RowFilter.none(),
                rules,
                Preset.NONE,
                List.of(),
                null,
                null);
    }

    static ColumnRule within(String distance) {
        return new ColumnRule(new Softening.Within(new Tolerance(new BigDecimal(distance), null)));
    }
}
