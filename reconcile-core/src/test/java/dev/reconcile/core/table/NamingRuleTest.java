package dev.reconcile.core.table;

import static dev.reconcile.core.table.NamingRule.Spelling.AS_IS;
import static dev.reconcile.core.table.NamingRule.Spelling.LOWER;
import static dev.reconcile.core.table.NamingRule.Spelling.SNAKE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingRuleTest {

    @Test
    void a_mapped_schema_becomes_the_targets_and_another_is_left_to_the_search_path() {
        NamingRule rule = new NamingRule(Map.of("dbo", "public"), AS_IS);

        assertThat(rule.targetOf(TableName.parse("dbo.orders"))).isEqualTo(TableName.parse("public.orders"));
        assertThat(rule.targetOf(TableName.parse("DBO.orders"))).isEqualTo(TableName.parse("public.orders"));
        assertThat(rule.targetOf(TableName.parse("sales.orders"))).isEqualTo(TableName.parse("orders"));
        assertThat(rule.targetOf(TableName.parse("orders"))).isEqualTo(TableName.parse("orders"));
    }

    @Test
    void schemas_that_differ_in_case_alone_are_told_apart_where_both_are_mapped() {
        NamingRule rule = new NamingRule(Map.of("a", "small", "A", "large"), AS_IS);

        assertThat(rule.targetOf(TableName.parse("a.t"))).isEqualTo(TableName.parse("small.t"));
        assertThat(rule.targetOf(TableName.parse("A.t"))).isEqualTo(TableName.parse("large.t"));
    }

    @Test
    void names_are_spelled_as_asked() {
        assertThat(AS_IS.of("OrderLines")).isEqualTo("OrderLines");
        assertThat(LOWER.of("OrderLINES")).isEqualTo("orderlines");
    }

    @ParameterizedTest
    @CsvSource({
        "OrderLines, order_lines",
        "orderLines, order_lines",
        "orders, orders",
        "ORDERS, orders",
        "order_lines, order_lines",
        "Order_Lines, order_lines",
        "OrderID, order_id",
        "VATRate, vat_rate",
        "Order2Item, order2_item",
        "Order Lines, order_lines",
        "Order - Lines, order_lines",
        "order-lines, order_lines",
        "ÄnderungsLog, änderungs_log",
        "a__b, a__b",
    })
    void snake_puts_an_underscore_between_words(String source, String target) {
        assertThat(SNAKE.of(source)).isEqualTo(target);
    }
}
