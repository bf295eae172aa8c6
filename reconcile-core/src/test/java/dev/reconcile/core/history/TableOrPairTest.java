package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.table.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableOrPairTest {

    private static final PairName PAIR = new PairName("nightly", "dbo.orders", "orders");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dbo.orders",
                "orders",
                "dbo.orders=orders",
                "dbo.orders → orders",
                "[dbo].[orders]=\"orders\"",
                " dbo.orders = orders "
            })
    void a_pair_is_meant_by_each_of_its_tables_and_by_both(String text) {
        assertThat(new TableOrPair(text).means(PAIR)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dbo", "dbo.lines", "dbo.orders=lines", "orders=dbo.orders", "=", "dbo.orders=", ""})
    void no_other_is(String text) {
        assertThat(new TableOrPair(text).means(PAIR)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "dbo, orders, dbo.orders=lines",
                "dbo, or=ders, `dbo.\"or=ders\"=lines`",
                "d.b=o, orders, `\"d.b=o\".orders=lines`",
                "dbo, a\"b, `dbo.\"a\"\"b\"=lines`",
                "dbo, a]b, `dbo.\"a]b\"=lines`",
                "dbo, a → b, `dbo.\"a → b\"=lines`",
                "dbo, it's all, dbo.it's all=lines"
            })
    void a_pair_is_typed_so_that_it_alone_is_meant(String schema, String table, String typed) {
        PairName pair = new PairName("nightly", new TableName(schema, table).toString(), "lines");

        assertThat(TableOrPair.of(pair)).hasToString(typed);
        assertThat(TableOrPair.of(pair).means(pair)).isTrue();
        assertThat(TableOrPair.of(pair).means(PAIR)).isFalse();
    }

    @Test
    void a_table_whose_name_looks_like_a_pair_is_told_from_that() {
        PairName one = new PairName("nightly", "a=b", "c");
        PairName other = new PairName("nightly", "a", "b=c");

        assertThat(TableOrPair.of(one).means(other)).isFalse();
        assertThat(TableOrPair.of(other).means(one)).isFalse();
        assertThat(new TableOrPair("a=b").means(one)).isTrue();
    }
}
