package dev.reconcile.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColumnSelectionTest {

    @Test
    void all_columns_are_taken_unless_some_are_named() {
        assertThat(ColumnSelection.all().takes("total")).isTrue();
        assertThat(ColumnSelection.all().isExplicit()).isFalse();
        ColumnSelection two = ColumnSelection.only(List.of("id", "Total"));
        assertThat(two.isExplicit()).isTrue();
        assertThat(two.takes("ID")).isTrue();
        assertThat(two.takes("total")).isTrue();
        assertThat(two.takes("note")).isFalse();
    }

    @Test
    void an_excluded_column_is_not_taken_although_it_was_included() {
        ColumnSelection selection = ColumnSelection.only(List.of("id", "note"))
                .without(Set.of("NOTE"))
                .without(Set.of("other"));
        assertThat(selection.takes("note")).isFalse();
        assertThat(selection.takes("id")).isTrue();
        assertThat(selection.excludes("note")).isTrue();
        assertThat(selection.excludes("Other")).isTrue();
        assertThat(selection.excludes("id")).isFalse();
    }
}
