package dev.reconcile.core.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.CanonicalType.Bool;
import dev.reconcile.core.canonical.CanonicalType.Decimal;
import dev.reconcile.core.canonical.CanonicalType.Floating;
import dev.reconcile.core.canonical.CanonicalType.Whole;
import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.memory.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNumbersTest {

    @Test
    void a_boolean_is_one_or_zero() {
        assertThat(BothImplementations.text(true, new Bool())).isEqualTo("1");
        assertThat(BothImplementations.text(false, new Bool())).isEqualTo("0");
    }

    @Test
    void a_bit_compared_with_an_integer_is_one_or_zero_on_both_sides() {
        assertThat(BothImplementations.text(true, new Whole())).isEqualTo(BothImplementations.text(1L, new Whole()));
        assertThat(BothImplementations.text(false, new Whole())).isEqualTo(BothImplementations.text(0L, new Whole()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, -17, 255, 9_999_999_999L, 10_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void an_integer_is_its_digits(long value) {
        assertThat(BothImplementations.text(value, new Whole()))
                .isEqualTo(BigInteger.valueOf(value).toString());
    }

    @ParameterizedTest
    @CsvSource({
        // value, fewest digits after the point, canonical text
        "1, 2, 1.00",
        "1.5, 2, 1.50",
        "1.250, 2, 1.25",
        "1.2345, 2, 1.2345",
        "-0.5, 2, -0.50",
        "-.5, 0, -0.5",
        "1.00, 0, 1",
        "1.50, 0, 1.5",
        "0, 0, 0",
        "0.000, 0, 0",
        "0.000, 2, 0.00",
        "0E+10, 0, 0",
        "0E-30, 2, 0.00",
        "-0.00, 2, 0.00",
        "100, 0, 100",
        "1E+2, 0, 100",
        "1E+2, 2, 100.00",
        "1E+30, 0, 1000000000000000000000000000000",
        "-1E+30, 1, -1000000000000000000000000000000.0",
        "1E-30, 0, 0.000000000000000000000000000001",
        "1000, 0, 1000",
        "1234567.89, 2, 1234567.89",
        "99999999999999999999999999999999999999, 0, 99999999999999999999999999999999999999",
        "99999999999999999999999999999999999999, 4, 99999999999999999999999999999999999999.0000",
        "-0.00000000000000000000000000000000000001, 0, -0.00000000000000000000000000000000000001",
        "922337203685477.5807, 4, 922337203685477.5807",
        "-922337203685477.5808, 4, -922337203685477.5808"
    })
    void a_decimal_has_the_fewest_digits_that_its_scale_and_its_value_ask_for(
            BigDecimal value, int minScale, String expected) {
        assertThat(BothImplementations.text(value, new Decimal(minScale))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 3, 0.000", "-7, 2, -7.00", "9223372036854775807, 1, 9223372036854775807.0"})
    void an_integer_compared_with_a_decimal_is_padded_like_one(long value, int minScale, String expected) {
        assertThat(BothImplementations.text(value, new Decimal(minScale))).isEqualTo(expected);
        assertThat(BothImplementations.text(BigDecimal.valueOf(value), new Decimal(minScale)))
                .isEqualTo(expected);
    }

    @Test
    void decimals_that_are_no_numbers_have_names_whatever_the_scale() {
        assertThat(BothImplementations.text(SpecialDecimal.NAN, new Decimal(2))).isEqualTo("NaN");
        assertThat(BothImplementations.text(SpecialDecimal.INFINITY, new Decimal(2)))
                .isEqualTo("Infinity");
        assertThat(BothImplementations.text(SpecialDecimal.NEGATIVE_INFINITY, new Decimal(0)))
                .isEqualTo("-Infinity");
    }

    @Test
    void decimals_have_the_same_text_if_and_only_if_they_are_the_same_number() {
        Seeds.each(2000, random -> {
            BigInteger unscaled = new BigInteger(random.nextInt(130), random);
            BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), random.nextInt(40));
            BigDecimal sameOtherwiseScaled = value.setScale(value.scale() + random.nextInt(5));
            BigDecimal other = value.add(value.ulp());
            Decimal type = new Decimal(random.nextInt(20));

            String text = BothImplementations.text(value, type);

            assertThat(new BigDecimal(text)).isEqualByComparingTo(value);
            assertThat(BothImplementations.text(sameOtherwiseScaled, type)).isEqualTo(text);
            assertThat(BothImplementations.text(other, type)).isNotEqualTo(text);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 3ff0000000000000",
        "0.0, 0000000000000000",
        "-0.0, 0000000000000000",
        "-1.0, bff0000000000000",
        "0.1, 3fb999999999999a",
        "NaN, 7ff8000000000000",
        "Infinity, 7ff0000000000000",
        "-Infinity, fff0000000000000",
        "4.9E-324, 0000000000000001",
        "-4.9E-324, 8000000000000001",
        "2.2250738585072009E-308, 000fffffffffffff",
        "2.2250738585072014E-308, 0010000000000000",
        "1.7976931348623157E308, 7fefffffffffffff"
    })
    void a_floating_point_number_is_its_bits(double value, String expected) {
        assertThat(BothImplementations.text(value, new Floating())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff0000000000001L, 0x7fffffffffffffffL, -1L})
    void there_is_one_not_a_number(long bits) {
        assertThat(BothImplementations.text(Double.longBitsToDouble(bits), new Floating()))
                .isEqualTo("7ff8000000000000");
    }

    @Test
    void a_float_is_widened_and_neighbours_differ() {
        assertThat(BothImplementations.text((double) 0.1f, new Floating())).isEqualTo("3fb99999a0000000");
        assertThat(BothImplementations.text(1.0001, new Floating()))
                .isNotEqualTo(BothImplementations.text(1.0002, new Floating()));
        assertThat(BothImplementations.text(Math.nextUp(1.0), new Floating())).isEqualTo("3ff0000000000001");
    }

    @Test
    void a_scale_below_zero_cannot_exist() {
        assertThatThrownBy(() -> new Decimal(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
