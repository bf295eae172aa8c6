package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static dev.reconcile.core.run.Reconciled.reconcile;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static dev.reconcile.core.run.Reconciled.unordered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RowsThatDifferTest {

    private static final RunOptions ROWS = RunOptions.DEFAULT
            .withDepth(Depth.ROWS)
            .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 1).showing(ShownValues.OF_DIFFERENCES));

    private static final RunOptions LATER = ROWS.withRows(ROWS.rows().confirmed(Duration.ofMillis(1), 2));

    @Test
    void each_row_is_named_with_its_kind_and_its_columns() {
        InMemoryTable source =
                source().row(1, null, "same").row(2, null, "missing").row(3, null, "old");
        InMemoryTable target = target().row(1, null, "same").row(3, null, "new").row(4, null, "extra");

        TableReport table = only(reconcile(source, target, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(table.compared()).isEqualTo(Depth.ROWS);
        assertThat(described(table))
                .containsExactlyInAnyOrder("MISSING 2 []", "EXTRA 4 []", "CHANGED 3 [note old new]");
    }

    @Test
    void whoever_watches_is_given_whole_rows_and_what_was_read_and_the_report_keeps_neither() {
        InMemoryTable source = source().row(2, null, "missing").row(3, null, "old");
        InMemoryTable target = target().row(3, null, "new").row(4, null, "extra");
        List<String> seen = new ArrayList<>();
        RunListener watching = new RunListener() {
            @Override
            public void rowsSought(TablePair pair, TableRead from, TableRead to) {
                seen.add(from.table().name() + " " + names(from) + " -> "
                        + to.table().name() + " " + names(to));
            }

            @Override
            public void rowDiffers(TablePair pair, RowDifference row) {
                seen.add(row.kind() + " " + texts(row.sourceRow()) + " -> " + texts(row.targetRow()));
            }
        };

        Report report = new Reconciler(
                        InMemoryDatabase.of(source), InMemoryDatabase.of(target), InstantSource.fixed(Instant.EPOCH))
                .run(List.of(Reconciled.PAIR), ROWS, watching, new Cancellation());

        assertThat(seen)
                .startsWith("dbo.orders [id, total, note] -> public.orders [id, total, note]")
                .containsExactlyInAnyOrder(
                        "dbo.orders [id, total, note] -> public.orders [id, total, note]",
                        "MISSING [2, NULL, missing] -> []",
                        "EXTRA [] -> [4, NULL, extra]",
                        "CHANGED [3, NULL, old] -> [3, NULL, new]");
        assertThat(rows(only(report)).details()).hasSize(3).allSatisfy(row -> {
            assertThat(row.sourceRow()).isEmpty();
            assertThat(row.targetRow()).isEmpty();
        });
    }

    private static List<String> names(TableRead read) {
        return read.columns().stream().map(column -> column.column().name()).toList();
    }

    private static List<String> texts(List<Value> row) {
        return row.stream().map(Value::text).toList();
    }

    @Test
    void missing_and_extra_rows_among_different_counts_are_a_finding_of_counts_alone() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b").row(3, null, "c");
        InMemoryTable target = target().row(1, null, "a").row(4, null, "d");

        Report report = reconcile(source, target, ROWS);

        assertThat(report.discrepancies()).hasSize(1);
        assertThat(report.discrepancies().get(0).details()).isEqualTo(new RowCounts(3, 2, 2, 1));
    }

    @Test
    void a_changed_row_is_a_finding_of_contents() {
        Report report = reconcile(source().row(1, null, "a"), target().row(1, null, "b"), ROWS);

        assertThat(report.discrepancies())
                .singleElement()
                .satisfies(found -> assertThat(found.details()).isInstanceOf(Contents.class));
    }

    @Test
    void an_updated_key_is_a_missing_and_an_extra_row() {
        TableReport table = only(reconcile(source().row(1, null, "a"), target().row(2, null, "a"), ROWS));

        assertThat(described(table)).containsExactlyInAnyOrder("MISSING 1 []", "EXTRA 2 []");
    }

    @Test
    void rows_without_a_key_differ_by_how_often_they_stand_there() {
        InMemoryTable source = keyless("dbo.orders").row(7).row(7).row(7).row((Object) null);
        InMemoryTable target = keyless("public.orders").row(7).row(8);

        TableReport table = only(reconcile(source, target, ROWS));

        assertThat(described(table)).containsExactlyInAnyOrder("MISSING 7 [] x2", "MISSING NULL []", "EXTRA 8 []");
        assertThat(rows(table).missing()).isEqualTo(3);
        assertThat(rows(table).extra()).isEqualTo(1);
    }

    @Test
    void duplicates_of_a_key_in_the_target_are_extra_rows() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b");
        InMemoryTable target =
                target().row(1, null, "a").row(1, null, "a").row(2, null, "x").row(2, null, "y");

        TableReport table = only(reconcile(source, target, ROWS));

        assertThat(rows(table).extra()).isEqualTo(2);
        assertThat(rows(table).changed()).isEqualTo(1);
        assertThat(rows(table).missing()).isZero();
    }

    @Test
    void rows_with_null_in_a_configured_key_are_told_apart() {
        TablePair byNote = Reconciled.PAIR.withKey(List.of("note"));
        InMemoryTable source = source().row(1, null, null).row(2, null, "b");
        InMemoryTable target = target().row(9, null, null).row(2, null, "b");

        TableReport table = only(reconcile(source, target, byNote, ROWS));

        assertThat(described(table)).containsExactly("CHANGED NULL [id 1 9]");
    }

    @Test
    void keys_that_collide_once_reduced_are_a_finding_and_their_rows_found() {
        InMemoryTable source = timed("dbo.orders", 7)
                .row(LocalDateTime.parse("2024-01-01T00:00:00.1234561"), 1)
                .row(LocalDateTime.parse("2024-01-01T00:00:00.1234562"), 2);
        InMemoryTable target = timed("public.orders", 6).row(LocalDateTime.parse("2024-01-01T00:00:00.123456"), 2);

        Report report = reconcile(source, target, ROWS);

        TableReport table = only(report);
        assertThat(rows(table).missing()).isEqualTo(1);
        assertThat(rows(table).changed()).isZero();
        assertThat(rows(table).keyCollisions()).isEqualTo(1);
        assertThat(report.discrepancies())
                .extracting(Discrepancy::details)
                .containsExactly(new RowCounts(2, 1, 1, 0), new CollidingKeys(List.of("at"), 1));
        assertThat(table.reasons())
                .contains("Several rows of one side share a key once it is reduced to what both sides hold: 1 key.");
    }

    @Test
    void more_differences_than_fit_in_memory_are_counted_exactly() {
        InMemoryTable source = source();
        InMemoryTable target = target();
        for (int i = 0; i < 1_200; i++) {
            source.row(i, null, "source");
            if (i % 3 > 0) {
                target.row(i, null, "target");
            }
            target.row(-1 - i, null, "extra");
        }
        RunOptions options = ROWS.withRows(ROWS.rows().withKeysInMemory(1_000).withMaxDetails(10));

        RowsReport rows = rows(only(reconcile(source, target, options)));

        assertThat(rows.missing()).isEqualTo(400);
        assertThat(rows.changed()).isEqualTo(800);
        assertThat(rows.extra()).isEqualTo(1_200);
        assertThat(rows.details()).hasSize(10);
        assertThat(rows.detailsLeftOut()).isEqualTo(2_390);
    }

    @Test
    void a_read_that_is_begun_again_takes_no_row_twice() {
        InMemoryTable source = source().cannotHash("The test says so.")
                .restartsAfter(2, 2)
                .row(1, null, "a")
                .row(2, null, "b")
                .row(3, null, "c");
        InMemoryTable target = target().row(1, null, "a").row(2, null, "b").row(3, null, "x");

        TableReport table = only(reconcile(source, target, ROWS));

        assertThat(described(table)).containsExactly("CHANGED 3 [note c x]");
    }

    @Test
    void a_row_that_was_deleted_before_it_was_looked_at_is_in_flight() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "gone soon");
        beforeRead(source, 3, () -> source.delete(row -> Long.valueOf(2).equals(row.get(0))));

        TableReport table = only(reconcile(source, target().row(1, null, "a"), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rows(table).inFlight()).isEqualTo(1);
    }

    @Test
    void a_row_that_is_still_there_but_not_found_by_its_key_leaves_the_answer_open() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "hidden from lookups");
        // Two lookups, then the read of the buckets, three times.
        for (int read = 3; read <= 9; read += 3) {
            beforeRead(source, read, () -> source.delete(row -> Long.valueOf(2).equals(row.get(0))));
            beforeRead(source, read + 2, () -> source.row(2, null, "hidden from lookups"));
        }

        TableReport table = only(reconcile(source, target().row(1, null, "a"), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rows(table).unsettled()).isEqualTo(1);
    }

    @Test
    void a_key_that_is_taken_again_after_it_was_looked_for_is_looked_for_once_more() {
        InMemoryTable source = source().row(1, null, "a").row(2, null, "b");
        beforeRead(source, 3, () -> source.delete(row -> Long.valueOf(2).equals(row.get(0))));
        beforeRead(source, 5, () -> source.row(2, null, "b"));

        TableReport table = only(reconcile(source, target().row(1, null, "a"), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(described(table)).containsExactly("MISSING 2 []");
    }

    @Test
    void sums_that_agree_when_they_are_read_again_match_and_say_so() {
        InMemoryTable target = target();
        beforeRead(target, 2, () -> target.row(1, null, "a"));

        TableReport table = only(reconcile(source().row(1, null, "a"), target, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.reasons())
                .containsExactly(
                        "The contents differed when they were read first, and agreed when they were read again.",
                        "The row counts agree, and so do the contents of all 3 columns compared.");
    }

    @Test
    void sums_that_differ_each_time_while_no_row_does_leave_the_answer_open() {
        InMemoryTable target = target().row(1, null, "a");
        // The sums are read, and then the rows of their ranges.
        comesAndGoes(target, 2);

        TableReport table = only(reconcile(source().row(1, null, "a"), target, ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.reasons()).singleElement().asString().contains("no row differed");
    }

    @Test
    void more_ranges_that_differ_than_one_statement_takes_are_read_as_one() {
        InMemoryTable source = source();
        InMemoryTable target = target();
        for (int i = 0; i < 800; i++) {
            source.row(i, null, "a");
            target.row(i, null, i >= 180 && i % 2 == 0 ? "b" : "a");
        }
        InMemoryDatabase sources = InMemoryDatabase.of(source);
        // Twice 10, twice 80, and then the rest.
        SegmentOptions segments = new SegmentOptions(10, 1_000, Duration.ofSeconds(1));

        TableReport table = only(new Reconciler(sources, InMemoryDatabase.of(target), Reconciled.CLOCK)
                .run(List.of(PAIR), Reconciled.oneAtATime(ROWS.withSegments(segments))));

        assertThat(table.rows().changed()).isEqualTo(310);
        assertThat(table.bucketsDifferent()).isEqualTo(310);
        assertThat(sources.reads()).containsOnlyOnce("hashedKeys dbo.orders");
    }

    /** A row that is there whenever sums are read. */
    private void comesAndGoes(InMemoryTable table, int readsOfARound) {
        for (int read = 1; read <= 3 * readsOfARound; read += readsOfARound) {
            beforeRead(table, read, () -> table.row(2, null, "b"));
            beforeRead(
                    table, read + 1, () -> table.delete(row -> Long.valueOf(2).equals(row.get(0))));
        }
    }

    @Test
    void sums_of_hashes_that_differ_each_time_while_no_row_does_leave_the_answer_open() {
        InMemoryTable target = unordered("public.orders").row(1, null, "a");
        // The sums are read, then the rows of their buckets, then those of all buckets, because the row has gone.
        comesAndGoes(target, 3);

        TableReport table =
                only(reconcile(unordered("dbo.orders").row(1, null, "a"), target, PAIR.withKey(List.of("id")), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(table.reasons()).singleElement().asString().contains("no row differed");
    }

    @Test
    void a_damaged_row_that_changes_between_the_reads_is_found_in_its_range() {
        assertDamageIsFound(source().row(1, null, "a").row(2, null, "late"), target().row(1, null, "damaged"));
    }

    @Test
    void a_damaged_row_that_changes_between_the_reads_is_found_in_whatever_bucket_it_is_then() {
        assertDamageIsFound(
                unordered("dbo.orders").row(1, null, "a").row(2, null, "late"),
                unordered("public.orders").row(1, null, "damaged"));
    }

    private void assertDamageIsFound(InMemoryTable source, InMemoryTable target) {
        beforeRead(source, 2, () -> changeFirst(source, "b"));
        beforeRead(target, 2, () -> changeFirst(target, "damaged again"));
        beforeRead(target, 3, () -> target.row(2, null, "late"));

        TableReport table = only(reconcile(source, target, PAIR.withKey(List.of("id")), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(described(table)).containsExactly("CHANGED 1 [note b damaged again]");
    }

    private static void changeFirst(InMemoryTable table, String note) {
        table.delete(row -> Long.valueOf(1).equals(row.get(0)));
        table.row(1, null, note);
    }

    @Test
    void equal_tables_are_not_searched() {
        TableReport table = only(reconcile(source().row(1, null, "a"), target().row(1, null, "a"), ROWS));

        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(table.rows()).isNull();
    }

    private final Map<InMemoryTable, Map<Integer, Runnable>> actions = new HashMap<>();

    /** Does something to a table just before a read of it, counted from 1. */
    private void beforeRead(InMemoryTable table, int read, Runnable action) {
        Map<Integer, Runnable> ofTable = actions.computeIfAbsent(table, fresh -> {
            Map<Integer, Runnable> byRead = new HashMap<>();
            AtomicInteger reads = new AtomicInteger();
            fresh.runsAfter(
                    0,
                    () -> byRead.getOrDefault(reads.incrementAndGet(), () -> {}).run());
            return byRead;
        });
        ofTable.put(read, action);
    }

    @Test
    void rows_without_a_key_that_are_given_up_for_want_of_memory_are_not_taken_for_late() {
        InMemoryTable source = keyless("dbo.orders");
        InMemoryTable target = keyless("public.orders");
        for (int n = 0; n < 900; n++) {
            source.row(n);
        }
        beforeRead(target, 3, () -> {
            for (int n = 10_000; n < 20_000; n++) {
                target.row(n);
            }
        });
        RunOptions fewInMemory = ROWS.withRows(
                RowOptions.DEFAULT.confirmed(Duration.ofMillis(1), 2).withKeysInMemory(1_000));

        RowsReport rows = rows(only(reconcile(source, target, fewInMemory)));

        assertThat(rows.inFlight()).isZero();
        assertThat(rows.missing()).isPositive();
        assertThat(rows.unsettled()).isPositive();
        assertThat(rows.missing() + rows.unsettled()).isEqualTo(900);
    }

    @Test
    void a_damaged_row_without_a_key_that_changes_between_the_looks_leaves_the_answer_open() {
        InMemoryTable source = keyless("dbo.orders").row(1).row(100);
        InMemoryTable target = keyless("public.orders").row(1).row(200);
        beforeRead(source, 3, () -> source.delete(row -> true).row(1).row(101));
        beforeRead(target, 3, () -> target.delete(row -> true).row(1).row(201));

        TableReport table = only(reconcile(source, target, LATER));

        assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rows(table).unsettled()).isEqualTo(2);
        assertThat(rows(table).inFlight()).isZero();
        assertThat(table.reasons())
                .singleElement()
                .asString()
                .contains("Rows without a key that differed at first, while others differed later: 2");
    }

    @Test
    void rows_without_a_key_that_are_only_late_match_once_nothing_new_differs() {
        InMemoryTable source = keyless("dbo.orders").row(1).row(2).row(3);
        InMemoryTable target = keyless("public.orders").row(1).row(-2);
        beforeRead(target, 3, () -> target.delete(row -> true).row(1).row(2).row(3));

        TableReport table = only(reconcile(source, target, LATER));

        assertThat(table.verdict()).as("%s", table).isEqualTo(Verdict.MATCH);
        assertThat(rows(table).inFlight()).isEqualTo(3);
    }

    @Test
    void a_difference_that_lasts_beside_late_rows_without_a_key_is_found_and_hides_none() {
        InMemoryTable source = keyless("dbo.orders").row(1).row(2).row(3);
        InMemoryTable target = keyless("public.orders").row(1);
        beforeRead(target, 3, () -> target.row(2));

        TableReport table = only(reconcile(source, target, LATER));

        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(described(table)).containsExactly("MISSING 3 []");
        assertThat(rows(table).inFlight()).isEqualTo(1);
        assertThat(rows(table).unsettled()).isZero();
    }

    private static InMemoryTable keyless(String name) {
        return InMemoryTable.named(name).column("n", new ValueType.Whole());
    }

    private static InMemoryTable timed(String name, int digits) {
        return InMemoryTable.named(name)
                .requiredColumn("at", new ValueType.Timestamp(digits))
                .requiredColumn("n", new ValueType.Whole())
                .primaryKey("at");
    }

    private static RowsReport rows(TableReport table) {
        RowsReport rows = table.rows();
        assertThat(rows).as("%s", table).isNotNull();
        return rows;
    }

    private static List<String> described(TableReport table) {
        return rows(table).details().stream().map(RowsThatDifferTest::described).toList();
    }

    private static String described(RowDifference row) {
        String key = row.key().stream().map(k -> k.value().text()).collect(Collectors.joining(","));
        List<String> columns = row.columns().stream()
                .map(c ->
                        c.column() + " " + c.source().text() + " " + c.target().text())
                .toList();
        return row.kind() + " " + key + " " + columns + (row.occurrences() > 1 ? " x" + row.occurrences() : "");
    }
}
