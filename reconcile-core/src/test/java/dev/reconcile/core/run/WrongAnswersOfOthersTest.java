package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CHECKSUMS;
import static dev.reconcile.core.run.Reconciled.CLOCK;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.orders;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.RowSink.SpecialDecimal;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.IssueType;
import dev.reconcile.core.memory.EndOfDay;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong answers that tools of this kind have given. Each must be right here, wherever the rows are hashed. */
class WrongAnswersOfOthersTest {

    private static final ValueType TEXT = new ValueType.Text(ValueType.Text.UNBOUNDED, false);
    private static final ValueType WHOLE = new ValueType.Whole();
    private static final ValueType MONEY = new ValueType.FixedDecimal(19, 4);
    private static final ValueType UNIQUE_IDENTIFIER = new ValueType.Uuid();
    private static final ValueType TIME = new ValueType.Time(6);
    private static final ValueType TIMESTAMP = new ValueType.Timestamp(6);

    @Test
    void in_sync_after_both_queries_failed() {
        InMemoryTable source =
                table("dbo.orders", UNIQUE_IDENTIFIER, MONEY).failsAfter(0, WrongAnswersOfOthersTest::failure);
        InMemoryTable target =
                table("public.orders", UNIQUE_IDENTIFIER, MONEY).failsAfter(0, WrongAnswersOfOthersTest::failure);
        for (RunOptions options : List.of(RunOptions.DEFAULT, CHECKSUMS)) {
            Report report = reconcile(source, target, options);
            assertThat(only(report).verdict()).isEqualTo(Verdict.ERROR);
            assertThat(report.status()).isEqualTo(Status.FAIL);
        }
    }

    @Test
    void in_sync_for_bigint_keys_equal_in_their_first_eleven_digits() {
        assertDifferent(WHOLE, 1_234_567_890_123_456_789L, 1_234_567_890_199_999_999L);
        assertDifferent(WHOLE, Long.MAX_VALUE, Long.MAX_VALUE - 1);
        assertDifferent(WHOLE, 9_007_199_254_740_992L, 9_007_199_254_740_993L);
    }

    @Test
    void null_equals_the_empty_text_equals_a_blank() {
        assertDifferent(TEXT, null, "");
        assertDifferent(TEXT, null, " ");
        assertDifferent(TEXT, "", " ");
    }

    @Test
    void null_equals_false_or_zero() {
        assertDifferent(new ValueType.Bool(), null, false);
        assertDifferent(WHOLE, null, 0L);
        assertDifferent(MONEY, null, BigDecimal.ZERO);
    }

    @Test
    void blanks_around_a_text_are_trimmed() {
        assertDifferent(TEXT, " x ", "x");
        assertDifferent(TEXT, "x ", "x");
        assertDifferent(TEXT, " x", "x");
    }

    @Test
    void floats_are_cut_to_three_places() {
        assertDifferent(new ValueType.Floating(64), 1.0001, 1.0002);
        assertDifferent(new ValueType.Floating(64), 0.1, Math.nextUp(0.1));
        assertDifferent(new ValueType.Floating(64), 1e300, 1.0000000000000002e300);
    }

    @Test
    void half_a_second_is_not_seen() {
        assertDifferent(TIME, LocalTime.parse("10:00:00.5"), LocalTime.parse("10:00:00.6"));
        assertDifferent(TIME, LocalTime.MIDNIGHT, EndOfDay.MIDNIGHT);
    }

    @Test
    void one_microsecond_is_not_seen() {
        LocalDateTime value = LocalDateTime.parse("2024-02-29T23:59:59.999999");
        assertDifferent(TIMESTAMP, value, value.plusNanos(1000));
        assertDifferent(TIMESTAMP, value.minusNanos(1000), value);
    }

    @Test
    void not_a_number_equals_a_number_or_null() {
        assertDifferent(new ValueType.FreeDecimal(), SpecialDecimal.NAN, BigDecimal.ZERO);
        assertDifferent(new ValueType.FreeDecimal(), SpecialDecimal.NAN, null);
        assertDifferent(new ValueType.Floating(64), Double.NaN, null);
        assertEqual(new ValueType.Floating(64), Double.NaN, Double.longBitsToDouble(0xfff8000000000000L));
    }

    @Test
    void values_run_into_each_other() {
        assertDifferentRows(List.of("ab", "c"), List.of("a", "bc"));
        assertDifferentRows(List.of("a|b", "c"), List.of("a", "b|c"));
        assertDifferentRows(Arrays.asList("a", null), Arrays.asList(null, "a"));
    }

    @Test
    void null_equals_the_text_that_stands_for_it() {
        for (String marker : List.of("<null>", "NULL", "null", "~", "~|", "\\N", "0:|", "\u0000")) {
            assertDifferent(TEXT, null, marker);
        }
    }

    @Test
    void every_decimal_from_a_thousand_on_is_different() {
        assertEqual(MONEY, new BigDecimal("1234567.8900"), new BigDecimal("1234567.89"));
        assertEqual(MONEY, new BigDecimal("1000"), new BigDecimal("1E+3"));
        assertDifferent(MONEY, new BigDecimal("1000.0001"), new BigDecimal("1000"));
    }

    @Test
    void every_timestamp_is_different_for_its_unpadded_fraction() {
        LocalDateTime value = LocalDateTime.parse("2024-02-29T10:00:00.050");
        assertThat(verdicts(new ValueType.Timestamp(3), value, TIMESTAMP, value))
                .containsOnly(Verdict.MATCH);
        assertThat(verdicts(new ValueType.Timestamp(7), value, new ValueType.Timestamp(3), value))
                .containsOnly(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31, 255, 256, 257, 511, 512, 4000, 7999, 8000, 8001, 65_536, 200_000})
    void long_values_are_cut_before_they_are_hashed(int length) {
        String start = "x".repeat(length - 1);
        assertDifferent(TEXT, start + "a", start + "b");
        assertDifferent(TEXT, start, start + "a");
        assertEqual(TEXT, start + "a", start + "a");
        byte[] bytes = new byte[length];
        byte[] changed = new byte[length];
        changed[length - 1] = 1;
        assertDifferent(new ValueType.Binary(ValueType.Text.UNBOUNDED), bytes, changed);
    }

    @Test
    void characters_outside_the_code_page_become_question_marks() {
        for (String character : List.of("ł", "Ж", "中", "😀", "\u0301", "\ufffd")) {
            assertDifferent(TEXT, "a" + character, "a?");
            assertEqual(TEXT, "a" + character, "a" + character);
        }
        assertDifferent(TEXT, "é", "e\u0301");
    }

    @Test
    void upper_case_uuids_are_different() {
        assertEqual(
                UNIQUE_IDENTIFIER,
                UUID.fromString("6F9619FF-8B86-D011-B42D-00C04FC964FF"),
                UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
    }

    @Test
    void uuids_that_stand_in_another_order_are_different() {
        UUID first = UUID.fromString("00000000-0000-0000-0000-0000000000ff");
        UUID last = UUID.fromString("ff000000-0000-0000-0000-000000000000");
        for (HashIn place : HashIn.values()) {
            Report report = reconcile(
                    table("dbo.orders", UNIQUE_IDENTIFIER)
                            .primaryKey("c0")
                            .row(first)
                            .row(last),
                    table("public.orders", UNIQUE_IDENTIFIER)
                            .primaryKey("c0")
                            .row(last)
                            .row(first),
                    CHECKSUMS.withHashIn(place));
            assertThat(report.status()).isEqualTo(Status.PASS);
        }
    }

    @Test
    void duplicates_cancel_each_other() {
        assertDifferentTables(List.of(List.of("x"), List.of("x")), List.of(List.of("y"), List.of("y")));
        assertDifferentTables(
                List.of(List.of("x"), List.of("x"), List.of("y")), List.of(List.of("x"), List.of("y"), List.of("y")));
    }

    @Test
    void a_digest_of_an_earlier_run_is_used_again() {
        InMemoryTable table = orders("public.orders").row(1, null, "x");
        Reconciler reconciler = new Reconciler(
                InMemoryDatabase.of(orders("dbo.orders").row(1, null, "x")), InMemoryDatabase.of(table), CLOCK);
        assertThat(reconciler.run(List.of(PAIR), CHECKSUMS).status()).isEqualTo(Status.PASS);
        table.row(2, null, "y");
        assertThat(reconciler.run(List.of(PAIR), CHECKSUMS).status()).isEqualTo(Status.FAIL);
    }

    @Test
    void a_key_in_another_order_than_the_table_s_columns_or_than_the_other_side_s_key_is_different() {
        InMemoryTable source = table("dbo.orders", WHOLE, WHOLE, TEXT)
                .primaryKey("c1", "c0")
                .row(1, 2, "x")
                .row(2, 1, "y");
        InMemoryTable target = InMemoryTable.named("public.orders")
                .column("c2", TEXT)
                .column("c1", WHOLE)
                .column("c0", WHOLE)
                .primaryKey("c0", "c1")
                .row("y", 1, 2)
                .row("x", 2, 1);
        for (HashIn place : HashIn.values()) {
            assertThat(reconcile(source, target, CHECKSUMS.withHashIn(place)).status())
                    .isEqualTo(Status.PASS);
        }
    }

    @Test
    void a_table_that_fails_is_dropped_and_the_run_passes() {
        Report report = new Reconciler(
                        InMemoryDatabase.of(
                                orders("dbo.a"), orders("dbo.b").failsToDescribe(WrongAnswersOfOthersTest::failure)),
                        InMemoryDatabase.of(orders("public.a"), orders("public.b")),
                        CLOCK)
                .run(List.of(TablePair.of("dbo.a", "a"), TablePair.of("dbo.b", "b")), CHECKSUMS);
        assertThat(report.totalTables()).isEqualTo(2);
        assertThat(report.tablesErrored()).isEqualTo(1);
        assertThat(report.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void a_checksum_that_nobody_took_is_a_match() {
        ValueType xml = new ValueType.Incomparable("XML has no canonical text");
        TableReport report = only(reconcile(
                table("dbo.orders", WHOLE, xml).row(1, "<a/>"),
                table("public.orders", WHOLE, xml).row(1, "<b/>"),
                CHECKSUMS));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.columnsNotCompared()).hasSize(1);
    }

    @Test
    void different_contents_of_equal_counts_are_a_row_count_mismatch_of_0_rows() {
        Report report = reconcile(
                table("dbo.orders", TEXT).row("x"), table("public.orders", TEXT).row("y"), CHECKSUMS);
        assertThat(report.discrepancies())
                .extracting(Discrepancy::issueType)
                .containsExactly(IssueType.CHECKSUM_MISMATCH);
    }

    private static void assertDifferent(ValueType type, @Nullable Object source, @Nullable Object target) {
        assertThat(verdicts(type, source, type, target)).containsOnly(Verdict.MISMATCH);
    }

    private static void assertEqual(ValueType type, @Nullable Object source, @Nullable Object target) {
        assertThat(verdicts(type, source, type, target)).containsOnly(Verdict.MATCH);
    }

    /** What is said of two tables of one cell, for each place of hashing on each side. */
    private static List<Verdict> verdicts(
            ValueType sourceType, @Nullable Object source, ValueType targetType, @Nullable Object target) {
        List<Verdict> verdicts = new ArrayList<>();
        for (boolean sourceHashes : new boolean[] {true, false}) {
            for (boolean targetHashes : new boolean[] {true, false}) {
                InMemoryTable sourceTable = table("dbo.orders", sourceType).row(new Object[] {source});
                InMemoryTable targetTable = table("public.orders", targetType).row(new Object[] {target});
                verdicts.add(only(reconcile(
                                sourceHashes ? sourceTable : sourceTable.cannotHash("The test says so."),
                                targetHashes ? targetTable : targetTable.cannotHash("The test says so."),
                                CHECKSUMS))
                        .verdict());
            }
        }
        return verdicts;
    }

    private static void assertDifferentRows(List<@Nullable Object> source, List<@Nullable Object> target) {
        assertDifferentTables(List.of(source), List.of(target));
    }

    private static void assertDifferentTables(
            List<List<@Nullable Object>> source, List<List<@Nullable Object>> target) {
        ValueType[] types = new ValueType[source.get(0).size()];
        Arrays.fill(types, TEXT);
        for (HashIn place : HashIn.values()) {
            Report report = reconcile(
                    table("dbo.orders", types).rows(source),
                    table("public.orders", types).rows(target),
                    CHECKSUMS.withHashIn(place));
            assertThat(report.discrepancies())
                    .extracting(Discrepancy::issueType)
                    .containsExactly(IssueType.CHECKSUM_MISMATCH);
        }
    }

    /** An empty table of columns c0, c1 and so on. */
    private static InMemoryTable table(String name, ValueType... types) {
        InMemoryTable table = InMemoryTable.named(name);
        for (int i = 0; i < types.length; i++) {
            table.column("c" + i, types[i]);
        }
        return table;
    }

    private static DatabaseException failure() {
        return new DatabaseException(Kind.OTHER, "The query failed.", null);
    }
}
