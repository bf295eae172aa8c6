package dev.reconcile.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void the_median_of_an_odd_number_is_the_middle_one() {
        assertThat(new Sample(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2.0);
    }

    @Test
    void the_median_of_an_even_number_lies_half_way_between_the_two_in_the_middle() {
        assertThat(new Sample(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
    }

    @Test
    void the_spread_goes_from_the_smallest_to_the_largest() {
        assertThat(new Sample(List.of(1.236, 0.5, 10.0)).spread(2)).isEqualTo("0.50–10.00");
    }

    @Test
    void nothing_measured_is_no_sample() {
        assertThatThrownBy(() -> new Sample(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
