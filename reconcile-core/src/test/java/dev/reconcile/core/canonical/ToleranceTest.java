package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToleranceTest {

    private static final Tolerance WIDE = tolerance("1e30", "0.5");

    @ParameterizedTest(name = "{0} and {1} within {2}: {3}")
    @CsvSource({
        "10, 10, 0.01, true",
        "10, 10.01, 0.01, true",
        "10, 10.010, 0.0100, true",
        "10, 10.0101, 0.01, false",
        "10.00, 9.99, 0.01, true",
        "10.00, 9.98, 0.01, false",
        "-10.00, -10.01, 0.01, true",
        "-10.00, -9.9899999999999999999999999999, 0.01, false",
        "0.005, -0.005, 0.01, true",
        "0.005, -0.006, 0.01, false",
        "922337203685477.5807, 922337203685477.5806, 0.0001, true",
        "922337203685477.5807, 922337203685477.5805, 0.0001, false",
        "-922337203685477.5808, 922337203685477.5807, 1, false",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999998, 1, true",
        "99999999999999999999999999999999999999, 99999999999999999999999999999999999997, 1, false",
        "1e-30, 3e-30, 2e-30, true",
        "1e-30, 3.000000001e-30, 2e-30, false"
    })
    void a_distance_counts_exactly_and_the_greatest_is_allowed(
            BigDecimal source, BigDecimal target, String distance, boolean allowed) {
        assertThat(tolerance(distance, null).allows(decimal(source), decimal(target)))
                .isEqualTo(allowed);
        assertThat(tolerance(distance, null).allows(decimal(target), decimal(source)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0} against {1} within {2} of the former: {3}")
    @CsvSource({
        "200, 202, 0.01, true",
        "200, 202.0000000000000000001, 0.01, false",
        "202, 200, 0.01, true",
        "200, 198, 0.01, true",
        "198, 200, 0.01, false",
        "-200, -202, 0.01, true",
        "-200, -198, 0.01, true",
        "-200, -197.99, 0.01, false",
        "-200, 200, 0.99, false",
        "0, 0, 0.5, true",
        "0.00, 0, 0.5, true",
        "0, 0.0000000000000000000000000001, 0.99, false",
        "0.0000000000000000000000000001, 0, 0.99, false"
    })
    void a_share_is_one_of_the_source_s_number(BigDecimal source, BigDecimal target, String share, boolean allowed) {
        assertThat(tolerance(null, share).allows(decimal(source), decimal(target)))
                .isEqualTo(allowed);
    }

    @Test
    void where_a_distance_and_a_share_are_given_either_is_enough() {
        Tolerance either = tolerance("0.5", "0.01");

        assertThat(either.allows(decimal("1"), decimal("1.5"))).isTrue();
        assertThat(either.allows(decimal("1000"), decimal("1010"))).isTrue();
        assertThat(either.allows(decimal("1"), decimal("1.51"))).isFalse();
        assertThat(either.allows(decimal("1000"), decimal("1010.1"))).isFalse();
        assertThat(either.allows(decimal("0"), decimal("-0.5"))).isTrue();
    }

    @Test
    void integers_are_numbers_up_to_the_greatest() {
        Tolerance one = tolerance("1", null);

        assertThat(one.allows(new Value.Whole(Long.MAX_VALUE), new Value.Whole(Long.MAX_VALUE - 1)))
                .isTrue();
        assertThat(one.allows(new Value.Whole(Long.MAX_VALUE), new Value.Whole(Long.MIN_VALUE)))
                .isFalse();
        assertThat(one.allows(new Value.Whole(3), decimal("3.99"))).isTrue();
        assertThat(one.allows(new Value.Whole(3), decimal("4.01"))).isFalse();
    }

    @Test
    void floating_point_numbers_count_as_what_their_bits_stand_for() {
        assertThat(tolerance("1.4901161138336506e-9", null).allows(floating(0.1), floating(0.1f)))
                .isTrue();
        assertThat(tolerance("1.4901161138336505e-9", null).allows(floating(0.1), floating(0.1f)))
                .isFalse();
        // As a double 0.3 is a little less than 0.3, and 0.1 a little more than 0.1.
        assertThat(tolerance("0.1", null).allows(floating(0.3), floating(0.2))).isTrue();
        assertThat(tolerance("0.1", null).allows(floating(0.2), floating(0.1))).isFalse();
        assertThat(tolerance("4.9e-324", null).allows(floating(0.0), floating(Double.MIN_VALUE)))
                .isFalse();
        assertThat(tolerance("5e-324", null).allows(floating(0.0), floating(Double.MIN_VALUE)))
                .isTrue();
        assertThat(tolerance("5e-324", null).allows(floating(0.0), floating(-0.0)))
                .isTrue();
    }

    @Test
    void what_is_no_number_is_near_nothing() {
        List<Value> numbers = List.of(new Value.Whole(0), decimal("0"), floating(0), floating(Double.MAX_VALUE));
        List<Value> others = List.of(
                Value.Null.NULL,
                floating(Double.NaN),
                floating(Double.POSITIVE_INFINITY),
                floating(Double.NEGATIVE_INFINITY),
                new Value.NotANumber(SpecialDecimal.NAN),
                new Value.NotANumber(SpecialDecimal.INFINITY),
                new Value.NotANumber(SpecialDecimal.NEGATIVE_INFINITY),
                new Value.Text("0"));

        for (Value other : others) {
            assertThat(numbers).noneMatch(number -> WIDE.allows(number, other) || WIDE.allows(other, number));
            assertThat(others).noneMatch(another -> WIDE.allows(other, another));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "-1", "-1e-9"})
    void a_tolerance_is_above_zero(String text) {
        assertThatThrownBy(() -> tolerance(text, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tolerance(null, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_share_is_below_one_and_something_is_given() {
        assertThatThrownBy(() -> tolerance(null, "1.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tolerance(null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tolerance(null, "0.999").relative()).isEqualTo("0.999");
    }

    @Test
    void it_tells_what_it_allows() {
        assertThat(tolerance("0.010", null)).hasToString("at most 0.010 apart");
        assertThat(tolerance(null, "1e-7")).hasToString("at most 1E-7 of the source's number apart");
        assertThat(tolerance("2", "0.01")).hasToString("at most 2 apart or at most 0.01 of the source's number apart");
    }

    private static Tolerance tolerance(@Nullable String absolute, @Nullable String relative) {
        return new Tolerance(
                absolute == null ? null : new BigDecimal(absolute), relative == null ? null : new BigDecimal(relative));
    }

    private static Value decimal(String text) {
        return decimal(new BigDecimal(text));
    }

    private static Value decimal(BigDecimal number) {
        return new Value.Decimal(number);
    }

    private static Value floating(double number) {
        return new Value.Floating(number);
    }
}
