package dev.reconcile.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.memory.Seeds;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyBucketsTest {

    @Test
    void numbers_lie_in_buckets_of_equal_width() {
        KeyBuckets buckets = KeyBuckets.over(10, 29, 8);
        assertThat(buckets).isEqualTo(new KeyBuckets(10, 2, 5));
        assertThat(new int[] {buckets.of(10), buckets.of(13), buckets.of(14), buckets.of(29)})
                .containsExactly(0, 0, 1, 4);
        assertThat(buckets.lastOf(0)).isEqualTo(13);
        assertThat(buckets.last()).isEqualTo(29);
    }

    @Test
    void numbers_before_and_behind_lie_in_the_first_and_the_last() {
        KeyBuckets buckets = KeyBuckets.over(-4, 4, 3);
        assertThat(buckets.of(-5)).isZero();
        assertThat(buckets.of(Long.MIN_VALUE)).isZero();
        assertThat(buckets.of(1_000)).isEqualTo(buckets.count() - 1);
        assertThat(buckets.of(Long.MAX_VALUE)).isEqualTo(buckets.count() - 1);
    }

    @Test
    void as_many_buckets_as_may_be_for_whatever_numbers() {
        Seeds.each(2_000, random -> {
            long first = anywhere(random);
            long last = anywhere(random);
            int most = 1 + random.nextInt(2_000);
            KeyBuckets buckets = KeyBuckets.over(first, last, most);

            assertThat(buckets.count()).isBetween(1, most);
            for (int i = 0; i < 20; i++) {
                long number = random.nextBoolean() ? anywhere(random) : first + random.nextInt(100);
                assertThat(buckets.of(number)).isEqualTo(exactly(buckets, number));
            }
            for (int bucket = 0; bucket + 1 < buckets.count(); bucket += 1 + random.nextInt(50)) {
                assertThat(buckets.of(buckets.lastOf(bucket))).isEqualTo(bucket);
                assertThat(buckets.of(buckets.lastOf(bucket) + 1)).isEqualTo(bucket + 1);
            }
        });
    }

    @Test
    void buckets_that_end_beyond_all_numbers_cannot_be() {
        assertThatThrownBy(() -> new KeyBuckets(Long.MAX_VALUE, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyBuckets(0, 62, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KeyBuckets(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new KeyBuckets(0, 62, 2).last()).isEqualTo(Long.MAX_VALUE);
    }

    private static int exactly(KeyBuckets buckets, long number) {
        return BigInteger.valueOf(number)
                .subtract(BigInteger.valueOf(buckets.first()))
                .shiftRight(buckets.shift())
                .max(BigInteger.ZERO)
                .min(BigInteger.valueOf(buckets.count() - 1))
                .intValue();
    }

    private static long anywhere(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(100) - 50;
            case 1 -> Long.MAX_VALUE - random.nextInt(100);
            case 2 -> Long.MIN_VALUE + random.nextInt(100);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
