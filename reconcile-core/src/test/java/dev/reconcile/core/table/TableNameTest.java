package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.memory.Seeds;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

    static Stream<Arguments> names() {
        return Stream.of(
                name("orders", null, "orders", "orders"),
                name("dbo.orders", "dbo", "orders", "dbo.orders"),
                name(" dbo . orders ", "dbo", "orders", "dbo.orders"),
                name("[dbo].[orders]", "dbo", "orders", "dbo.orders"),
                name("[dbo].[order.lines]", "dbo", "order.lines", "dbo.\"order.lines\""),
                name(" [dbo] . [order.lines] ", "dbo", "order.lines", "dbo.\"order.lines\""),
                name("dbo. \"order.lines\"", "dbo", "order.lines", "dbo.\"order.lines\""),
                name("[order.lines]", null, "order.lines", "\"order.lines\""),
                name("[a]]b]", null, "a]b", "a]b"),
                name("[a[b]", null, "a[b", "a[b"),
                name("\"a\"\"b\"", null, "a\"b", "\"a\"\"b\""),
                name("\"Sales\".\"Order \"\"Lines\"\"\"", "Sales", "Order \"Lines\"", "Sales.\"Order \"\"Lines\"\"\""),
                name("\"a.b\".\"c.d\"", "a.b", "c.d", "\"a.b\".\"c.d\""),
                name("\"[dbo]\"", null, "[dbo]", "\"[dbo]\""),
                name("\" padded \"", null, " padded ", "\" padded \""),
                name("order lines", null, "order lines", "order lines"),
                name("\"a,b\"", null, "a,b", "\"a,b\""),
                name("público.pedidos", "público", "pedidos", "público.pedidos"),
                name("select", null, "select", "select"));
    }

    private static Arguments name(String text, @Nullable String schema, String name, String again) {
        return Arguments.of(text, schema, name, again);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_is_read_as_a_person_types_it(String text, @Nullable String schema, String name, String again) {
        TableName parsed = TableName.parse(text);
        assertThat(parsed).isEqualTo(new TableName(schema, name));
        assertThat(parsed).hasToString(again);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "''; a part of it is empty",
                "' '; a part of it is empty",
                "'.'; a part of it is empty",
                "'dbo.'; a part of it is empty",
                "'.orders'; a part of it is empty",
                "'dbo..orders'; a part of it is empty",
                "'[]'; a part of it is empty",
                "'\"\"'; a part of it is empty",
                "'dbo.[]'; a part of it is empty",
                "'[dbo'; [ is never closed",
                "'[dbo]]'; [ is never closed",
                "'dbo.\"orders'; \" is never closed",
                "'[dbo]orders'; after ] a dot or the end is expected",
                "'\"dbo\"x.orders'; after \" a dot or the end is expected",
                "'warehouse.dbo.orders'; has 3 parts",
                "'a.b.c.d'; has 4 parts"
            },
            delimiter = ';')
    void a_name_that_is_none_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> TableName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining(reason);
    }

    @Test
    void every_name_reads_back_as_it_was_written() {
        Seeds.each(2000, random -> {
            TableName name = new TableName(random.nextInt(3) == 0 ? null : part(random), part(random));
            assertThat(TableName.parse(name.toString())).isEqualTo(name);
        });
    }

    private static String part(Random random) {
        String alphabet = "ab.\"[] ,'\t`→é\u00a0;";
        StringBuilder part = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            part.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return part.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "dbo.orders"})
    void the_unqualified_name_has_no_schema(String text) {
        assertThat(TableName.parse(text).unqualified()).isEqualTo(new TableName(null, "orders"));
    }

    @Test
    void empty_parts_are_refused() {
        assertThatThrownBy(() -> new TableName("dbo", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TableName("", "orders")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pair_reads_as_from_source_to_target() {
        assertThat(TablePair.of("dbo.orders", "[sales.eu].orders")).hasToString("dbo.orders → \"sales.eu\".orders");
    }
}
