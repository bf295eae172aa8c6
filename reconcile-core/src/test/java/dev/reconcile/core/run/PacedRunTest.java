package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CHECKSUMS;
import static dev.reconcile.core.run.Reconciled.orders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading.Known;
import dev.reconcile.core.port.LoadReading.Unknown;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PacedRunTest {

    private static final int ROWS = 10;

    private final HandClock clock = new HandClock();
    private final List<InMemoryTable> sources = new ArrayList<>();
    private final List<InMemoryTable> targets = new ArrayList<>();
    private final List<TablePair> pairs = new ArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final RunListener listener = new RunListener() {
        @Override
        public void pausing(String reason) {
            told.add(reason);
        }

        @Override
        public void rowsSought(TablePair pair, TableRead from, TableRead to) {
            whenRowsAreSought.run();
        }

        @Override
        public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
            whenATableIsDone.run();
        }

        @Override
        public void goingOn(Duration paused) {
            told.add("went on");
        }
    };

    private Runnable whenRowsAreSought = () -> {};
    private Runnable whenATableIsDone = () -> {};
    private InMemoryDatabase source = InMemoryDatabase.of();
    private InMemoryDatabase target = InMemoryDatabase.of();

    /** So many pairs of equal tables of ten rows each. */
    private void tables(int count) {
        for (int number = 1; number <= count; number++) {
            InMemoryTable from = orders("dbo.t" + number);
            InMemoryTable to = orders("public.t" + number);
            IntStream.range(0, ROWS).forEach(id -> {
                from.row(id, null, "x");
                to.row(id, null, "x");
            });
            sources.add(from);
            targets.add(to);
            pairs.add(TablePair.of("dbo.t" + number, "public.t" + number));
        }
        source = InMemoryDatabase.of(sources.toArray(new InMemoryTable[0]));
        target = InMemoryDatabase.of(targets.toArray(new InMemoryTable[0]));
    }

    private Report run(RunOptions options) {
        return new Reconciler(source, target, clock, clock).run(pairs, options, listener, new Cancellation());
    }

    private static RunOptions one(RunOptions options) {
        return new RunOptions(
                options.depth(),
                options.hashIn(),
                options.rounding(),
                options.buckets(),
                1,
                options.segments(),
                options.rows().confirmed(Duration.ZERO, 1),
                options.pace());
    }

    @Test
    void the_rate_holds_over_all_tables_that_are_read_at_once() {
        tables(8);
        Report report = run(CHECKSUMS.withPace(PaceOptions.NONE.withMaxRate(1)));
        assertThat(report.status()).isEqualTo(Status.PASS);
        // Four tables are read at once, so that of eight the last four may begin before they are paid for, but no
        // other.
        assertThat(clock.instant().getEpochSecond()).isGreaterThanOrEqualTo(4 * ROWS);
    }

    @Test
    void one_table_after_the_other_waits_for_all_rows_but_the_last_ones() {
        tables(8);
        assertThat(run(one(CHECKSUMS).withPace(PaceOptions.NONE.withMaxRate(2))).status())
                .isEqualTo(Status.PASS);
        assertThat(clock.instant().getEpochSecond()).isGreaterThanOrEqualTo(7 * ROWS / 2);
    }

    @Test
    void a_table_is_read_at_the_rate_segment_by_segment() {
        tables(1);
        RunOptions options = one(CHECKSUMS).withSegments(new SegmentOptions(3, 3, Duration.ofSeconds(1)));
        assertThat(run(options.withPace(PaceOptions.NONE.withMaxRate(1))).status())
                .isEqualTo(Status.PASS);
        // All but the last segment's rows are paid for before that is read. Both sides' waits move the clock.
        assertThat(clock.instant().getEpochSecond()).isGreaterThanOrEqualTo(ROWS - 3);
    }

    @Test
    void a_table_of_which_the_time_allows_only_some_segments_is_skipped() {
        tables(1);
        RunOptions options = one(CHECKSUMS).withSegments(new SegmentOptions(3, 3, Duration.ofSeconds(1)));
        Report report = run(options.withPace(PaceOptions.NONE.withMaxRate(1).withRunTime(Duration.ofSeconds(7))));
        assertThat(report.tables()).extracting(TableReport::skipped).containsExactly(Skipped.TIME_OVER);
        assertThat(report.tables().get(0).reasons())
                .containsExactly("Skipped, because it came after the run's time. At --max-rate its turn would come only"
                        + " then. Raise --max-rate or --run-time, or compare it in another run.");
    }

    @Test
    void reading_the_rows_that_differ_counts_as_reading_the_table_once_more() {
        tables(2);
        // Of empty targets nothing has to be paid for, but for the rows that may be where rows are sought: once,
        // between the
        // tables, and at the same time as the source's. Both sides' waits move the clock.
        targets.forEach(table -> table.delete(row -> true));
        Report report = run(one(CHECKSUMS.withDepth(Depth.ROWS)).withPace(PaceOptions.NONE.withMaxRate(1)));
        assertThat(report.tables()).extracting(TableReport::verdict).containsOnly(Verdict.MISMATCH);
        assertThat(clock.waits()).hasSizeBetween(3, 4).containsOnly(Duration.ofSeconds(ROWS));
    }

    @Test
    void tables_that_come_after_the_run_s_time_are_skipped_and_the_run_does_not_pass() {
        tables(3);
        sources.get(0).runsAfter(5, () -> {
            while (target.reads().isEmpty()) {
                Thread.onSpinWait();
            }
            clock.move(Duration.ofHours(2));
        });

        Report report = run(one(CHECKSUMS).withPace(PaceOptions.NONE.withRunTime(Duration.ofHours(1))));

        assertThat(report.tables())
                .extracting(TableReport::skipped)
                .containsExactly(null, Skipped.TIME_OVER, Skipped.TIME_OVER);
        assertThat(report.tables().get(0).verdict()).as("what runs is let end").isEqualTo(Verdict.MATCH);
        assertThat(report.tables().get(1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.tables().get(1).reasons())
                .containsExactly("Skipped, because it came after the run's time. Raise --run-time, or compare it in"
                        + " another run.");
        assertThat(source.reads()).noneMatch(read -> read.endsWith("t2") || read.endsWith("t3"));
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(report.complete()).isTrue();
        assertThat(report.summary())
                .isEqualTo("2 tables are not fully compared (skipped: 2 that came after the run's time). 1 table is"
                        + " consistent.");
    }

    @Test
    void nothing_at_all_is_asked_of_a_table_that_comes_after_the_run_s_time() {
        tables(2);
        sources.get(1).failsToDescribe(() -> new AssertionError("It was asked."));
        whenATableIsDone = () -> clock.move(Duration.ofHours(2));
        Report report = run(one(CHECKSUMS).withPace(PaceOptions.NONE.withRunTime(Duration.ofHours(1))));
        assertThat(report.tables()).extracting(TableReport::skipped).containsExactly(null, Skipped.TIME_OVER);
    }

    @Test
    void rows_that_cannot_be_looked_for_any_more_are_never_passed() {
        tables(1);
        targets.get(0).delete(row -> "3".equals(String.valueOf(row.get(0))));
        whenRowsAreSought = () -> clock.move(Duration.ofHours(2));
        Report report =
                run(one(CHECKSUMS.withDepth(Depth.ROWS)).withPace(PaceOptions.NONE.withRunTime(Duration.ofHours(1))));
        assertThat(report.tables().get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.tables().get(0).skipped()).isEqualTo(Skipped.TIME_OVER);
    }

    @Test
    void a_run_that_is_held_from_the_beginning_goes_on_when_it_is_let() {
        tables(6);
        AtomicBoolean held = new AtomicBoolean(true);
        clock.during(3, () -> {
            assertThat(source.reads()).isEmpty();
            assertThat(target.reads()).isEmpty();
            held.set(false);
        });

        Report report = run(CHECKSUMS.withPace(PaceOptions.NONE.withHold(new Hold("held", held::get))));

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(told).containsExactly("held", "went on");
    }

    @Test
    void a_run_of_several_tables_at_once_pauses_for_a_busy_database_and_passes_in_the_end() {
        tables(6);
        AtomicInteger questions = new AtomicInteger();
        target.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(questions.incrementAndGet() < 4 ? 99 : 0));
        LoadCondition condition = new LoadCondition(null, LoadMeasure.ACTIVE_SESSIONS, 50);
        source.busy(LoadMeasure.ACTIVE_SESSIONS, () -> new Known(0));

        Report report = run(CHECKSUMS.withPace(PaceOptions.NONE.withPauseWhen(List.of(condition))));

        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(told).containsExactly("the target has 99 active sessions, more than 50", "went on");
    }

    @Test
    void a_load_that_nobody_can_tell_ends_in_skipped_tables() {
        tables(2);
        source.busy(LoadMeasure.REPLICA_LAG, () -> new Unknown("It does not say."));
        LoadCondition condition = new LoadCondition(RunListener.Side.SOURCE, LoadMeasure.REPLICA_LAG, 50);

        Report report = run(CHECKSUMS.withPace(PaceOptions.NONE.withPauseWhen(List.of(condition))));

        assertThat(report.tables())
                .extracting(TableReport::skipped)
                .containsExactly(Skipped.LOAD_UNKNOWN, Skipped.LOAD_UNKNOWN);
        assertThat(report.status()).isEqualTo(Status.FAIL);
        assertThat(source.reads()).isEmpty();
    }
}
