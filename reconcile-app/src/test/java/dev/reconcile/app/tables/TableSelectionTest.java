package dev.reconcile.app.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.ColumnRule;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.NamingRule;
import dev.reconcile.core.table.NamingRule.Spelling;
import dev.reconcile.core.table.Preset;
import dev.reconcile.core.table.Softening;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.TablePattern;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableSelectionTest {

    private static final NamingRule TO_PUBLIC = new NamingRule(Map.of("dbo", "public"), Spelling.SNAKE);

    private final TablesInMemory source = TablesInMemory.with("dbo");
    private final TablesInMemory target = TablesInMemory.with("public");

    private static TableRequest patterns(NamingRule naming, String... include) {
        return new TableRequest(
                List.of(),
                parsed(include),
                List.of(),
                naming,
                List.of(),
                ColumnSelection.all(),
                ColumnRules.none(),
                Preset.NONE,
                List.of(),
                null,
                null);
    }

    private static TableRequest excluding(TableRequest request, String... exclude) {
        return new TableRequest(
                request.pairs(),
                request.include(),
                parsed(exclude),
                request.naming(),
                request.rules(),
                request.columns(),
                request.columnRules(),
                Preset.NONE,
                List.of(),
                null,
                null);
    }

    private static List<TablePattern> parsed(String... patterns) {
        return Arrays.stream(patterns).map(TablePattern::parse).toList();
    }

    private SelectedTables select(TableRequest request) {
        return TableSelection.select(request, source, target);
    }

    private static List<String> pairs(SelectedTables selected) {
        return selected.pairs().stream().map(TablePair::toString).toList();
    }

    @Test
    void every_pair_has_the_preset_whatever_names_it() {
        TableRequest listed = TableRequest.of(List.of(TablePair.of("dbo.nowhere", "nowhere")));
        source.tables("dbo.orders");

        for (TableRequest request : List.of(listed, patterns(TO_PUBLIC, "dbo.*"))) {
            assertThat(select(request.withPreset(Preset.DEBEZIUM)).pairs())
                    .singleElement()
                    .extracting(TablePair::preset)
                    .isEqualTo(Preset.DEBEZIUM);
        }
    }

    @Test
    void every_pair_has_the_age_limit_that_has_none_of_its_own() {
        AgeLimit everywhere = AgeLimit.byFirstOf(List.of("updated_at"), Duration.ofMinutes(10));
        AgeLimit own = AgeLimit.by("OrderDate", Duration.ofMinutes(10));
        TableRequest request = TableRequest.of(List.of(
                        TablePair.of("dbo.orders", "orders").withAgeLimit(own), TablePair.of("dbo.parts", "parts")))
                .withAgeLimit(everywhere);

        assertThat(select(request).pairs()).extracting(TablePair::ageLimit).containsExactly(own, everywhere);
    }

    @Test
    void accepted_differences_go_to_the_one_pair_that_they_are_about() {
        source.tables("dbo.orders", "dbo.lines", "dbo.parts", "sales.parts");
        target.tables("public.orders", "public.lines", "public.parts");
        TableRequest request = patterns(TO_PUBLIC, "*.*")
                .withAccepted(List.of(
                        accepted("Orders", "1"),
                        accepted("public.lines", "2"),
                        accepted("dbo.orders", "3"),
                        accepted("dbo.ordres", "4"),
                        accepted("parts", "5")));

        SelectedTables selected = select(request.withPreset(Preset.DEBEZIUM));

        assertThat(selected.pairs())
                .filteredOn(pair -> !pair.accepted().isEmpty())
                .extracting(
                        TablePair::toString,
                        pair -> pair.accepted().stream()
                                .map(AcceptedDifference::name)
                                .toList())
                .containsExactlyInAnyOrder(
                        tuple("dbo.orders → public.orders", List.of("1", "3")),
                        tuple("dbo.lines → public.lines", List.of("2")));
        assertThat(selected.warnings())
                .filteredOn(warning -> warning.startsWith("Some accepted"))
                .containsExactly(
                        "Some accepted differences are not applied. 4: The table dbo.ordres is not compared. Did"
                                + " you mean dbo.orders? 5: The table parts is one of several pairs: dbo.parts → public.parts,"
                                + " sales.parts → public.parts. Give the schema, or the other side's table.");
    }

    private static AcceptedEntry accepted(String table, String name) {
        return new AcceptedEntry(
                TableName.parse(table), AcceptedDifference.all(name, "Known.", LocalDate.of(2026, 12, 31)));
    }

    @Test
    void listed_pairs_are_taken_as_they_are_without_asking_the_databases() {
        SelectedTables selected = select(TableRequest.of(List.of(TablePair.of("dbo.nowhere", "nowhere"))));

        assertThat(pairs(selected)).containsExactly("dbo.nowhere → nowhere");
        assertThat(selected.warnings()).isEmpty();
    }

    @Test
    void a_whole_schema_finds_its_partners_by_the_naming_rule() {
        source.tables("dbo.Customers", "dbo.OrderLines", "sales.Other");
        target.tables("public.customers", "public.order_lines", "other.thing");

        SelectedTables selected = select(patterns(TO_PUBLIC, "dbo.*"));

        assertThat(pairs(selected))
                .containsExactly("dbo.Customers → public.customers", "dbo.OrderLines → public.order_lines");
        assertThat(selected.warnings()).isEmpty();
    }

    @Test
    void without_a_mapped_schema_partners_are_found_on_the_search_path() {
        source.tables("dbo.customers", "dbo.orders");
        target.tables("archive.customers", "public.customers", "archive.orders");

        SelectedTables selected = select(patterns(NamingRule.DEFAULT, "dbo.*"));

        assertThat(pairs(selected)).containsExactly("dbo.customers → public.customers", "dbo.orders → orders");
        assertThat(selected.warnings())
                .containsExactly("1 source table has no partner in the target: dbo.orders (expected orders).");
    }

    @Test
    void a_source_table_without_a_partner_is_compared_all_the_same_and_named() {
        source.tables("dbo.a", "dbo.b", "dbo.c");
        target.tables("public.b");

        SelectedTables selected = select(patterns(TO_PUBLIC, "*"));

        assertThat(pairs(selected)).containsExactly("dbo.a → public.a", "dbo.b → public.b", "dbo.c → public.c");
        assertThat(selected.warnings())
                .containsExactly("2 source tables have no partner in the target: dbo.a (expected public.a),"
                        + " dbo.c (expected public.c).");
    }

    @Test
    void of_a_thousand_tables_without_a_partner_the_first_are_named_and_all_are_compared() {
        source.tables(names("dbo.a", 1_000));
        target.tables(names("public.z", 1_000));

        SelectedTables selected = select(patterns(TO_PUBLIC, "dbo.*"));

        assertThat(selected.pairs()).hasSize(1_000);
        assertThat(selected.warnings())
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).startsWith("1000 ").hasSizeLessThan(500))
                .allSatisfy(warning -> assertThat(warning).endsWith(" and 990 more."));
    }

    private static String[] names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + (1_000 + i)).toArray(String[]::new);
    }

    @Test
    void a_view_without_a_partner_is_left_out_with_a_warning() {
        source.tables("dbo.a").views("dbo.v", "dbo.w");
        target.tables("public.a").views("public.w");

        SelectedTables selected = select(patterns(TO_PUBLIC, "dbo.*"));

        assertThat(pairs(selected)).containsExactly("dbo.a → public.a", "dbo.w → public.w");
        assertThat(selected.warnings()).singleElement().asString().contains("left out", "dbo.v");
    }

    @Test
    void excluded_tables_are_neither_compared_nor_missed() {
        source.tables("dbo.a", "dbo.tmp_1");
        target.tables("public.a", "public.tmp_1", "public.tmp_2");

        SelectedTables selected = select(excluding(patterns(TO_PUBLIC, "dbo.*"), "dbo.tmp_*"));

        assertThat(pairs(selected)).containsExactly("dbo.a → public.a");
        assertThat(selected.warnings()).isEmpty();
    }

    @Test
    void excluding_every_table_leaves_none() {
        source.tables("dbo.a");

        assertThat(select(excluding(patterns(TO_PUBLIC, "dbo.*"), "*")).pairs()).isEmpty();
    }

    @Test
    void a_target_table_without_a_source_is_named_where_the_patterns_mean_it() {
        source.tables("dbo.order_a", "dbo.customers");
        target.tables("public.order_a", "public.order_z", "public.customers", "public.legacy", "other.order_x");

        SelectedTables selected = select(patterns(TO_PUBLIC, "dbo.order_*"));

        assertThat(selected.warnings()).containsExactly("1 target table has no source table: public.order_z.");
    }

    @Test
    void a_pattern_with_wildcards_that_means_nothing_is_an_error() {
        source.tables("dbo.a");

        assertThatThrownBy(() -> select(patterns(TO_PUBLIC, "dbo.*", "slaes.*")))
                .isInstanceOf(NoSuchTablesException.class)
                .hasMessageContaining("slaes.*")
                .hasMessageNotContaining("dbo.*");
    }

    @Test
    void a_table_that_is_asked_for_and_not_there_is_named_without_what_would_break_a_line() {
        String forged = "x\n\u2028\u202e15:31:00.000 INFO  audit - who=lead " + "y".repeat(9_000);

        assertThatThrownBy(() -> new SelectedTables(List.of(), List.of()).only(Set.of(forged)))
                .isInstanceOf(NoSuchTablesException.class)
                .hasMessageContaining("name x\uFFFD\uFFFD\uFFFD15:31:00.000 INFO")
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(400);
    }

    @Test
    void a_pattern_that_names_one_table_stands_for_it_even_if_it_is_not_there() {
        source.tables("dbo.a");
        target.tables("public.a");

        assertThat(pairs(select(patterns(TO_PUBLIC, "dbo.a", "dbo.ordres"))))
                .containsExactly("dbo.a → public.a", "dbo.ordres → public.ordres");
    }

    @Test
    void a_listed_pair_is_compared_its_own_way_and_once() {
        source.tables("dbo.Orders", "dbo.Lines");
        target.tables("public.orders_v2", "public.lines", "public.orders");
        TablePair own = TablePair.of("DBO.orders", "public.orders_v2").withKey(List.of("id"));
        TableRequest request = new TableRequest(
                List.of(own),
                parsed("dbo.*"),
                List.of(),
                TO_PUBLIC,
                List.of(own),
                ColumnSelection.all(),
                ColumnRules.none(),
                Preset.NONE,
                List.of(),
                null,
                null);

        assertThat(select(request).pairs()).containsExactly(own, TablePair.of("dbo.Lines", "public.lines"));
    }

    @Test
    void a_rule_holds_only_for_an_included_table() {
        source.tables("dbo.orders", "dbo.lines");
        target.tables("public.orders", "public.lines", "public.o2");
        TablePair orders = TablePair.of("dbo.orders", "public.o2");
        TablePair lines = TablePair.of("dbo.lines", "public.l2");
        TableRequest request = new TableRequest(
                List.of(),
                parsed("dbo.ord*"),
                List.of(),
                TO_PUBLIC,
                List.of(orders, lines),
                ColumnSelection.all(),
                ColumnRules.none(),
                Preset.NONE,
                List.of(),
                null,
                null);

        assertThat(select(request).pairs()).containsExactly(orders);
    }

    @Test
    void the_columns_and_rules_asked_for_everywhere_hold_for_included_tables() {
        source.tables("dbo.a");
        target.tables("public.a");
        ColumnSelection columns = ColumnSelection.only(List.of("id"));
        ColumnRules rules =
                new ColumnRules(Map.of(), Map.of("at", new ColumnRule(new Softening.Fraction(3, Rounding.HALF_UP))));
        TableRequest request = new TableRequest(
                List.of(),
                parsed("*"),
                List.of(),
                TO_PUBLIC,
                List.of(),
                columns,
                rules,
                Preset.NONE,
                List.of(),
                null,
                null);

        assertThat(select(request).pairs()).extracting(TablePair::columns).containsExactly(columns);
        assertThat(select(request).pairs()).extracting(TablePair::rules).containsExactly(rules);
    }

    @Test
    void source_tables_that_share_a_target_are_named() {
        source.tables("dbo.orders", "sales.orders");
        target.tables("public.orders");

        SelectedTables selected = select(patterns(NamingRule.DEFAULT, "*"));

        assertThat(pairs(selected)).containsExactly("dbo.orders → public.orders", "sales.orders → public.orders");
        assertThat(selected.warnings())
                .containsExactly(
                        "dbo.orders, sales.orders are all compared with public.orders. If that is not meant, name"
                                + " a target for each.");
    }
}
