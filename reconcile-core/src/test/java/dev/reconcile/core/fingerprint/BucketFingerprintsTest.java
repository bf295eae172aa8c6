package dev.reconcile.core.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.memory.Seeds;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketFingerprintsTest {

    private static final Buckets ONE = new Buckets(1);

    @Test
    void no_rows_are_all_zero() {
        BucketFingerprints empty = new BucketFingerprints(new Buckets(4));
        assertThat(empty.total()).isEqualTo(Fingerprint.EMPTY);
        assertThat(empty.bucket(3)).isEqualTo(Fingerprint.EMPTY);
        assertThat(empty.buckets()).isEqualTo(new Buckets(4));
    }

    @Test
    void sums_beyond_64_bits_are_exact_upwards_and_downwards() {
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        BucketFingerprints sums = new BucketFingerprints(ONE);
        for (int i = 0; i < 1000; i++) {
            sums.add(Long.MAX_VALUE, Long.MIN_VALUE);
        }
        BigInteger thousand = BigInteger.valueOf(1000);
        assertThat(sums.total()).isEqualTo(new Fingerprint(1000, most.multiply(thousand), least.multiply(thousand)));

        for (int i = 0; i < 1000; i++) {
            sums.add(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        assertThat(sums.total()).isEqualTo(new Fingerprint(2000, BigInteger.valueOf(-1000), BigInteger.valueOf(-1000)));
    }

    @Test
    void sums_agree_with_big_integers_in_every_bucket() {
        Seeds.each(300, random -> {
            Buckets buckets = new Buckets(1 << random.nextInt(6));
            List<long[]> hashes = hashes(random, random.nextInt(60));
            BucketFingerprints sums = sumOf(hashes, buckets);

            Map<Integer, List<long[]>> byBucket = new HashMap<>();
            for (long[] hash : hashes) {
                int bucket = BigInteger.valueOf(hash[1])
                        .mod(BigInteger.valueOf(buckets.count()))
                        .intValue();
                byBucket.computeIfAbsent(bucket, b -> new ArrayList<>()).add(hash);
            }
            for (int bucket = 0; bucket < buckets.count(); bucket++) {
                assertThat(sums.bucket(bucket)).isEqualTo(oracle(byBucket.getOrDefault(bucket, List.of())));
            }
            assertThat(sums.total()).isEqualTo(oracle(hashes));
        });
    }

    @Test
    void pieces_added_in_any_order_make_the_whole() {
        Seeds.each(300, random -> {
            Buckets buckets = new Buckets(1 << random.nextInt(6));
            List<long[]> hashes = hashes(random, random.nextInt(60));
            BucketFingerprints whole = sumOf(hashes, buckets);

            Collections.shuffle(hashes, random);
            BucketFingerprints merged = new BucketFingerprints(buckets);
            int cut = random.nextInt(hashes.size() + 1);
            for (List<long[]> piece : List.of(hashes.subList(cut, hashes.size()), hashes.subList(0, cut))) {
                BucketFingerprints sums = sumOf(piece, buckets);
                for (int bucket = 0; bucket < buckets.count(); bucket++) {
                    merged.add(bucket, sums.bucket(bucket));
                }
            }

            assertThat(merged.differences(whole).isEmpty()).isTrue();
            assertThat(merged.total()).isEqualTo(whole.total());
        });
    }

    @Test
    void tables_differ_if_and_only_if_their_multisets_of_rows_do() {
        Seeds.each(300, random -> {
            Buckets buckets = new Buckets(1 << random.nextInt(6));
            List<long[]> hashes = hashes(random, 1 + random.nextInt(60));
            BucketFingerprints sums = sumOf(hashes, buckets);

            List<long[]> shuffled = new ArrayList<>(hashes);
            Collections.shuffle(shuffled, random);
            assertThat(sums.differences(sumOf(shuffled, buckets)).isEmpty()).isTrue();

            long[] one = hashes.get(random.nextInt(hashes.size()));
            List<long[]> twice = new ArrayList<>(hashes);
            twice.add(one);
            assertThat(sums.differences(sumOf(twice, buckets)).stream()).containsExactly(buckets.of(one[1]));

            List<long[]> changed = new ArrayList<>(hashes);
            changed.remove(one);
            changed.add(new long[] {one[0] ^ 1, one[1]});
            assertThat(sums.differences(sumOf(changed, buckets)).stream()).containsExactly(buckets.of(one[1]));
        });
    }

    @Test
    void two_equal_rows_do_not_cancel_each_other() {
        BucketFingerprints twice = new BucketFingerprints(ONE);
        twice.add(7, 7);
        twice.add(7, 7);
        assertThat(twice.total()).isEqualTo(new Fingerprint(2, BigInteger.valueOf(14), BigInteger.valueOf(14)));
        assertThat(twice.differences(new BucketFingerprints(ONE)).isEmpty()).isFalse();
    }

    @Test
    void equal_sums_of_different_numbers_of_rows_differ() {
        BucketFingerprints one = new BucketFingerprints(ONE);
        one.add(14, 14);
        BucketFingerprints two = new BucketFingerprints(ONE);
        two.add(7, 7);
        two.add(7, 7);
        assertThat(one.differences(two).cardinality()).isEqualTo(1);
    }

    @Test
    void the_halves_are_summed_apart() {
        BucketFingerprints one = new BucketFingerprints(ONE);
        one.add(1, 2);
        BucketFingerprints other = new BucketFingerprints(ONE);
        other.add(2, 1);
        assertThat(one.differences(other).cardinality()).isEqualTo(1);
    }

    @Test
    void different_buckets_cannot_be_compared() {
        BucketFingerprints one = new BucketFingerprints(ONE);
        BucketFingerprints two = new BucketFingerprints(new Buckets(2));
        assertThatThrownBy(() -> one.differences(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be compared");
    }

    @Test
    void a_piece_has_to_fit() {
        BucketFingerprints sums = new BucketFingerprints(ONE);
        BigInteger most = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
        sums.add(0, new Fingerprint(1, most, most.negate().subtract(BigInteger.ONE)));
        assertThat(sums.bucket(0).highSum()).isEqualTo(most);
        assertThat(sums.bucket(0).lowSum()).isEqualTo(most.not());
        assertThatThrownBy(() -> sums.add(0, new Fingerprint(0, BigInteger.ONE, BigInteger.ZERO)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> sums.add(0, new Fingerprint(Long.MAX_VALUE, BigInteger.ZERO, BigInteger.ZERO)))
                .isInstanceOf(ArithmeticException.class);
    }

    /** The last two are those whose place in an array would overflow into one that exists. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 4, Integer.MAX_VALUE, Integer.MIN_VALUE, 858_993_460, -858_993_459})
    void there_is_no_bucket_beyond_the_last(int bucket) {
        BucketFingerprints sums = new BucketFingerprints(new Buckets(4));
        assertThatThrownBy(() -> sums.add(bucket, Fingerprint.EMPTY)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sums.add(bucket, 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sums.bucket(bucket)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<long[]> hashes(Random random, int count) {
        List<long[]> hashes = new ArrayList<>();
        long[] extremes = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1};
        for (int i = 0; i < count; i++) {
            boolean extreme = random.nextInt(3) == 0;
            hashes.add(
                    extreme
                            ? new long[] {extremes[random.nextInt(5)], extremes[random.nextInt(5)]}
                            : new long[] {random.nextLong(), random.nextLong()});
        }
        return hashes;
    }

    private static BucketFingerprints sumOf(List<long[]> hashes, Buckets buckets) {
        BucketFingerprints sums = new BucketFingerprints(buckets);
        hashes.forEach(hash -> sums.add(hash[0], hash[1]));
        return sums;
    }

    private static Fingerprint oracle(List<long[]> hashes) {
        BigInteger high = BigInteger.ZERO;
        BigInteger low = BigInteger.ZERO;
        for (long[] hash : hashes) {
            high = high.add(BigInteger.valueOf(hash[0]));
            low = low.add(BigInteger.valueOf(hash[1]));
        }
        return new Fingerprint(hashes.size(), high, low);
    }
}
