package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablePatternTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "*, dbo.orders",
                "*.*, dbo.orders",
                "dbo.*, dbo.orders",
                "DBO.*, dbo.Orders",
                "orders, sales.orders",
                "dbo.tmp_*, dbo.tmp_",
                "dbo.tmp_*, dbo.TMP_1",
                "dbo.*_log, dbo.audit_log_log",
                "dbo.order_?, dbo.order_1",
                "dbo.*a*b*, dbo.xxaxxbxx",
                "'[dbo].[price*list]', 'dbo.\"price*list\"'",
                "'\"Sales\".*', Sales.x",
                "'[a.b].*', '\"a.b\".c'",
            })
    void matches(String pattern, String table) {
        assertThat(TablePattern.parse(pattern).matches(TableName.parse(table))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "dbo.*, sales.orders",
                "dbo.order, dbo.orders",
                "dbo.order_?, dbo.order_",
                "dbo.order_?, dbo.order_12",
                "dbo.*_log, dbo.log_x",
                "'[dbo].[Orders]', dbo.orders",
                "'[dbo].[price*list]', dbo.price_list",
                "'\"Sales\".*', sales.x",
                "a.b, '\"a.b\"'",
            })
    void does_not_match(String pattern, String table) {
        assertThat(TablePattern.parse(pattern).matches(TableName.parse(table))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "dbo.*, orders, true",
                "dbo.orders, orders, true",
                "'[dbo].[Orders]', dbo.orders, true",
                "'\"Sales\".*', sales.x, true",
                "dbo.café_*, dbo.CAFE_1, true",
                "dbo.*, sales.orders, false",
                "dbo.order_?, order_12, false",
                "'[dbo].[price*list]', dbo.price_list, false",
            })
    void may_match_what_a_person_may_mean_by_a_name(String pattern, String table, boolean may) {
        assertThat(TablePattern.parse(pattern).mayMatch(TableName.parse(table))).isEqualTo(may);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "dbo.", ".orders", "a.b.c", "[dbo", "dbo.[x]y", "\"x", "[]", "dbo.a[b"})
    void refuses_what_is_no_pattern(String text) {
        assertThatThrownBy(() -> TablePattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.name");
    }

    @Test
    void a_pattern_without_wildcards_names_one_table() {
        assertThat(TablePattern.parse("dbo.orders").tableName()).isEqualTo(TableName.parse("dbo.orders"));
        assertThat(TablePattern.parse("[a*b]").tableName()).isEqualTo(new TableName(null, "a*b"));
        assertThatThrownBy(() -> TablePattern.parse("dbo.*").tableName()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void its_text_reads_back_as_the_same_pattern() {
        for (String text : new String[] {"dbo.*", "*", "[a.b].[c\"d]", "\"x\"\"y\".z?"}) {
            TablePattern pattern = TablePattern.parse(text);
            assertThat(TablePattern.parse(pattern.toString()))
                    .isEqualTo(pattern)
                    .hasSameHashCodeAs(pattern);
        }
    }
}
