package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Halted;
import dev.reconcile.core.report.Mending;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.TablePair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HaltedSearchTest {

    private static final int ROWS = 12_000;

    /** 600 of them. */
    private static final HaltAbove FIVE_PERCENT = new HaltAbove.Share(BigDecimal.valueOf(5));

    /** Many ranges differ, or each share of the keys is read by itself. */
    private static final RunOptions OPTIONS = RunOptions.DEFAULT
            .withDepth(Depth.ROWS)
            .withSegments(new SegmentOptions(1_500, 1_500, Duration.ofSeconds(1)))
            .withRows(RowOptions.DEFAULT
                    .confirmed(Duration.ZERO, 1)
                    .showing(ShownValues.OF_DIFFERENCES)
                    .withKeysInMemory(4_000)
                    .withMaxDetails(100_000)
                    .haltingAbove(FIVE_PERCENT));

    /** How a table is read. */
    private enum Shape {
        RANGES,
        HASHES,
        NO_KEY;

        InMemoryTable table(String name) {
            return switch (this) {
                case RANGES -> Reconciled.orders(name);
                case HASHES -> Reconciled.unordered(name);
                case NO_KEY ->
                    InMemoryTable.named(name)
                            .column("id", new ValueType.Whole())
                            .column("total", new ValueType.FixedDecimal(10, 2))
                            .column("note", new ValueType.Text(50, false));
            };
        }

        InMemoryTable source() {
            return table("dbo.orders");
        }

        InMemoryTable target() {
            return table("public.orders");
        }

        TablePair pair() {
            return this == HASHES ? PAIR.withKey(List.of("id")) : PAIR;
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_rest_is_not_sought_once_too_many_rows_are_known_to_differ(Shape shape) {
        InMemoryTable source = filled(shape.source(), "old", 0, ROWS);
        InMemoryTable target = filled(shape.target(), "new", 0, ROWS);

        Report report = run(source, target, shape.pair(), OPTIONS, new RunListener() {});

        TableReport table = only(report);
        RowsReport rows = rows(table);
        Halted halted = Objects.requireNonNull(rows.halted());
        assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(table.isHalted()).isTrue();
        assertThat(rows.different()).isBetween(601L, ROWS / 2L);
        assertThat(rows.details()).hasSize((int) rows.different());
        assertThat(halted.above()).isEqualTo("5% of the rows");
        assertThat(halted.rowsToSearch()).isEqualTo(ROWS);
        assertThat(halted.searchedRows()).isBetween(1L, ROWS / 2L);
        assertThat(table.reasons().get(0))
                .startsWith("More than 5% of the rows differ: halted after ")
                .endsWith(
                        " of the 12,000 rows among which they were sought. The numbers of rows that differ are those of"
                                + " the part that was searched.");
        assertThat(report.summary())
                .isEqualTo("Reconciliation found discrepancies in 1 of 1 table (1 halted before all rows that differ"
                        + " were found).");
        assertThat(report.recommendations())
                .contains("Not all rows that differ were found in orders: so many differ that the search was halted."
                        + " Consider loading the table anew; for every row compare without --halt-above.");
    }

    @Test
    void what_is_read_together_where_a_search_may_halt_is_little() {
        int all = 90_000;
        InMemoryTable source = filled(Shape.RANGES.source(), "old", 0, all);
        InMemoryTable target = filled(Shape.RANGES.target(), "new", 0, all);
        RunOptions options = OPTIONS.withSegments(new SegmentOptions(15_000, 15_000, Duration.ofSeconds(1)))
                .withRows(OPTIONS.rows().withKeysInMemory(1_000_000).haltingAbove(new HaltAbove.Rows(100)));

        RowsReport rows = rows(only(run(source, target, PAIR, options, new RunListener() {})));

        assertThat(Objects.requireNonNull(rows.halted()).searchedRows()).isEqualTo(15_000);
        assertThat(rows.different()).isEqualTo(15_000);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_halted_unless_somebody_asks_for_it(Shape shape) {
        InMemoryTable source = filled(shape.source(), "old", 0, ROWS);
        InMemoryTable target = filled(shape.target(), "new", 0, ROWS);
        RowOptions notHalted = RowOptions.DEFAULT.confirmed(Duration.ZERO, 1).withKeysInMemory(4_000);

        RowsReport rows =
                rows(only(run(source, target, shape.pair(), OPTIONS.withRows(notHalted), new RunListener() {})));

        assertThat(rows.halted()).isNull();
        assertThat(rows.different()).isEqualTo(shape == Shape.NO_KEY ? 2 * ROWS : ROWS);
    }

    @ParameterizedTest
    @EnumSource
    void as_many_as_may_differ_do_not_halt_it_and_one_more_does_where_something_is_left(Shape shape) {
        InMemoryTable source = filled(shape.source(), "same", 0, ROWS);
        InMemoryTable lacking600 = filled(shape.target(), "same", 600, ROWS);
        InMemoryTable lacking6000 = filled(shape.target(), "same", 6_000, ROWS);

        RowsReport exact = rows(only(run(source, lacking600, shape.pair(), OPTIONS, new RunListener() {})));
        TableReport halted = only(run(source, lacking6000, shape.pair(), OPTIONS, new RunListener() {}));

        assertThat(exact.halted()).isNull();
        assertThat(exact.missing()).isEqualTo(600);
        assertThat(rows(halted).halted()).isNotNull();
        assertThat(rows(halted).missing()).isBetween(601L, 5_999L);
    }

    @Test
    void the_counts_are_those_of_the_whole_table_and_the_rows_that_were_found_are_at_least_so_many() {
        InMemoryTable source = filled(Shape.RANGES.source(), "same", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "same", 6_000, ROWS);

        Report report = run(source, target, PAIR, OPTIONS, new RunListener() {});

        RowCounts counts = (RowCounts) report.discrepancies().get(0).details();
        long found = rows(only(report)).missing();
        assertThat(counts).isEqualTo(new RowCounts(ROWS, ROWS - 6_000, found, 0));
        assertThat(found).isLessThan(6_000);
        assertThat(report.recommendations().get(0))
                .startsWith(String.format(
                        "Target database is missing at least %1$,d rows (orders: at least %1$,d)", found));
    }

    @Test
    void counts_that_differ_for_rows_that_were_not_sought_are_said() {
        InMemoryTable source = filled(Shape.RANGES.source(), "old", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "new", 0, 10_000);
        RunOptions manyRanges = OPTIONS.withSegments(new SegmentOptions(60, 60, Duration.ofSeconds(1)));

        TableReport table = only(run(source, target, PAIR, manyRanges, new RunListener() {}));

        assertThat(rows(table).missing()).isZero();
        assertThat(table.reasons())
                .contains("The row counts differed when they were read: 12,000 in the source, 10,000 in the target.");
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_rows_are_the_fewest_of_which_any_is_left_out(Shape shape) {
        InMemoryTable target = shape.target();

        RowsReport small = rows(only(
                run(filled(shape.source(), "same", 0, 9_999), target, shape.pair(), OPTIONS, new RunListener() {})));
        RowsReport large = rows(only(
                run(filled(shape.source(), "same", 0, 10_000), target, shape.pair(), OPTIONS, new RunListener() {})));

        assertThat(small.halted()).isNull();
        assertThat(small.missing()).isEqualTo(9_999);
        assertThat(large.halted()).isNotNull();
    }

    @Test
    void what_was_found_last_needs_no_halt() {
        InMemoryTable source = filled(Shape.RANGES.source(), "old", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "new", 0, ROWS);

        RowsReport rows = rows(only(run(
                source,
                target,
                PAIR,
                OPTIONS.withRows(OPTIONS.rows().withKeysInMemory(100_000)),
                new RunListener() {})));

        assertThat(rows.halted()).isNull();
        assertThat(rows.changed()).isEqualTo(ROWS);
    }

    /** Memory would hold all of them: only the rule makes it settle any before the last range is read. */
    @Test
    void what_is_in_hand_is_settled_as_soon_as_it_may_be_too_much() {
        InMemoryTable source = filled(Shape.RANGES.source(), "old", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "new", 0, ROWS);
        RunOptions manyRanges = OPTIONS.withSegments(new SegmentOptions(60, 60, Duration.ofSeconds(1)))
                .withRows(OPTIONS.rows().withKeysInMemory(100_000));

        RowsReport rows = rows(only(run(source, target, PAIR, manyRanges, new RunListener() {})));

        assertThat(Objects.requireNonNull(rows.halted()).searchedRows()).isEqualTo(rows.different());
        assertThat(rows.changed()).isBetween(601L, ROWS - 1L);
    }

    @ParameterizedTest
    @EnumSource
    void suspects_that_turn_out_to_be_late_halt_nothing(Shape shape) {
        InMemoryTable source = filled(shape.source(), "new", 0, ROWS);
        InMemoryTable target = filled(shape.target(), "old", 0, ROWS);

        TableReport table =
                only(run(source, target, shape.pair(), later(), whenLookingAgain(1, () -> caughtUp(target, 0))));

        assertThat(table.isHalted()).isFalse();
        assertThat(rows(table).different()).isZero();
        // Nothing tells rows without a key from others of the shares that were not read again.
        assertThat(table.verdict()).isEqualTo(shape == Shape.NO_KEY ? Verdict.INCONCLUSIVE : Verdict.MATCH);
    }

    @ParameterizedTest
    @EnumSource
    void the_rest_is_compared_where_only_some_of_the_suspects_differ(Shape shape) {
        InMemoryTable source = filled(shape.source(), "new", 0, ROWS);
        InMemoryTable target = filled(shape.target(), "old", 0, ROWS);

        RowsReport rows = rows(only(
                run(source, target, shape.pair(), later(), whenLookingAgain(1, () -> caughtUp(target, 200)))));

        assertThat(rows.halted()).isNull();
        assertThat(rows.different()).isEqualTo(shape == Shape.NO_KEY ? 400 : 200);
        assertThat(rows.inFlight() + rows.unsettled()).isPositive();
    }

    @Test
    void accepted_rows_halt_nothing() {
        AcceptedDifference any = AcceptedDifference.all(
                "accepted[1]", "Ticket 4711", LocalDate.ofInstant(Reconciled.NOW, ZoneOffset.UTC));
        InMemoryTable source = filled(Shape.RANGES.source(), "same", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "same", 5_000, ROWS);

        TableReport table = only(run(source, target, PAIR.withAccepted(List.of(any)), OPTIONS, new RunListener() {}));

        assertThat(table.isHalted()).isFalse();
        assertThat(table.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(rows(table).acceptedRows()).isEqualTo(5_000);
    }

    @Test
    void a_number_of_rows_is_a_limit_too() {
        InMemoryTable source = filled(Shape.RANGES.source(), "old", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "new", 0, ROWS);

        TableReport table = only(run(
                source,
                target,
                PAIR,
                OPTIONS.withRows(OPTIONS.rows().haltingAbove(new HaltAbove.Rows(2_000))),
                new RunListener() {}));

        assertThat(rows(table).changed()).isBetween(2_001L, ROWS / 2L);
        assertThat(table.reasons().get(0)).startsWith("More than 2,000 rows differ: halted after ");
    }

    @Test
    void mending_all_that_was_found_is_not_enough_for_a_recheck() {
        InMemoryTable source = filled(Shape.RANGES.source(), "same", 0, ROWS);
        InMemoryTable target = filled(Shape.RANGES.target(), "same", 6_000, ROWS);
        Report halted = run(source, target, PAIR, OPTIONS, new RunListener() {});
        filled(target, "same", 0, 6_000);

        RecheckReport recheck = new Rechecker(
                        InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .recheck(
                        halted,
                        FoundRows.OF_THE_REPORT,
                        table -> PAIR,
                        OPTIONS,
                        new RunListener() {},
                        new Cancellation());

        assertThat(recheck.tables()).singleElement().satisfies(table -> {
            assertThat(table.mended()).isEqualTo(table.findings());
            assertThat(table.mending()).isEqualTo(Mending.NOT_RECHECKED);
            assertThat(table.reasons())
                    .containsExactly("The run halted the search for the rows that differ, so there may be more than it"
                            + " found. Run again.");
        });
    }

    @Test
    void what_is_reported_is_true_of_any_tables_and_exact_unless_it_says_otherwise() {
        Seeds.each(6, random -> {
            Shape shape = Shape.values()[random.nextInt(3)];
            InMemoryTable source = shape.source();
            InMemoryTable target = shape.target();
            Set<Long> different = fill(source, target, random);
            HaltAbove above = random.nextBoolean()
                    ? new HaltAbove.Rows(1 + random.nextInt(2 * different.size() + 1))
                    : new HaltAbove.Share(BigDecimal.valueOf(1 + random.nextInt(1_000), 1));
            RunOptions options = OPTIONS.withSegments(new SegmentOptions(
                            500 + random.nextInt(500), 1_000 + random.nextInt(5_000), Duration.ofSeconds(1)))
                    .withRows(OPTIONS.rows()
                            .withKeysInMemory(2_000 + random.nextInt(8_000))
                            .haltingAbove(above));

            Report report = run(source, target, shape.pair(), options, new RunListener() {});

            TableReport table = only(report);
            if (different.isEmpty()) {
                assertThat(report.status()).isEqualTo(Status.PASS);
                return;
            }
            assertThat(table.verdict()).isEqualTo(Verdict.MISMATCH);
            RowsReport rows = rows(table);
            Set<Long> found = new HashSet<>();
            rows.details().forEach(row -> found.add(id(row)));
            if (rows.halted() == null) {
                assertThat(found).isEqualTo(different);
            } else {
                long fuller = Math.max(
                        Objects.requireNonNull(table.sourceCount()), Objects.requireNonNull(table.targetCount()));
                assertThat(rows.different()).isGreaterThan(above.most(fuller));
                assertThat(different).containsAll(found);
            }
        });
    }

    /** Rows of which some stretches or a scattering differ; gives the ids of those that do. */
    private static Set<Long> fill(InMemoryTable source, InMemoryTable target, Random random) {
        Set<Long> different = new HashSet<>();
        double density = random.nextInt(4) == 0 ? 0 : random.nextDouble();
        int stretch = 1 + random.nextInt(3_000);
        for (long id = 0; id < 10_000 + stretch; id++) {
            boolean differs = id % stretch < stretch * density / 2;
            int kind = differs ? random.nextInt(3) : 3;
            if (kind != 0) {
                source.row(id, null, "same");
            }
            if (kind != 1) {
                target.row(id, null, kind == 2 ? "other" : "same");
            }
            if (differs) {
                different.add(id);
            }
        }
        return different;
    }

    private static long id(RowDifference row) {
        return ((Value.Whole) row.key().get(0).value()).value();
    }

    private static RunOptions later() {
        return OPTIONS.withRows(OPTIONS.rows().confirmed(Duration.ofMillis(10), 2));
    }

    /** The target comes to hold what the source does, from this row on. */
    private static void caughtUp(InMemoryTable target, int from) {
        target.delete(row -> (Long) Objects.requireNonNull(row.get(0)) >= from);
        filled(target, "new", from, ROWS);
    }

    private static RunListener whenLookingAgain(int time, Runnable action) {
        List<Long> looks = new ArrayList<>();
        return new RunListener() {
            @Override
            public void lookingAgain(TablePair pair, long rows, Duration wait) {
                looks.add(rows);
                if (looks.size() == time) {
                    action.run();
                }
            }
        };
    }

    private static InMemoryTable filled(InMemoryTable table, String note, int from, int to) {
        for (int id = from; id < to; id++) {
            table.row(id, null, note);
        }
        return table;
    }

    private static Report run(
            InMemoryTable source, InMemoryTable target, TablePair pair, RunOptions options, RunListener listener) {
        return new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), Reconciled.CLOCK)
                .run(List.of(pair), options, listener, new Cancellation());
    }

    private static RowsReport rows(TableReport table) {
        return Objects.requireNonNull(table.rows());
    }
}
