package dev.reconcile.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCountTest {

    @ParameterizedTest
    @CsvSource({"1m, 1000000, 1 M", "250K, 250000, 250 k", "5001, 5001, 5001"})
    void a_number_may_have_a_unit(String text, long rows, String shown) {
        RowCount count = RowCount.parse(text);

        assertThat(count.rows()).isEqualTo(rows);
        assertThat(count).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "1g", "-5", "999", "1.5m"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> RowCount.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
