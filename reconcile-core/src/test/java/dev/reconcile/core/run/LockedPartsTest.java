package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.memory.InMemoryCheckpoints;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.memory.Seeds;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables of which somebody else holds a lock on some rows, in segments of ten. */
class LockedPartsTest {

    private static final TablePair PAIR = TablePair.of("dbo.t", "t");
    private static final String LOCKED = "public.t is locked. Wait. What is said here is said of the others.";

    private final InMemoryTable source = table("dbo.t");
    private final InMemoryTable target = table("public.t");
    private final Watching watching = new Watching();
    private String summary = "";

    private static InMemoryTable table(String name) {
        return InMemoryTable.named(name)
                .column("id", new ValueType.Whole())
                .column("v", new ValueType.Text(9, false))
                .uniqueIndex(name + "_key", "id");
    }

    /** Keys from 1 to 100 on both sides. */
    private void fill() {
        for (int id = 1; id <= 100; id++) {
            source.row(id, "v");
            target.row(id, "v");
        }
    }

    private static Predicate<List<@Nullable Object>> key(long id) {
        return row -> row.get(0) != null && ((Number) row.get(0)).longValue() == id;
    }

    private TableReport run() {
        return run(PAIR);
    }

    private TableReport run(TablePair pair) {
        Report report = new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), CLOCK)
                .run(List.of(pair.withKey(List.of("id"))), options(), watching, new Cancellation());
        summary = report.summary();
        return Reconciled.only(report);
    }

    private static RunOptions options() {
        return Reconciled.COUNTS.withDepth(Depth.ROWS).withSegments(new SegmentOptions(10, 10, Duration.ofSeconds(1)));
    }

    /** What is told of a run. */
    private static final class Watching implements RunListener {

        private final AtomicInteger locked = new AtomicInteger();
        private final Set<Long> different = new TreeSet<>();
        private Runnable whenSought = () -> {};

        @Override
        public void partLocked(TablePair pair) {
            locked.incrementAndGet();
        }

        @Override
        public void rowsSought(TablePair pair, TableRead from, TableRead to) {
            whenSought.run();
        }

        @Override
        public synchronized void rowDiffers(TablePair pair, RowDifference difference) {
            different.add(Long.valueOf(difference.key().get(0).value().text()));
        }
    }

    @Test
    void a_segment_that_stays_locked_is_named_and_the_others_are_compared() {
        fill();
        target.locked(key(25), () -> true);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.reasons())
                .containsExactly(
                        "Rows with these keys were not compared, because they stayed locked: (id) after 20 up to 30. "
                                + LOCKED,
                        "The others agree in all 2 columns compared.");
        assertThat(report.sourceCount()).isEqualTo(90);
        assertThat(report.targetCount()).isEqualTo(90);
        assertThat(watching.locked).hasValue(1);
        assertThat(summary).isEqualTo("1 table is not fully compared (skipped: a part of 1 that stayed locked).");
    }

    @Test
    void what_differs_elsewhere_is_found_and_the_table_does_not_pass_for_searched() {
        fill();
        source.row(101, "missing").locked(key(7), () -> true);
        target.row(102, "extra");

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.reasons())
                .first()
                .asString()
                .contains("because they stayed locked: (id) up to 10. dbo.t is locked.");
        assertThat(report.reasons()).contains("Rows differ: 1 missing in the target, 1 extra there, 0 changed.");
        assertThat(watching.different).containsExactly(101L, 102L);
    }

    @Test
    void a_lock_that_is_gone_when_the_others_are_read_is_no_matter() {
        fill();
        source.row(101, "missing");
        AtomicInteger reads = new AtomicInteger();
        target.locked(key(25), () -> reads.incrementAndGet() == 1);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.skipped()).isNull();
        assertThat(report.sourceCount()).isEqualTo(101);
        assertThat(report.targetCount()).isEqualTo(100);
        assertThat(watching.different).containsExactly(101L);
        assertThat(watching.locked).hasValue(1);
    }

    @Test
    void all_behind_a_place_where_no_segment_can_be_cut_any_more_is_left_out_together() {
        fill();
        nullKeys();
        AtomicInteger cuts = new AtomicInteger();
        target.lockedToCut(() -> cuts.incrementAndGet() > 4);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0)).contains("because they stayed locked: (id) after 40. ");
        assertThat(report.sourceCount()).as("with the one that lacks a key").isEqualTo(41);
    }

    @Test
    void what_could_not_be_cut_is_cut_at_the_end_where_the_lock_is_gone_and_each_row_counts_once() {
        fill();
        nullKeys();
        AtomicInteger cuts = new AtomicInteger();
        target.lockedToCut(() -> cuts.incrementAndGet() == 5);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.MATCH);
        assertThat(report.skipped()).isNull();
        assertThat(report.sourceCount()).isEqualTo(101);
        assertThat(report.targetCount()).isEqualTo(101);
    }

    private void nullKeys() {
        source.row(null, "v");
        target.row(null, "v");
    }

    @Test
    void a_table_of_which_nothing_can_be_read_is_skipped_as_a_whole() {
        fill();
        target.locked(row -> true, () -> true);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.compared()).isNull();
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.reasons()).containsExactly("Skipped, because it stayed locked. public.t is locked. Wait.");
    }

    @Test
    void few_reads_wait_for_a_lock_that_everything_is_under() {
        fill();
        AtomicInteger waits = new AtomicInteger();
        target.locked(row -> ((Long) row.get(0)) > 20, () -> waits.incrementAndGet() > 0);

        TableReport report = run();

        assertThat(report.reasons().get(0))
                .contains("(id) after 20 up to 30; after 30 up to 40; after 40 up to 50; and 2 further ranges. ");
        assertThat(report.sourceCount()).isEqualTo(20);
        // One more segment may have been begun before it was known that all are locked.
        assertThat(waits.get()).isBetween(6, 7);
    }

    @Test
    void a_lock_while_rows_are_sought_leaves_open_how_many_differ() {
        for (int id = 1; id <= 1_000; id++) {
            source.row(id, "v");
            target.row(id, id % 2 == 0 ? "v" : "x");
        }
        boolean[] sought = new boolean[1];
        watching.whenSought = () -> sought[0] = true;
        target.locked(key(5), () -> sought[0]);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.MISMATCH);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.reasons())
                .contains(
                        "Not all rows that differ were sought, because they stayed locked. public.t is locked. Wait.");
        assertThat(watching.different).contains(999L).doesNotContain(5L).hasSizeLessThan(500);
        assertThat(report.rows().changed()).isEqualTo(watching.different.size());
    }

    @Test
    void where_nothing_could_be_sought_the_contents_differ_and_nobody_knows_where() {
        fill();
        source.row(101, "missing");
        target.row(102, "extra");
        boolean[] sought = new boolean[1];
        watching.whenSought = () -> sought[0] = true;
        target.locked(row -> true, () -> sought[0]);

        TableReport report = run();

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.reasons())
                .contains(
                        "Not all rows that differ were sought, because they stayed locked. public.t is locked. Wait.");
        assertThat(watching.different).isEmpty();
    }

    @Test
    void a_lock_while_suspects_are_looked_at_again_takes_nothing_from_what_is_known() {
        fill();
        target.row(102, "extra");
        AtomicInteger reads = new AtomicInteger();
        target.locked(key(102), () -> reads.incrementAndGet() > 2);

        TableReport report = run();

        assertThat(report.compared()).isEqualTo(Depth.ROWS);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.skipped()).isEqualTo(Skipped.LOCKED);
        assertThat(report.reasons())
                .containsExactly(
                        "Not all rows that differ were sought, because they stayed locked. public.t is locked. Wait.");
    }

    @Test
    void the_bounds_of_a_masked_key_are_not_told() {
        fill();
        target.locked(key(25), () -> true);

        TableReport report = run(PAIR.withColumns(PAIR.columns().masking(Set.of("id"))));

        assertThat(report.reasons().get(0))
                .contains("(id) after (hidden) up to (hidden). ")
                .doesNotContain("20");
    }

    @Test
    void a_run_that_goes_on_reads_what_was_locked() {
        fill();
        source.row(101, "missing");
        boolean[] held = {true};
        target.locked(key(25), () -> held[0]);
        InMemoryCheckpoints killed = new InMemoryCheckpoints();
        run(killed);
        held[0] = false;

        for (int i = 0; i < killed.written().size() - 1; i++) {
            TableReport report = run(killed.at(i));

            assertThat(report.verdict()).as("after write %d", i).isEqualTo(Verdict.MISMATCH);
            assertThat(report.skipped()).isNull();
            assertThat(report.sourceCount()).isEqualTo(101);
            assertThat(report.targetCount()).isEqualTo(100);
        }
    }

    private TableReport run(InMemoryCheckpoints store) {
        Checkpointing checkpointing = new Checkpointing(store, Map.of(), Duration.ZERO, ShownValues.NONE);
        return Reconciled.only(new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), CLOCK)
                .run(
                        List.of(PAIR.withKey(List.of("id"))),
                        options(),
                        RunListener.NONE,
                        new Cancellation(),
                        checkpointing));
    }

    @Test
    void whatever_is_locked_whenever_nothing_false_is_said() {
        Seeds.each(300, random -> {
            InMemoryTable from = table("dbo.t");
            InMemoryTable to = table("public.t");
            Set<Long> real = new TreeSet<>();
            for (long id = 0; id < 120; id++) {
                int kind = random.nextInt(25);
                if (kind != 0) {
                    from.row(id, "v");
                }
                if (kind != 1) {
                    to.row(id, kind == 2 ? "x" : "v");
                }
                if (kind <= 2) {
                    real.add(id);
                }
            }
            List<Long> locked = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                locked.add((long) random.nextInt(120));
            }
            AtomicInteger met = new AtomicInteger();
            int times = random.nextInt(12);
            (random.nextBoolean() ? from : to)
                    .locked(row -> locked.contains((Long) row.get(0)), () -> met.incrementAndGet() <= times);
            AtomicInteger cuts = new AtomicInteger();
            int firstLocked = 1 + random.nextInt(15);
            int lastLocked = firstLocked + random.nextInt(3);
            to.lockedToCut(() -> cuts.incrementAndGet() >= firstLocked && cuts.get() < lastLocked);
            Watching told = new Watching();

            Report whole = new Reconciler(InMemoryDatabase.of(from), InMemoryDatabase.of(to), CLOCK)
                    .run(List.of(PAIR.withKey(List.of("id"))), options(), told, new Cancellation());

            TableReport report = Reconciled.only(whole);
            assertThat(real).containsAll(told.different);
            if (report.skipped() == null) {
                assertThat(told.different).isEqualTo(real);
                assertThat(report.verdict()).isEqualTo(real.isEmpty() ? Verdict.MATCH : Verdict.MISMATCH);
            } else {
                assertThat(report.verdict())
                        .isEqualTo(told.different.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.MISMATCH);
            }
        });
    }
}
