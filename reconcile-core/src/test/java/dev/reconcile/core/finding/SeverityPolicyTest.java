package dev.reconcile.core.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityPolicyTest {

    @ParameterizedTest
    @CsvSource({
        // source, target, severity
        "10000, 9950, MEDIUM",
        "100000, 99901, LOW",
        "100000, 99900, MEDIUM",
        "100000, 100099, LOW",
        "100000, 100100, MEDIUM",
        "100000, 99001, MEDIUM",
        "100000, 99000, HIGH",
        "100000, 101000, HIGH",
        "100000, 90001, HIGH",
        "100000, 90000, CRITICAL",
        "100000, 110000, CRITICAL",
        "100000, 0, CRITICAL",
        "1000, 999, MEDIUM",
        "1001, 1000, LOW",
        "999, 998, MEDIUM",
        "101, 100, MEDIUM",
        "100, 99, HIGH",
        "11, 10, HIGH",
        "10, 9, CRITICAL",
        "1, 0, CRITICAL",
        "1, 2, CRITICAL",
        "0, 1, CRITICAL",
        "0, 9223372036854775807, CRITICAL",
        "9223372036854775807, 9223372036854775806, LOW",
        "9223372036854775807, 9214148664817921032, LOW",
        "9223372036854775807, 9214148664817921031, MEDIUM",
        "9223372036854775807, 8301034833169298227, HIGH",
        "9223372036854775807, 8301034833169298226, CRITICAL",
        "9223372036854775807, 0, CRITICAL",
        "1, 9223372036854775807, CRITICAL"
    })
    void a_row_count_difference_is_as_severe_as_its_share_of_the_source(long source, long target, Severity expected) {
        assertThat(SeverityPolicy.classify(RowCounts.of(source, target))).isEqualTo(expected);
    }

    @Test
    void different_contents_lacking_columns_and_colliding_keys_are_critical() {
        assertThat(SeverityPolicy.classify(new Contents("0a", "0b", 1024, 1))).isEqualTo(Severity.CRITICAL);
        assertThat(SeverityPolicy.classify(new UnpairedColumn("total", "money")))
                .isEqualTo(Severity.CRITICAL);
        assertThat(SeverityPolicy.classify(new CollidingKeys(List.of("at"), 1))).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 7, 3, 0",
        "7, 10, 0, 3",
        "0, 9223372036854775807, 0, 9223372036854775807",
        "9223372036854775807, 0, 9223372036854775807, 0"
    })
    void counts_alone_tell_how_many_rows_are_missing_or_extra_at_least(
            long source, long target, long missing, long extra) {
        assertThat(RowCounts.of(source, target)).isEqualTo(new RowCounts(source, target, missing, extra));
    }

    @Test
    void equal_counts_are_no_row_count_finding() {
        assertThatThrownBy(() -> RowCounts.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowCounts.of(7, 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contents_differ_in_one_bucket_at_least_and_in_all_at_most() {
        assertThatThrownBy(() -> new Contents("0a", "0b", 4, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Contents("0a", "0b", 4, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Contents("0a", "0b", 4, 4).bucketsDifferent()).isEqualTo(4);
    }

    @Test
    void keys_collide_at_least_once_and_have_columns() {
        assertThatThrownBy(() -> new CollidingKeys(List.of("at"), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CollidingKeys(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_discrepancy_has_the_kind_and_the_severity_of_its_evidence() {
        Discrepancy counts = Discrepancy.of("dbo.orders", "orders", RowCounts.of(10_000, 9_950), Instant.EPOCH);
        assertThat(counts.issueType()).isEqualTo(IssueType.ROW_COUNT_MISMATCH);
        assertThat(counts.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(Discrepancy.of("dbo.orders", "orders", new Contents("0a", "0b", 4, 4), Instant.EPOCH)
                        .issueType())
                .isEqualTo(IssueType.CHECKSUM_MISMATCH);
        assertThat(Discrepancy.of("dbo.orders", "orders", new UnpairedColumn("total", "money"), Instant.EPOCH)
                        .issueType())
                .isEqualTo(IssueType.SCHEMA_MISMATCH);
        assertThat(Discrepancy.of("dbo.orders", "orders", new CollidingKeys(List.of("at"), 2), Instant.EPOCH)
                        .issueType())
                .isEqualTo(IssueType.KEY_COLLISION);
    }
}
