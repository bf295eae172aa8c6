package dev.reconcile.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketDifferencesTest {

    private static final Buckets FOUR = new Buckets(4);

    @Test
    void equal_tables_differ_nowhere_and_nothing_is_explained() {
        BucketDifferences none = BucketDifferences.between(rows(1, 2, 3), rows(3, 2, 1));
        assertThat(none.none()).isTrue();
        assertThat(none.compared()).isEqualTo(4);
        assertThat(none.different()).isZero();
        assertThat(none.explainedByCounts()).isFalse();
        assertThat(BucketDifferences.between(rows(), rows()).none()).isTrue();
    }

    @Test
    void rows_that_are_only_missing_explain_the_difference() {
        BucketDifferences missing = BucketDifferences.between(rows(1, 2, 3, 7), rows(1));
        assertThat(missing.none()).isFalse();
        assertThat(missing.different()).isEqualTo(2);
        assertThat(missing.explainedByCounts()).isTrue();
        assertThat(BucketDifferences.between(rows(1), rows(1, 2, 3, 7)).explainedByCounts())
                .isTrue();
        assertThat(BucketDifferences.between(rows(1), rows()).explainedByCounts())
                .isTrue();
        assertThat(BucketDifferences.between(rows(), rows(1)).explainedByCounts())
                .isTrue();
    }

    @Test
    void a_changed_row_is_not_explained_by_equal_counts() {
        assertThat(BucketDifferences.between(rows(1, 2), rows(1, 6)).explainedByCounts())
                .isFalse();
        assertThat(BucketDifferences.between(rows(1, 2), rows(1, 3)).explainedByCounts())
                .isFalse();
    }

    @Test
    void a_missing_row_does_not_explain_a_changed_one_in_another_bucket() {
        assertThat(BucketDifferences.between(rows(1, 2, 3), rows(1, 6)).explainedByCounts())
                .isFalse();
        assertThat(BucketDifferences.between(rows(1, 6), rows(1, 2, 3)).explainedByCounts())
                .isFalse();
    }

    @Test
    void missing_and_extra_rows_in_different_buckets_are_more_than_counts_explain() {
        assertThat(BucketDifferences.between(rows(1, 2, 6), rows(1, 3)).explainedByCounts())
                .isFalse();
    }

    @Test
    void rows_only_missing_or_only_extra_are_always_explained() {
        Seeds.each(300, random -> {
            Buckets buckets = new Buckets(1 << random.nextInt(5));
            BucketFingerprints whole = new BucketFingerprints(buckets);
            BucketFingerprints part = new BucketFingerprints(buckets);
            List<Long> left = new ArrayList<>();
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                long hash = random.nextLong();
                whole.add(hash, hash);
                if (random.nextBoolean() || i == 0) {
                    left.add(hash);
                } else {
                    part.add(hash, hash);
                }
            }
            assertThat(left).isNotEmpty();
            assertThat(BucketDifferences.between(whole, part).explainedByCounts())
                    .isTrue();
            assertThat(BucketDifferences.between(part, whole).explainedByCounts())
                    .isTrue();
        });
    }

    /** Rows whose hashes are these numbers; the bucket is the remainder of the division by 4. */
    private static BucketFingerprints rows(long... hashes) {
        BucketFingerprints rows = new BucketFingerprints(FOUR);
        for (long hash : hashes) {
            rows.add(hash * 31, hash);
        }
        return rows;
    }
}
