package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.SoftenedColumn.By;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.ColumnRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableStateTest {

    private static final PairName PAIR = new PairName("nightly", "dbo.orders", "orders");

    private static final Reach WHOLE = new Reach("", Set.of("id", "price"));

    @Test
    void a_first_match_is_in_sync_since_then() {
        TableState state = after(match(1, Depth.COUNTS));

        assertThat(state.condition()).isEqualTo(Condition.IN_SYNC);
        assertThat(state.since()).isEqualTo(at(1));
        assertThat(state.lastMatch()).isEqualTo(at(1));
        assertThat(state.depth()).isEqualTo(Depth.COUNTS);
    }

    @Test
    void in_sync_lasts_since_the_first_of_several_matches() {
        assertThat(after(match(1, Depth.ROWS), match(2, Depth.ROWS), match(3, Depth.ROWS))
                        .since())
                .isEqualTo(at(1));
    }

    @Test
    void in_sync_as_deep_as_now_lasts_since_the_first_match_that_was_as_deep() {
        Reach fewer = new Reach("", Set.of("id"));
        TableState deeper = after(match(1, Depth.COUNTS), match(2, Depth.COUNTS), match(3, Depth.ROWS));
        TableState wider = after(entry(1, Verdict.MATCH, Depth.ROWS, false, fewer), match(2, Depth.ROWS));
        TableState whole = after(entry(1, Verdict.MATCH, Depth.ROWS, true), match(2, Depth.ROWS));

        assertThat(deeper.since()).isEqualTo(at(3));
        assertThat(wider.since()).isEqualTo(at(2));
        assertThat(whole.since()).isEqualTo(at(2));
        assertThat(after(match(1, Depth.ROWS), match(2, Depth.CHECKSUMS)).since())
                .isEqualTo(at(1));
        assertThat(after(match(1, Depth.ROWS), match(2, Depth.COUNTS)).since()).isEqualTo(at(1));
    }

    @Test
    void different_lasts_since_the_first_of_several_mismatches() {
        TableState state = after(match(1, Depth.ROWS), mismatch(2, Depth.ROWS), mismatch(3, Depth.ROWS));

        assertThat(state.condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(state.since()).isEqualTo(at(2));
        assertThat(state.lastMatch()).isEqualTo(at(1));
        assertThat(state.severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void equal_counts_do_not_undo_contents_that_differ() {
        TableState state = after(mismatch(1, Depth.ROWS), match(2, Depth.COUNTS));

        assertThat(state.condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(state.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(state.since()).isEqualTo(at(1));
        assertThat(state.lastMatch()).isNull();
        assertThat(state.last().time()).isEqualTo(at(2));
    }

    @Test
    void counts_that_differed_are_undone_by_equal_counts() {
        assertThat(after(mismatch(1, Depth.COUNTS), match(2, Depth.COUNTS)).condition())
                .isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void counts_that_differ_do_not_make_less_of_contents_that_did() {
        assertThat(after(mismatch(1, Depth.ROWS), mismatch(2, Depth.COUNTS), match(3, Depth.COUNTS))
                        .condition())
                .isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void a_run_that_compares_less_does_not_make_less_of_what_is_known_unless_it_finds_it_worse() {
        TableEntry found = severe(1, Depth.ROWS, Severity.HIGH);
        TableState fewer = after(found, severe(2, Depth.COUNTS, Severity.LOW));

        assertThat(fewer.lastConclusive()).isEqualTo(found);
        assertThat(fewer.severity()).isEqualTo(Severity.HIGH);
        assertThat(fewer.lastChecked()).isEqualTo(at(2));
        assertThat(after(found, severe(2, Depth.COUNTS, Severity.CRITICAL)).severity())
                .isEqualTo(Severity.CRITICAL);
        assertThat(after(found, severe(2, Depth.ROWS, Severity.LOW)).severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void checksums_that_agree_undo_rows_that_differed() {
        assertThat(after(mismatch(1, Depth.ROWS), match(2, Depth.CHECKSUMS)).condition())
                .isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void an_equal_part_does_not_undo_a_difference() {
        assertThat(after(mismatch(1, Depth.ROWS), entry(2, Verdict.MATCH, Depth.ROWS, true))
                        .condition())
                .isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void equal_parts_undo_a_difference_once_they_are_all_of_the_rows_and_younger_than_it() {
        assertThat(after(mismatch(2, Depth.ROWS), parts(5, at(3))).condition()).isEqualTo(Condition.IN_SYNC);
        assertThat(after(mismatch(2, Depth.ROWS), parts(5, at(2))).condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(after(mismatch(2, Depth.ROWS), parts(5, at(1))).condition()).isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void equal_parts_undo_no_difference_that_was_seen_since_the_oldest_of_them_by_whatever_run() {
        TableState state = after(mismatch(1, Depth.ROWS), mismatch(4, Depth.COUNTS));

        assertThat(TableState.after(state, parts(5, at(3))).condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(TableState.after(state, parts(9, at(5))).condition()).isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void what_an_earlier_run_read_does_not_undo_a_difference_that_was_seen_since() {
        TableState differs = after(mismatch(3, Depth.ROWS));
        TableEntry all = earlier(Verdict.MATCH, 1, 1);
        TableEntry some = earlier(Verdict.MATCH, 5, 1);

        assertThat(TableState.after(differs, all)).isEqualTo(differs);
        assertThat(TableState.after(differs, some).condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(TableState.after(differs, some).last()).isEqualTo(some);
        assertThat(TableState.after(differs, earlier(Verdict.MATCH, 5, 4)).condition())
                .isEqualTo(Condition.IN_SYNC);
        assertThat(TableState.after(differs, earlier(Verdict.MATCH, 4, 4)).condition())
                .isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void a_difference_that_an_earlier_run_read_is_not_told_again_once_it_is_mended() {
        TableState mended = after(mismatch(1, Depth.ROWS), match(3, Depth.ROWS));

        assertThat(TableState.after(mended, earlier(Verdict.MISMATCH, 2, 2))).isEqualTo(mended);
        assertThat(TableState.after(mended, earlier(Verdict.MISMATCH, 5, 2)).condition())
                .as("some of it was read now, and that may be what differs")
                .isEqualTo(Condition.DIFFERENT);
        assertThat(TableState.after(after(match(3, Depth.COUNTS)), earlier(Verdict.MISMATCH, 2, 2))
                        .condition())
                .as("counts do not undo it")
                .isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void what_an_earlier_run_read_counts_as_checked_when_that_began() {
        TableState state = after(earlier(Verdict.MATCH, 9, 2));

        assertThat(state.lastChecked()).isEqualTo(at(2));
        assertThat(state.lastMatch()).isEqualTo(at(2));
        assertThat(state.since()).isEqualTo(at(2));
        TableState again = after(match(4, Depth.ROWS), earlier(Verdict.MATCH, 9, 2));
        assertThat(again.lastChecked()).isEqualTo(at(4));
        assertThat(again.since()).isEqualTo(at(4));
    }

    @Test
    void an_error_since_is_not_hidden_by_what_an_earlier_run_read() {
        TableEntry error = entry(3, Verdict.ERROR, null, false);
        TableState state = after(match(1, Depth.ROWS), error, earlier(Verdict.MATCH, 2, 2));

        assertThat(state.last()).isEqualTo(error);
        assertThat(state.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(state.lastMatch()).isEqualTo(at(2));
    }

    @Test
    void what_differed_without_being_read_is_not_undone_by_counts() {
        TableState state = after(entry(1, Verdict.MISMATCH, null, false), match(2, Depth.COUNTS));

        assertThat(state.condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(TableState.after(state, match(3, Depth.CHECKSUMS)).condition())
                .isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void more_rows_that_differ_are_told_though_fewer_columns_or_a_part_were_compared() {
        TableEntry one = differing(1, false, WHOLE, 1);
        TableEntry many = differing(2, false, new Reach("", Set.of("id")), 500);
        TableEntry ofPart = differing(2, true, WHOLE, 100);
        TableEntry less = differing(3, true, WHOLE, 3);

        assertThat(after(one, many).lastConclusive()).isEqualTo(many);
        assertThat(after(one, ofPart).lastConclusive()).isEqualTo(ofPart);
        assertThat(after(one, ofPart, less).lastConclusive()).isEqualTo(ofPart);
        assertThat(after(one, many, match(3, Depth.ROWS)).condition()).isEqualTo(Condition.IN_SYNC);
        assertThat(after(one, many, entry(3, Verdict.MATCH, Depth.ROWS, false, new Reach("", Set.of("id"))))
                        .condition())
                .isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void more_rows_by_less_of_a_comparison_do_not_make_it_less_grave() {
        TableEntry contents = severe(1, Depth.CHECKSUMS, Severity.CRITICAL);
        TableEntry counts = new TableEntry(
                "run-2",
                PAIR,
                at(2),
                Verdict.MISMATCH,
                Severity.LOW,
                Depth.COUNTS,
                false,
                Reach.NUMBERS,
                Set.of(),
                10_000L,
                9_995L,
                null,
                null,
                null,
                null,
                "A reason.",
                5);

        assertThat(after(contents, counts).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(after(contents, counts).lastConclusive()).isEqualTo(contents);
    }

    @Test
    void the_last_check_never_goes_back() {
        TableState state =
                after(mismatch(1, Depth.ROWS), mismatch(2, Depth.COUNTS), entry(3, Verdict.MATCH, Depth.ROWS, true));

        assertThat(state.lastChecked()).isEqualTo(at(2));
    }

    @Test
    void fewer_columns_do_not_undo_a_difference() {
        Reach fewer = new Reach("", Set.of("id"));
        TableState state = after(mismatch(1, Depth.ROWS), entry(2, Verdict.MATCH, Depth.ROWS, false, fewer));

        assertThat(state.condition()).isEqualTo(Condition.DIFFERENT);
        assertThat(state.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(TableState.after(state, match(3, Depth.ROWS)).condition()).isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void a_softer_rule_does_not_undo_a_difference_and_the_same_does() {
        Reach strict = ReachTest.reach(ColumnRules.none());
        Reach near = ReachTest.reach(ColumnRules.of(Map.of("price", ReachTest.within("0.01"))));
        TableEntry found = entry(1, Verdict.MISMATCH, Depth.ROWS, false, strict);
        TableEntry foundNear = entry(1, Verdict.MISMATCH, Depth.ROWS, false, near);

        assertThat(after(found, entry(2, Verdict.MATCH, Depth.ROWS, false, near))
                        .condition())
                .isEqualTo(Condition.DIFFERENT);
        assertThat(after(foundNear, entry(2, Verdict.MATCH, Depth.ROWS, false, near))
                        .condition())
                .isEqualTo(Condition.IN_SYNC);
        assertThat(after(foundNear, entry(2, Verdict.MATCH, Depth.ROWS, false, strict))
                        .condition())
                .isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void another_rounding_does_not_undo_a_difference_and_the_same_does() {
        Reach halfUp = ReachTest.fractions(ColumnRules.none(), By.ROUNDING);
        Reach truncated = ReachTest.fractions(ColumnRules.none(), By.TRUNCATION);
        for (Reach one : List.of(halfUp, truncated)) {
            Reach other = one == halfUp ? truncated : halfUp;
            TableEntry found = entry(1, Verdict.MISMATCH, Depth.ROWS, false, one);

            assertThat(after(found, entry(2, Verdict.MATCH, Depth.ROWS, false, other))
                            .condition())
                    .isEqualTo(Condition.DIFFERENT);
            assertThat(after(found, entry(2, Verdict.MATCH, Depth.ROWS, false, one))
                            .condition())
                    .isEqualTo(Condition.IN_SYNC);
        }
    }

    @Test
    void another_filter_does_not_undo_a_difference_and_the_same_does() {
        Reach eu = new Reach("eu", WHOLE.columns());
        Reach us = new Reach("us", WHOLE.columns());
        TableEntry found = entry(1, Verdict.MISMATCH, Depth.ROWS, false, eu);

        assertThat(after(found, entry(2, Verdict.MATCH, Depth.ROWS, false, us)).condition())
                .isEqualTo(Condition.DIFFERENT);
        assertThat(after(found, entry(2, Verdict.MATCH, Depth.ROWS, false, eu)).condition())
                .isEqualTo(Condition.IN_SYNC);
        assertThat(after(found, match(2, Depth.ROWS)).condition()).isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void what_was_found_by_two_filters_is_undone_by_a_run_over_both_alone() {
        Reach eu = new Reach("eu", WHOLE.columns());
        Reach us = new Reach("us", WHOLE.columns());
        TableState state = after(
                entry(1, Verdict.MISMATCH, Depth.ROWS, false, eu), entry(2, Verdict.MISMATCH, Depth.ROWS, false, us));

        assertThat(TableState.after(state, entry(3, Verdict.MATCH, Depth.ROWS, false, us))
                        .condition())
                .isEqualTo(Condition.DIFFERENT);
        assertThat(TableState.after(state, match(3, Depth.ROWS)).condition()).isEqualTo(Condition.IN_SYNC);
    }

    @Test
    void counts_that_differ_in_between_do_not_make_less_columns_enough() {
        Reach fewer = new Reach("", Set.of("id"));
        TableState state = after(
                mismatch(1, Depth.ROWS),
                entry(2, Verdict.MISMATCH, Depth.COUNTS, false, Reach.NUMBERS),
                entry(3, Verdict.MATCH, Depth.ROWS, false, fewer));

        assertThat(state.condition()).isEqualTo(Condition.DIFFERENT);
    }

    @Test
    void what_could_not_be_checked_leaves_what_is_known_and_is_said() {
        for (Verdict verdict : new Verdict[] {Verdict.INCONCLUSIVE, Verdict.ERROR}) {
            TableState state = after(match(1, Depth.ROWS), entry(2, verdict, null, false));

            assertThat(state.condition()).isEqualTo(Condition.IN_SYNC);
            assertThat(state.verdict()).isEqualTo(verdict);
            assertThat(state.lastChecked()).isEqualTo(at(1));
        }
    }

    @Test
    void a_table_that_no_run_could_check_is_unknown() {
        TableState state = after(entry(1, Verdict.ERROR, null, false), entry(2, Verdict.INCONCLUSIVE, null, false));

        assertThat(state.condition()).isEqualTo(Condition.UNKNOWN);
        assertThat(state.since()).isEqualTo(at(1));
        assertThat(state.lastChecked()).isNull();
        assertThat(state.severity()).isNull();
    }

    @Test
    void a_match_of_a_table_that_is_no_longer_compared_is_none() {
        TableState state = after(match(1, Depth.ROWS)).without(new LeftOut(at(2), "run-2"));

        assertThat(state.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(state.lastChecked()).isEqualTo(at(1));
        assertThat(state.without(new LeftOut(at(3), "run-3")).leftOut()).isEqualTo(new LeftOut(at(2), "run-2"));
    }

    @Test
    void a_difference_stays_one_when_the_table_is_no_longer_compared() {
        TableState state = after(mismatch(1, Depth.ROWS)).without(new LeftOut(at(2), "run-2"));

        assertThat(state.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(state.severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void a_table_that_comes_back_is_compared_as_before() {
        for (Verdict verdict : Verdict.values()) {
            TableState state = TableState.after(
                    after(match(1, Depth.ROWS)).without(new LeftOut(at(2), "run-2")),
                    entry(3, verdict, Depth.ROWS, false));

            assertThat(state.leftOut()).isNull();
            assertThat(state.verdict()).isEqualTo(verdict);
        }
        TableState differs = TableState.after(
                after(mismatch(1, Depth.ROWS)).without(new LeftOut(at(2), "run-2")), match(3, Depth.COUNTS));
        assertThat(differs.leftOut()).isNull();
        assertThat(differs.condition()).isEqualTo(Condition.DIFFERENT);
    }

    private static TableState after(TableEntry... entries) {
        return Arrays.stream(entries).reduce((TableState) null, TableState::after, (one, other) -> other);
    }

    /** A part that is equal, as are all others, the oldest of them since then. */
    private static TableEntry parts(int minute, Instant oldest) {
        return new TableEntry(
                "run-" + minute,
                PAIR,
                at(minute),
                Verdict.MATCH,
                null,
                Depth.ROWS,
                true,
                oldest,
                WHOLE,
                Set.of(),
                10L,
                10L,
                0L,
                0L,
                0L,
                null,
                "A reason.",
                5);
    }

    /** What a run tells that goes on with an earlier one; all of it was read then where that began as late as this is told. */
    private static TableEntry earlier(Verdict verdict, int minute, int began) {
        return new TableEntry(
                "run-on-" + minute,
                PAIR,
                at(minute),
                verdict,
                verdict == Verdict.MISMATCH ? Severity.HIGH : null,
                Depth.ROWS,
                false,
                at(began),
                WHOLE,
                Set.of(),
                10L,
                10L,
                null,
                null,
                null,
                null,
                "A reason.",
                5);
    }

    private static TableEntry differing(int minute, boolean part, Reach reach, long missing) {
        return new TableEntry(
                "run-" + minute,
                PAIR,
                at(minute),
                Verdict.MISMATCH,
                Severity.CRITICAL,
                Depth.ROWS,
                part,
                reach,
                Set.of(),
                1_000L,
                1_000L - missing,
                missing,
                0L,
                0L,
                null,
                "A reason.",
                5);
    }

    private static TableEntry match(int minute, Depth depth) {
        return entry(minute, Verdict.MATCH, depth, false);
    }

    private static TableEntry mismatch(int minute, Depth depth) {
        return entry(minute, Verdict.MISMATCH, depth, false);
    }

    private static TableEntry severe(int minute, Depth depth, Severity severity) {
        return entry(minute, Verdict.MISMATCH, depth, false, WHOLE, severity);
    }

    private static TableEntry entry(int minute, Verdict verdict, @Nullable Depth depth, boolean part) {
        return entry(minute, verdict, depth, part, WHOLE);
    }

    private static TableEntry entry(int minute, Verdict verdict, @Nullable Depth depth, boolean part, Reach reach) {
        return entry(minute, verdict, depth, part, reach, verdict == Verdict.MISMATCH ? Severity.HIGH : null);
    }

    private static TableEntry entry(
            int minute,
            Verdict verdict,
            @Nullable Depth depth,
            boolean part,
            Reach reach,
            @Nullable Severity severity) {
        return new TableEntry(
                "run-" + minute,
                PAIR,
                at(minute),
                verdict,
                severity,
                depth,
                part,
                reach,
                Set.of(),
                10L,
                9L,
                null,
                null,
                null,
                null,
                "A reason.",
                5);
    }

    private static Instant at(int minute) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);
    }
}
