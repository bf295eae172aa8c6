package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {

    @Test
    void names_within_a_third_of_the_letters_are_near() {
        assertThat(Similarity.nearest("orders", List.of("order", "orders2", "ordres", "odrsr", "items")))
                .containsExactly("order", "orders2", "ordres");
        assertThat(Similarity.nearest("customers", List.of("custumer_", "custom", "cust")))
                .containsExactly("custumer_", "custom");
    }

    @Test
    void case_does_not_matter_and_the_nearest_comes_first() {
        assertThat(Similarity.nearest("ORDERS", List.of("order", "Orders", "ordersx")))
                .containsExactly("Orders", "order", "ordersx");
    }

    @Test
    void a_longer_name_that_contains_the_typed_one_is_near() {
        assertThat(Similarity.nearest("item", List.of("order_line_items", "customers")))
                .containsExactly("order_line_items");
        assertThat(Similarity.nearest("id", List.of("customer_id"))).isEmpty();
    }

    @Test
    void one_letter_may_always_be_wrong() {
        assertThat(Similarity.nearest("a", List.of("b", "bc"))).containsExactly("b");
        assertThat(Similarity.nearest("", List.of("a", "ab"))).containsExactly("a");
    }

    @Test
    void no_more_than_three_are_offered() {
        assertThat(Similarity.nearest("orders", List.of("orders5", "orders4", "orders3", "orders2")))
                .containsExactly("orders2", "orders3", "orders4");
    }

    @Test
    void nothing_is_near_where_there_is_nothing() {
        assertThat(Similarity.nearest("orders", List.of())).isEmpty();
        assertThat(Similarity.nearest("orders", List.of("customers"))).isEmpty();
    }
}
