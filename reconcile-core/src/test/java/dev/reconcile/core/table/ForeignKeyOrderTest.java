package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.table.ForeignKey.Action;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForeignKeyOrderTest {

    @Test
    void tables_that_are_referred_to_come_first_and_others_stay_as_given() {
        assertThat(order(table("leaf", "middle"), table("free"), table("middle", "root", "elsewhere"), table("root")))
                .containsExactly(List.of("free"), List.of("root"), List.of("middle"), List.of("leaf"));
    }

    @Test
    void tables_in_a_circle_make_one_group_between_those_above_and_those_below() {
        assertThat(order(table("below", "b"), table("a", "b"), table("b", "a", "above"), table("above")))
                .containsExactly(List.of("above"), List.of("a", "b"), List.of("below"));
    }

    @Test
    void the_foreign_keys_of_a_circle_are_told_and_those_out_of_it_are_not() {
        ForeignKeyOrder order =
                ForeignKeyOrder.of(List.of(table("a", "b"), table("b", "a", "c"), table("c", "c"), table("d")));

        assertThat(order.groups())
                .extracting(
                        group -> group.circle().stream().map(ForeignKey::name).toList())
                .containsExactlyInAnyOrder(List.of("a_b", "b_a"), List.of("c_c"), List.of());
    }

    @Test
    void there_may_be_no_table() {
        assertThat(ForeignKeyOrder.of(List.of()).groups()).isEmpty();
    }

    private static List<List<String>> order(TableDescription... tables) {
        return ForeignKeyOrder.of(List.of(tables)).groups().stream()
                .map(group -> group.tables().stream().map(TableName::name).toList())
                .toList();
    }

    private static TableDescription table(String name, String... parents) {
        return new TableDescription(
                new TableName("s", name),
                TableKind.TABLE,
                List.of(),
                List.of(),
                Arrays.stream(parents)
                        .map(parent -> new ForeignKey(
                                name + "_" + parent,
                                new TableName("s", name),
                                new TableName("s", parent),
                                false,
                                Set.of("id"),
                                Action.REFUSED,
                                Action.REFUSED))
                        .toList(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                WriteConditions.NONE);
    }
}
