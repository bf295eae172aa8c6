package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableDescriptionTest {

    @Test
    void a_column_is_found_by_its_exact_name_first() {
        TableDescription table = table(List.of("ID", "id", "Total"));
        assertThat(table.column("id").orElseThrow().name()).isEqualTo("id");
        assertThat(table.column("ID").orElseThrow().name()).isEqualTo("ID");
    }

    @Test
    void a_column_is_found_in_another_case_if_only_one_is_meant() {
        TableDescription table = table(List.of("ID", "id", "Total"));
        assertThat(table.column("total").orElseThrow().name()).isEqualTo("Total");
        assertThat(table.column("Id")).isEmpty();
        assertThat(table.column("note")).isEmpty();
    }

    @Test
    void the_primary_key_identifies_rows_before_any_smaller_index() {
        TableDescription table = table(
                List.of("a", "b", "c"),
                new UniqueKey("a_first", false, List.of("c")),
                new UniqueKey("orders_pkey", true, List.of("b", "a")));
        assertThat(table.identifyingKey().orElseThrow().columns()).containsExactly("b", "a");
    }

    @Test
    void without_a_primary_key_the_smallest_index_without_nulls_identifies_rows() {
        TableDescription table = table(
                List.of("a", "b", "c", "nullable"),
                new UniqueKey("one", false, List.of("nullable")),
                new UniqueKey("two", false, List.of("a", "nullable")),
                new UniqueKey("x", false, List.of("a", "b")),
                new UniqueKey("z", false, List.of("c")),
                new UniqueKey("y", false, List.of("b")));
        assertThat(table.identifyingKey().orElseThrow().name()).isEqualTo("y");
    }

    @Test
    void a_table_without_either_has_no_identifying_key() {
        assertThat(table(List.of("a", "nullable")).identifyingKey()).isEmpty();
        assertThat(table(List.of("nullable"), new UniqueKey("one", false, List.of("nullable")))
                        .identifyingKey())
                .isEmpty();
        assertThat(table(List.of("a"), new UniqueKey("one", false, List.of("unknown")))
                        .identifyingKey())
                .isEmpty();
    }

    @Test
    void a_key_has_columns() {
        assertThatThrownBy(() -> new UniqueKey("orders_pkey", true, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders_pkey");
    }

    @Test
    void a_column_reads_with_its_type() {
        assertThat(new Column("total", "money", new ValueType.FixedDecimal(19, 4), false, null))
                .hasToString("total (money)");
    }

    /** Columns of these names; the one named nullable may hold NULL. */
    private static TableDescription table(List<String> columns, UniqueKey... keys) {
        List<Column> described = new ArrayList<>();
        columns.forEach(
                name -> described.add(new Column(name, "int", new ValueType.Whole(), name.equals("nullable"), null)));
        return new TableDescription(
                TableName.parse("dbo.orders"),
                TableKind.TABLE,
                described,
                List.of(keys),
                OptionalLong.empty(),
                List.of(),
                List.of());
    }
}
