package dev.reconcile.app.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownPairsTest {

    private static final TablePair ORDERS = TablePair.of("dbo.orders", "sales.purchases");
    private static final TablePair LINES = TablePair.of("dbo.lines", "lines");

    @Test
    void a_pair_is_known_by_its_source_and_by_its_target_with_or_without_the_schema() {
        for (String name : List.of("dbo.orders", "orders", "DBO.Orders", "sales.purchases", "purchases")) {
            assertThat(named(name, ORDERS, LINES)).isEqualTo(ORDERS);
        }
        assertThat(named("public.lines", ORDERS, LINES)).isEqualTo(LINES);
    }

    @Test
    void a_source_wins_over_a_target_and_an_exact_name_over_another_spelling() {
        TablePair other = TablePair.of("dbo.x", "orders");
        TablePair capital = TablePair.of("dbo.Orders", "o2");

        assertThat(named("orders", other, ORDERS)).isEqualTo(ORDERS);
        assertThat(named("dbo.orders", capital, ORDERS)).isEqualTo(ORDERS);
        assertThat(named("dbo.Orders", capital, ORDERS)).isEqualTo(capital);
    }

    @Test
    void a_name_of_no_pair_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> named("ordres", ORDERS, LINES))
                .isInstanceOf(NoSuchTablesException.class)
                .hasMessage("The settings mean no table ordres, neither as a source nor as a target. They mean"
                        + " dbo.orders → sales.purchases, dbo.lines → lines.");
        assertThatThrownBy(() -> named("ordres")).hasMessageEndingWith("They mean none.");
        TablePair[] many = IntStream.range(0, 12)
                .mapToObj(i -> TablePair.of("t" + i, "t" + i))
                .toArray(TablePair[]::new);
        assertThatThrownBy(() -> named("ordres", many)).hasMessageEndingWith("t9 → t9 and 2 more.");
    }

    @Test
    void a_name_of_several_pairs_is_answered_with_them() {
        assertThatThrownBy(() -> named("orders", ORDERS, TablePair.of("archive.orders", "old")))
                .isInstanceOf(NoSuchTablesException.class)
                .hasMessage("The settings mean several pairs by orders: dbo.orders → sales.purchases, archive.orders →"
                        + " old. Name the table, with its schema, that only one of them has.");
    }

    @Test
    void a_pair_is_found_by_both_its_names() {
        KnownPairs pairs = new KnownPairs(List.of(ORDERS, LINES, TablePair.of("dbo.lines", "archive.lines")));

        assertThat(pairs.of("dbo.lines", "lines")).contains(LINES);
        assertThat(pairs.of("orders", "PURCHASES")).contains(ORDERS);
        assertThat(pairs.of("lines", "LINES")).as("two pairs may be meant").isEmpty();
        assertThat(pairs.of("dbo.orders", "lines")).isEmpty();
        assertThat(pairs.of("a.b.c.d", "lines")).isEmpty();
    }

    private static TablePair named(String name, TablePair... pairs) {
        return new KnownPairs(List.of(pairs)).named(TableName.parse(name));
    }
}
