package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesOfPairsTest {

    @ParameterizedTest
    @CsvSource({
        "orders,          orders,          true",
        "orders,          public.orders,   true",
        "public.orders,   orders,          true",
        "public.orders,   public.orders,   true",
        "public.orders,   archive.orders,  false",
        "public.orders,   public.order,    false",
        "orders,          lines,           false",
        "orders,          public.lines,    false",
        "Public.ORDERS,   public.orders,   true",
        "Orders,          dbo.orders,      true",
        "dbo.Straße,      dbo.STRASSE,     true",
        "dbo.Titel,       dbo.TİTEL,       true",
        "dbo.Café,        DBO.cafe,        true",
        "'dbo.\"orders \"',   dbo.orders,      true",
        "'dbo.\"a.b\"',       a.b,             false",
        "'\"a.b\"',           'dbo.\"a.b\"',     true",
    })
    void names_may_mean_one_table_unless_their_parts_tell_them_apart(String one, String other, boolean may) {
        assertThat(new TablesOfPairs(List.of(TablePair.of(one, "x"))).mayHoldOneOf(TablePair.of(other, "y")))
                .isEqualTo(may);
        assertThat(new TablesOfPairs(List.of(TablePair.of("x", one))).mayHoldOneOf(TablePair.of("y", other)))
                .isEqualTo(may);
        assertThat(new TablesOfPairs(List.of(TablePair.of("x", other))).mayHoldOneOf(TablePair.of("y", one)))
                .isEqualTo(may);
    }

    @Test
    void a_source_is_no_target_of_that_name() {
        assertThat(new TablesOfPairs(List.of(TablePair.of("orders", "x"))).mayHoldOneOf(TablePair.of("y", "orders")))
                .isFalse();
    }

    @Test
    void several_tables_of_one_name_are_told_apart_by_their_schemas() {
        TablesOfPairs tables = new TablesOfPairs(List.of(TablePair.of("a.t", "a.t"), TablePair.of("b.t", "b.t")));

        assertThat(tables.mayHoldOneOf(TablePair.of("b.t", "x"))).isTrue();
        assertThat(tables.mayHoldOneOf(TablePair.of("t", "x"))).isTrue();
        assertThat(tables.mayHoldOneOf(TablePair.of("c.t", "c.t"))).isFalse();
        assertThat(new TablesOfPairs(List.of()).mayHoldOneOf(TablePair.of("t", "t")))
                .isFalse();
    }
}
