package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CHECKSUMS;
import static dev.reconcile.core.run.Reconciled.CLOCK;
import static dev.reconcile.core.run.Reconciled.COUNTS;
import static dev.reconcile.core.run.Reconciled.PAIR;
import static dev.reconcile.core.run.Reconciled.orders;
import static dev.reconcile.core.run.Reconciled.source;
import static dev.reconcile.core.run.Reconciled.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class ProgressTest {

    @ParameterizedTest
    @EnumSource(HashIn.class)
    void every_row_is_told_once_on_each_side(HashIn place) {
        for (int rows : new int[] {1, 16_384, 16_385}) {
            Watching watching = new Watching();
            run(filled(source(), rows), filled(target(), rows - 1), CHECKSUMS.withHashIn(place), watching);
            assertThat(watching.rows.get(RunListener.Side.SOURCE)).hasValue(rows);
            assertThat(watching.rows.get(RunListener.Side.TARGET)).hasValue(rows - 1);
        }
    }

    @Test
    void counted_rows_are_told_too() {
        Watching watching = new Watching();
        run(filled(source(), 3), target(), COUNTS, watching);
        assertThat(watching.rows.get(RunListener.Side.SOURCE)).hasValue(3);
        assertThat(watching.rows.get(RunListener.Side.TARGET)).hasValue(0);
    }

    @Test
    void the_course_of_a_run_is_told_in_order() {
        Watching watching = new Watching();
        Report report = run(source().estimate(7), target(), CHECKSUMS, watching);
        assertThat(watching.events)
                .containsExactly(
                        "run " + report.runId() + " of 1 at " + CLOCK.instant(),
                        "dbo.orders → orders OptionalLong[7] OptionalLong.empty",
                        "dbo.orders → orders MATCH");
    }

    @Test
    void a_table_that_fails_is_told_as_finished() {
        Watching watching = new Watching();
        run(source(), InMemoryTable.named("public.other"), CHECKSUMS, watching);
        assertThat(watching.events).hasSize(2).last().isEqualTo("dbo.orders → orders ERROR");
    }

    @Test
    void results_stand_in_the_order_asked_for() {
        InMemoryTable[] sources = IntStream.range(0, 20)
                .mapToObj(i -> filled(orders("dbo.t" + i), i))
                .toArray(InMemoryTable[]::new);
        InMemoryTable[] targets =
                IntStream.range(0, 20).mapToObj(i -> orders("public.t" + i)).toArray(InMemoryTable[]::new);
        List<TablePair> pairs = IntStream.range(0, 20)
                .mapToObj(i -> TablePair.of("dbo.t" + i, "t" + i))
                .toList();

        Report report =
                new Reconciler(InMemoryDatabase.of(sources), InMemoryDatabase.of(targets), CLOCK).run(pairs, CHECKSUMS);

        assertThat(report.tables())
                .extracting(TableReport::source)
                .containsExactlyElementsOf(
                        pairs.stream().map(pair -> pair.source().toString()).toList());
        assertThat(report.discrepancies())
                .extracting(found -> found.table())
                .containsExactlyElementsOf(pairs.stream()
                        .skip(1)
                        .map(pair -> pair.target().toString())
                        .toList());
    }

    @Test
    void both_sides_are_read_at_once() {
        CyclicBarrier both = new CyclicBarrier(2);
        Report report = run(
                source().runsAfter(0, () -> await(both)),
                target().runsAfter(0, () -> await(both)),
                parallel(1),
                RunListener.NONE);
        assertThat(Reconciled.only(report).verdict()).isEqualTo(Verdict.MATCH);
    }

    @Test
    void as_many_tables_are_compared_at_once_as_asked_for_and_no_more() {
        CyclicBarrier three = new CyclicBarrier(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        InMemoryTable[] sources = IntStream.range(0, 9)
                .mapToObj(i -> orders("dbo.t" + i)
                        .row(1, null, "x")
                        .runsAfter(0, () -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            await(three);
                        })
                        .runsAfter(1, running::decrementAndGet))
                .toArray(InMemoryTable[]::new);
        InMemoryTable[] targets = IntStream.range(0, 9)
                .mapToObj(i -> orders("public.t" + i).row(1, null, "x"))
                .toArray(InMemoryTable[]::new);

        Report report = new Reconciler(InMemoryDatabase.of(sources), InMemoryDatabase.of(targets), CLOCK)
                .run(
                        IntStream.range(0, 9)
                                .mapToObj(i -> TablePair.of("dbo.t" + i, "t" + i))
                                .toList(),
                        parallel(3));

        assertThat(report.tablesMatched()).isEqualTo(9);
        assertThat(most).hasValue(3);
    }

    @Test
    void a_clock_that_is_set_back_gives_no_negative_times() {
        AtomicLong ticks = new AtomicLong();
        InstantSource backwards = () -> Instant.ofEpochMilli(-ticks.incrementAndGet());
        Report report = new Reconciler(InMemoryDatabase.of(source()), InMemoryDatabase.of(target()), backwards)
                .run(List.of(PAIR), CHECKSUMS);
        assertThat(report.durationMs()).isZero();
        assertThat(Reconciled.only(report).milliseconds()).isZero();
        assertThat(Reconciled.only(report).sourceSide().milliseconds()).isZero();
    }

    @Test
    void times_are_the_clock_s() {
        AtomicLong ticks = new AtomicLong();
        InstantSource ticking = () -> Instant.ofEpochMilli(10 * ticks.incrementAndGet());
        Report report = new Reconciler(InMemoryDatabase.of(source()), InMemoryDatabase.of(target()), ticking)
                .run(List.of(PAIR), CHECKSUMS);
        assertThat(report.durationMs()).isEqualTo(10 * (ticks.get() - 1));
        assertThat(report.timestamp()).isEqualTo(Instant.ofEpochMilli(10 * ticks.get()));
        assertThat(Reconciled.only(report).sourceSide().milliseconds()).isPositive();
    }

    @Test
    void at_least_one_table_is_compared_at_a_time() {
        assertThatThrownBy(() -> parallel(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RunOptions parallel(int tables) {
        return new RunOptions(
                Depth.CHECKSUMS,
                HashIn.AUTO,
                Rounding.HALF_UP,
                Buckets.DEFAULT,
                tables,
                SegmentOptions.DEFAULT,
                RowOptions.DEFAULT);
    }

    private static Report run(InMemoryTable source, InMemoryTable target, RunOptions options, RunListener listener) {
        return new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), CLOCK)
                .run(List.of(PAIR), options, listener, new Cancellation());
    }

    private static InMemoryTable filled(InMemoryTable table, int rows) {
        for (int i = 0; i < rows; i++) {
            table.row(i, null, "x");
        }
        return table;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes down what it is told. */
    private static final class Watching implements RunListener {

        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final Map<Side, AtomicLong> rows = new EnumMap<>(Side.class);

        Watching() {
            for (Side side : Side.values()) {
                rows.put(side, new AtomicLong());
            }
        }

        @Override
        public void runStarted(String runId, Instant start, int tables) {
            events.add("run " + runId + " of " + tables + " at " + start);
        }

        @Override
        public void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
            events.add(pair + " " + sourceEstimate + " " + targetEstimate);
        }

        @Override
        public void rowsRead(TablePair pair, Side side, long more) {
            assertThat(more).isPositive();
            rows.get(side).addAndGet(more);
        }

        @Override
        public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
            events.add(pair + " " + report.verdict());
        }
    }
}
