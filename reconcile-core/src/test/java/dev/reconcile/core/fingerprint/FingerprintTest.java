package dev.reconcile.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @Test
    void fingerprints_add_up() {
        Fingerprint one = new Fingerprint(2, BigInteger.TEN, BigInteger.ONE.negate());
        Fingerprint other = new Fingerprint(3, BigInteger.ONE, BigInteger.TEN);
        assertThat(one.plus(other)).isEqualTo(new Fingerprint(5, BigInteger.valueOf(11), BigInteger.valueOf(9)));
        assertThat(one.plus(Fingerprint.EMPTY)).isEqualTo(one);
    }

    @Test
    void more_rows_than_can_be_counted_are_refused() {
        Fingerprint most = new Fingerprint(Long.MAX_VALUE, BigInteger.ZERO, BigInteger.ZERO);
        Fingerprint one = new Fingerprint(1, BigInteger.ZERO, BigInteger.ZERO);
        assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Fingerprint(-1, BigInteger.ZERO, BigInteger.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 00000000000000000000000000000000",
        "1, -1, 0000000000000001ffffffffffffffff",
        "18446744073709551616, 255, 000000000000000000000000000000ff",
        "-18446744073709551617, 9223372036854775807, ffffffffffffffff7fffffffffffffff"
    })
    void a_checksum_shows_the_low_64_bits_of_each_sum(BigInteger high, BigInteger low, String expected) {
        assertThat(new Fingerprint(1, high, low).checksum()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 1024, 65_536})
    void a_row_s_bucket_is_the_lowest_bits_of_its_hash(int count) {
        Buckets buckets = new Buckets(count);
        assertThat(buckets.mask()).isEqualTo(count - 1);
        assertThat(buckets.of(0)).isZero();
        assertThat(buckets.of(-1)).isEqualTo(count - 1);
        assertThat(buckets.of(Long.MIN_VALUE)).isZero();
        assertThat(buckets.of(Long.MAX_VALUE)).isEqualTo(count - 1);
        assertThat(buckets.of(0x0123_4567_89ab_cdefL)).isEqualTo(0xcdef % count);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 1000, 65_535, 131_072, Integer.MIN_VALUE})
    void a_number_of_buckets_that_is_no_power_of_two_in_range_is_refused(int count) {
        assertThatThrownBy(() -> new Buckets(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not " + count);
    }
}
