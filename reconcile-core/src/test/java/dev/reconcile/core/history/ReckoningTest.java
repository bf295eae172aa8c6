package dev.reconcile.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.history.Finding.End;
import dev.reconcile.core.history.Finding.Resolution;
import dev.reconcile.core.history.TableOutcome.Coverage;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.UncomparedColumn;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.ColumnRules;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReckoningTest {

    private static final int ROOM = 100;
    private static final Set<String> COLUMNS = Set.of("id", "price", "note");

    private long ids;

    @Test
    void a_row_seen_in_two_runs_is_one_finding() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, changed("17", "price")));
        Reckoning second = Reckoning.of(first, outcome(2, Coverage.ALL_ROWS, changed("17", "note")), ROOM);

        assertThat(second.added()).isEmpty();
        assertThat(second.changed()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(1);
            assertThat(finding.firstSeen()).isEqualTo(at(1));
            assertThat(finding.lastSeen()).isEqualTo(at(2));
            assertThat(finding.timesSeen()).isEqualTo(2);
            assertThat(finding.row().columns()).containsExactly("note");
            assertThat(finding.isOpen()).isTrue();
        });
    }

    @Test
    void a_row_that_changes_how_it_differs_stays_one_finding() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));
        Reckoning second = Reckoning.of(first, outcome(2, Coverage.ALL_ROWS, changed("17", "price")), ROOM);

        assertThat(second.added()).isEmpty();
        assertThat(second.changed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.row().kind()).isEqualTo(Kind.CHANGED));
    }

    @Test
    void a_number_in_a_key_is_the_same_with_more_zeros_behind_its_point() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, keyed(decimal("1000.5"), Kind.EXTRA)));
        TableOutcome again = outcome(2, Coverage.ALL_ROWS, keyed(decimal("1000.50"), Kind.MISSING));
        List<Finding> second = open(first, again);

        assertThat(second).singleElement().satisfies(finding -> {
            assertThat(finding.firstSeen()).isEqualTo(at(1));
            assertThat(finding.lastSeen()).isEqualTo(at(2));
            assertThat(finding.row()).isEqualTo(again.rows().get(0));
        });
        assertThat(open(second, outcome(3, Coverage.ALL_ROWS, keyed(new Value.Whole(1000), Kind.EXTRA))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.firstSeen()).isEqualTo(at(3)));
    }

    @Test
    void digits_in_a_text_are_no_number() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("7.5", Kind.EXTRA)));

        assertThat(open(first, outcome(2, Coverage.ALL_ROWS, row("7.50", Kind.EXTRA))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.firstSeen()).isEqualTo(at(2)));
    }

    @Test
    void a_row_that_differed_in_a_column_that_cannot_be_compared_now_stays_open() {
        List<Finding> first = open(
                List.of(),
                outcome(1, Coverage.ALL_ROWS, changed("17", "note"), changed("18", "price"), row("19", Kind.MISSING)));

        assertThat(Reckoning.of(first, without("note", 2), ROOM).changed())
                .extracting(finding -> finding.row().columns())
                .containsExactlyInAnyOrder(List.of("price"), List.of());
        assertThat(Reckoning.of(first, without("id", 2), ROOM).changed())
                .as("the key")
                .isEmpty();
    }

    @Test
    void what_nobody_asked_to_leave_out_could_not_be_compared() {
        TableReport report = new TableReport(
                "dbo.orders",
                "orders",
                Verdict.INCONCLUSIVE,
                List.of("Not all columns can be compared."),
                Depth.ROWS,
                null,
                null,
                null,
                null,
                null,
                List.of("id"),
                List.of("id"),
                List.of(
                        new UncomparedColumn("note", "No common canonical type.", false),
                        new UncomparedColumn("secret", "Excluded by the settings.", true)),
                List.of(),
                5);
        Reach reach = Reach.of(
                TablePair.of("dbo.orders", "orders"),
                report,
                List.of(Discrepancy.of("dbo.orders", "orders", new UnpairedColumn("gone", "money"), at(1))));

        assertThat(TableOutcome.of(entry(1, reach), report, List.of(), Coverage.ALL_ROWS)
                        .incomparable())
                .containsExactlyInAnyOrder("note", "gone");
    }

    @Test
    void a_row_that_was_compared_and_not_seen_to_differ_is_resolved() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));

        assertThat(Reckoning.of(first, outcome(2, Coverage.ALL_ROWS), ROOM).changed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.end()).isEqualTo(new End(at(2), "run-2", Resolution.EQUAL)));
    }

    @Test
    void a_row_that_may_be_too_young_to_be_compared_is_not_called_equal_alone() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_OLD_ROWS, row("17", Kind.MISSING)));

        assertThat(Reckoning.of(first, outcome(2, Coverage.ALL_OLD_ROWS), ROOM).changed())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.end()).isEqualTo(new End(at(2), "run-2", Resolution.EQUAL_OR_YOUNG)));
    }

    @Test
    void a_row_that_was_not_looked_at_stays_open() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));

        assertThat(Reckoning.of(first, outcome(2, Coverage.THESE_ROWS, row("18", Kind.EXTRA)), ROOM)
                        .changed())
                .isEmpty();
    }

    @Test
    void a_row_whose_column_is_no_longer_compared_is_not_called_equal() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, changed("17", "price")));
        TableOutcome without = made(2, List.of(), Coverage.ALL_ROWS, "", List.of("id"), Set.of("id", "note"), Map.of());

        assertThat(Reckoning.of(first, without, ROOM).changed())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.end()).isEqualTo(new End(at(2), "run-2", Resolution.NOT_COMPARED)));
    }

    @Test
    void a_row_whose_column_has_another_rule_is_not_called_equal_and_by_the_same_rule_it_is() {
        Reach strict = ReachTest.reach(ColumnRules.none());
        Reach near = ReachTest.reach(ColumnRules.of(Map.of("price", ReachTest.within("0.01"))));
        Reach others = ReachTest.reach(ColumnRules.of(Map.of("id", ReachTest.within("0.01"))));
        SightedRow price = changed("17", "price");

        assertThat(resolution(strict, near, price)).isEqualTo(Resolution.NOT_COMPARED);
        assertThat(resolution(near, near, price)).isEqualTo(Resolution.EQUAL);
        assertThat(resolution(near, strict, price)).isEqualTo(Resolution.EQUAL);
        assertThat(resolution(strict, near, row("17", Kind.MISSING))).isEqualTo(Resolution.EQUAL);
        assertThat(resolution(strict, others, row("17", Kind.MISSING))).isEqualTo(Resolution.NOT_COMPARED);
    }

    /** How a row ends that a run saw differ and the next one did not. */
    private Resolution resolution(Reach first, Reach second, SightedRow row) {
        TableOutcome found =
                new TableOutcome(entry(1, first), List.of(row), Coverage.ALL_ROWS, List.of("id"), Map.of());
        TableOutcome gone = new TableOutcome(entry(2, second), List.of(), Coverage.ALL_ROWS, List.of("id"), Map.of());
        return Reckoning.of(open(List.of(), found), gone, ROOM)
                .changed()
                .get(0)
                .end()
                .resolution();
    }

    @Test
    void a_row_that_a_new_filter_may_leave_out_is_not_called_equal() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));
        TableOutcome filtered =
                made(2, List.of(), Coverage.ALL_ROWS, "region = 'EU'", List.of("id"), COLUMNS, Map.of());

        assertThat(Reckoning.of(first, filtered, ROOM).changed())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.end()).isEqualTo(new End(at(2), "run-2", Resolution.NOT_COMPARED)));
    }

    @Test
    void a_run_over_every_row_resolves_what_one_with_a_filter_found() {
        TableOutcome filtered = made(
                1,
                List.of(row("17", Kind.MISSING)),
                Coverage.ALL_ROWS,
                "region = 'EU'",
                List.of("id"),
                COLUMNS,
                Map.of());
        List<Finding> first = open(List.of(), filtered);

        assertThat(Reckoning.of(first, outcome(2, Coverage.ALL_ROWS), ROOM).changed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.end()).isEqualTo(new End(at(2), "run-2", Resolution.EQUAL)));
    }

    @Test
    void a_row_that_another_key_may_tell_otherwise_is_not_called_equal() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));
        TableOutcome byOther = made(2, List.of(), Coverage.ALL_ROWS, "", List.of("note"), COLUMNS, Map.of());
        TableOutcome byNone = made(2, List.of(), Coverage.ALL_ROWS, "", List.of(), COLUMNS, Map.of());

        for (TableOutcome outcome : List.of(byOther, byNone)) {
            assertThat(Reckoning.of(first, outcome, ROOM).changed())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.end()).isEqualTo(new End(at(2), "run-2", Resolution.NOT_COMPARED)));
        }
    }

    @Test
    void parts_that_are_all_equal_end_what_was_seen_before_the_oldest_of_them() {
        SightedRow row = row("17", Kind.MISSING);
        List<Finding> first = open(List.of(), outcome(2, Coverage.ALL_ROWS, row));

        assertThat(Reckoning.of(first, parts(6, at(3), Set.of()), ROOM).changed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.end()).isEqualTo(new End(at(6), "run-6", Resolution.EQUAL)));
        assertThat(Reckoning.of(first, parts(6, at(3), Set.of(Narrowing.YOUNG_ROWS)), ROOM)
                        .changed())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.end()).isEqualTo(new End(at(6), "run-6", Resolution.EQUAL_OR_YOUNG)));
        assertThat(Reckoning.of(first, parts(6, at(2), Set.of()), ROOM).changed())
                .isEmpty();
        assertThat(Reckoning.of(first, parts(6, null, Set.of()), ROOM).changed())
                .isEmpty();
        List<Finding> accepted =
                first.stream().map(finding -> finding.acceptedBy("OPS-1")).toList();
        assertThat(Reckoning.of(accepted, parts(6, at(3), Set.of()), ROOM).changed())
                .isEmpty();
    }

    /** A part that is equal, as are all others, the oldest of them since then. */
    private static TableOutcome parts(int minute, @Nullable Instant oldest, Set<Narrowing> narrowings) {
        TableEntry entry = new TableEntry(
                "run-" + minute,
                new PairName("nightly", "dbo.orders", "orders"),
                at(minute),
                Verdict.MATCH,
                null,
                Depth.ROWS,
                true,
                oldest,
                new Reach("", COLUMNS),
                narrowings,
                10L,
                10L,
                0L,
                0L,
                0L,
                null,
                "A reason.",
                5);
        return new TableOutcome(entry, List.of(), Coverage.THESE_ROWS, List.of("id"), Map.of());
    }

    @Test
    void an_accepted_row_stays_open_and_says_what_accepts_it() {
        SightedRow row = row("17", Kind.MISSING);
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row));
        TableOutcome accepting = made(
                2,
                List.of(),
                Coverage.ALL_ROWS,
                "",
                List.of("id"),
                COLUMNS,
                Map.of(row.identity(), "tables.accepted[1]"));

        Reckoning second = Reckoning.of(first, accepting, ROOM);

        assertThat(second.changed()).singleElement().satisfies(finding -> {
            assertThat(finding.isOpen()).isTrue();
            assertThat(finding.accepted()).isEqualTo("tables.accepted[1]");
        });
    }

    @Test
    void a_row_that_never_came_to_rest_keeps_a_finding_open_and_begins_none() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));
        SightedRow restless = sighted("17", Kind.MISSING, Confirmation.VOLATILE);
        SightedRow other = sighted("18", Kind.MISSING, Confirmation.VOLATILE);

        Reckoning second = Reckoning.of(first, outcome(2, Coverage.ALL_ROWS, restless, other), ROOM);

        assertThat(second.added()).isEmpty();
        assertThat(second.changed()).singleElement().satisfies(finding -> {
            assertThat(finding.isOpen()).isTrue();
            assertThat(finding.row().certain()).isFalse();
        });
    }

    @Test
    void a_row_that_differs_again_is_another_finding() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));
        List<Finding> second = open(first, outcome(2, Coverage.ALL_ROWS));
        Reckoning third = Reckoning.of(second, outcome(3, Coverage.ALL_ROWS, row("17", Kind.MISSING)), ROOM);

        assertThat(second).isEmpty();
        assertThat(third.added())
                .singleElement()
                .satisfies(finding -> assertThat(finding.firstSeen()).isEqualTo(at(3)));
    }

    @Test
    void no_more_than_the_most_are_open_at_once() {
        List<Finding> first =
                open(List.of(), outcome(1, Coverage.ALL_ROWS, row("1", Kind.EXTRA), row("2", Kind.EXTRA)));
        TableOutcome second =
                outcome(2, Coverage.ALL_ROWS, row("2", Kind.EXTRA), row("3", Kind.EXTRA), row("4", Kind.EXTRA));

        Reckoning reckoning = Reckoning.of(first, second, 2);

        assertThat(reckoning.added()).hasSize(1);
        assertThat(reckoning.changed()).hasSize(2);
    }

    @Test
    void the_same_run_telling_a_row_once_more_does_not_count_it_twice() {
        List<Finding> first = open(List.of(), outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)));

        assertThat(Reckoning.of(first, outcome(1, Coverage.ALL_ROWS, row("17", Kind.MISSING)), ROOM)
                        .changed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.timesSeen()).isEqualTo(1));
    }

    @Test
    void a_word_and_a_null_are_two_keys() {
        assertThat(SightedRow.of(difference(new NamedValue("id", text("NULL"))), false))
                .isNotEqualTo(SightedRow.of(difference(new NamedValue("id", Value.Null.NULL)), false));
        assertThat(identity(new NamedValue("a", text("b")), new NamedValue("c", text("d"))))
                .isNotEqualTo(identity(new NamedValue("a", text("bc")), new NamedValue("", text("d"))));
    }

    @Test
    void a_masked_key_tells_no_row_apart() {
        assertThat(SightedRow.of(difference(new NamedValue("id", Value.Hidden.HIDDEN)), true))
                .isEmpty();
    }

    @Test
    void values_are_remembered_only_where_they_are_to_be() {
        RowDifference changed = new RowDifference(
                Kind.CHANGED,
                List.of(new NamedValue("id", text("17"))),
                List.of(new ChangedColumn("price", text("1"), text("2"))),
                1,
                Confirmation.PERSISTENT);

        assertThat(SightedRow.of(changed, false).orElseThrow().values()).isEmpty();
        assertThat(SightedRow.of(changed, false).orElseThrow().key()).hasSize(1);
        assertThat(SightedRow.of(changed, true).orElseThrow().values())
                .containsExactly(new SightedRow.ChangedCell("price", text("1"), text("2")));
        assertThat(SightedRow.of(changed, false).orElseThrow().withoutKey().key())
                .isEmpty();
    }

    private static String identity(NamedValue... key) {
        return SightedRow.of(difference(key), false).orElseThrow().identity();
    }

    private static RowDifference difference(NamedValue... key) {
        return new RowDifference(Kind.MISSING, List.of(key), List.of(), 1, Confirmation.PERSISTENT);
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static SightedRow row(String key, Kind kind) {
        return sighted(key, kind, Confirmation.PERSISTENT);
    }

    private static SightedRow sighted(String key, Kind kind, Confirmation confirmation) {
        return SightedRow.of(
                        new RowDifference(kind, List.of(new NamedValue("id", text(key))), List.of(), 1, confirmation),
                        false)
                .orElseThrow();
    }

    private static TableOutcome without(String column, int minute) {
        Set<String> compared = new HashSet<>(COLUMNS);
        compared.remove(column);
        return new TableOutcome(
                entry(minute, new Reach("", compared)),
                List.of(),
                Coverage.ALL_ROWS,
                List.of("id"),
                Map.of(),
                new UnlistedRows(),
                Set.of(column));
    }

    private static Value decimal(String number) {
        return new Value.Decimal(new BigDecimal(number));
    }

    private static SightedRow keyed(Value key, Kind kind) {
        return SightedRow.of(
                        new RowDifference(
                                kind, List.of(new NamedValue("id", key)), List.of(), 1, Confirmation.PERSISTENT),
                        false)
                .orElseThrow();
    }

    private static SightedRow changed(String key, String column) {
        return SightedRow.of(
                        new RowDifference(
                                Kind.CHANGED,
                                List.of(new NamedValue("id", text(key))),
                                List.of(new ChangedColumn(column, text("1"), text("2"))),
                                1,
                                Confirmation.PERSISTENT),
                        false)
                .orElseThrow();
    }

    private static TableOutcome outcome(int minute, Coverage coverage, SightedRow... rows) {
        return made(minute, List.of(rows), coverage, "", List.of("id"), COLUMNS, Map.of());
    }

    /** The findings that are open once a store has kept what came of it. */
    private List<Finding> open(List<Finding> before, TableOutcome outcome) {
        Reckoning reckoning = Reckoning.of(before, outcome, ROOM);
        List<Finding> open = new ArrayList<>();
        reckoning.changed().stream().filter(Finding::isOpen).forEach(open::add);
        reckoning.added().stream()
                .map(added -> new Finding(
                        ++ids,
                        added.pair(),
                        added.row(),
                        added.firstSeen(),
                        added.firstRun(),
                        added.lastSeen(),
                        added.lastRun(),
                        added.timesSeen(),
                        added.scope(),
                        added.accepted(),
                        added.end()))
                .forEach(open::add);
        return open;
    }

    private static TableOutcome made(
            int minute,
            List<SightedRow> rows,
            Coverage coverage,
            String scope,
            List<String> key,
            Set<String> columns,
            Map<String, String> accepted) {
        return new TableOutcome(entry(minute, new Reach(scope, columns)), rows, coverage, key, accepted);
    }

    private static TableEntry entry(int minute, Reach reach) {
        return new TableEntry(
                "run-" + minute,
                new PairName("nightly", "dbo.orders", "orders"),
                at(minute),
                Verdict.MISMATCH,
                null,
                Depth.ROWS,
                false,
                reach,
                Set.of(),
                10L,
                9L,
                1L,
                0L,
                0L,
                null,
                "A reason.",
                5);
    }

    private static Instant at(int minute) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * minute);
    }
}
