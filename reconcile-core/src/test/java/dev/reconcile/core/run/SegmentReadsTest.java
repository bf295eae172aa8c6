package dev.reconcile.core.run;

import static dev.reconcile.core.run.Reconciled.CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.port.SegmentRead;
import dev.reconcile.core.port.SegmentRead.Ending;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of the segments of tables with a hundred rows, in segments of ten. */
class SegmentReadsTest {

    private static final TablePair PAIR = TablePair.of("dbo.t", "t");

    private final InMemoryTable source = table("dbo.t");
    private final InMemoryTable target = table("public.t");
    private final Watching watching = new Watching();

    private static InMemoryTable table(String name) {
        return InMemoryTable.named(name).column("id", new ValueType.Whole()).column("v", new ValueType.Text(9, false));
    }

    private void fill() {
        for (int id = 1; id <= 100; id++) {
            source.row(id, "v");
            target.row(id, id == 25 ? "w" : "v");
        }
    }

    private void fillWithIndex() {
        source.uniqueIndex("source_key", "id");
        target.uniqueIndex("target_key", "id");
        fill();
    }

    private static RunOptions options(Depth depth, HashIn place) {
        return Reconciled.COUNTS
                .withDepth(depth)
                .withHashIn(place)
                .withSegments(new SegmentOptions(10, 10, Duration.ofSeconds(1)));
    }

    private TableReport run(RunOptions options, InstantSource clock) {
        return Reconciled.only(new Reconciler(InMemoryDatabase.of(source), InMemoryDatabase.of(target), clock)
                .run(
                        List.of(PAIR.withKey(List.of("id"))),
                        options,
                        new RunListeners(List.of(RunListener.NONE, watching)),
                        new Cancellation()));
    }

    @ParameterizedTest
    @EnumSource(
            value = HashIn.class,
            names = {"DATABASE", "CLIENT"})
    void each_row_is_in_one_segment_of_its_side(HashIn place) {
        fillWithIndex();

        run(options(Depth.ROWS, place), CLOCK);

        for (Side side : Side.values()) {
            assertThat(watching.of(side, Work.HASH))
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allMatch(segment -> segment.place() == HashPlace.valueOf(place.name()))
                    .allMatch(segment -> segment.ending() == Ending.COMPLETE);
            assertThat(rows(watching.of(side, Work.HASH))).isEqualTo(100);
        }
        assertThat(watching.isOver).isTrue();
    }

    @Test
    void the_rows_that_are_fetched_are_told_too() {
        fillWithIndex();

        assertThat(run(options(Depth.ROWS, HashIn.DATABASE), CLOCK).verdict()).isEqualTo(Verdict.MISMATCH);

        for (Side side : Side.values()) {
            assertThat(rows(watching.of(side, Work.FETCH))).isBetween(1L, 99L);
        }
    }

    @Test
    void sides_without_an_index_are_one_segment_each() {
        fill();

        run(options(Depth.CHECKSUMS, HashIn.CLIENT), CLOCK);

        for (Side side : Side.values()) {
            assertThat(watching.of(side, Work.HASH))
                    .singleElement()
                    .satisfies(segment -> assertThat(segment.rows()).isEqualTo(100));
        }
    }

    @Test
    void sides_that_are_counted_are_not_hashed() {
        fillWithIndex();

        run(options(Depth.COUNTS, HashIn.AUTO), CLOCK);

        assertThat(watching.segments)
                .hasSize(2)
                .allMatch(segment -> segment.work() == Work.COUNT && segment.place() == null && segment.rows() == 100);
    }

    @Test
    void a_segment_that_is_locked_is_told_and_told_again() {
        fillWithIndex();
        AtomicBoolean held = new AtomicBoolean(true);
        target.locked(row -> ((Number) row.get(0)).longValue() == 55, held::get);
        watching.whenLocked = () -> held.set(false);

        run(options(Depth.ROWS, HashIn.DATABASE), CLOCK);

        assertThat(watching.segments)
                .filteredOn(segment -> segment.ending() == Ending.LOCKED)
                .singleElement()
                .satisfies(segment -> {
                    assertThat(segment.side()).isEqualTo(Side.TARGET);
                    assertThat(segment.rows()).isZero();
                });
        assertThat(rows(watching.of(Side.TARGET, Work.HASH))).isEqualTo(100);
    }

    @Test
    void times_are_the_clock_s() {
        fillWithIndex();
        AtomicLong ticks = new AtomicLong();
        Instant before = Instant.EPOCH;

        run(options(Depth.ROWS, HashIn.DATABASE), () -> before.plusMillis(ticks.incrementAndGet()));

        assertThat(watching.segments)
                .isNotEmpty()
                .allSatisfy(
                        segment -> assertThat(segment.start()).isAfter(before).isBefore(segment.end()));
    }

    private static long rows(List<SegmentRead> segments) {
        return segments.stream().mapToLong(SegmentRead::rows).sum();
    }

    /** Writes down what it is told, and whether each thing is told while the table is compared. */
    private static final class Watching implements RunListener {

        private final List<SegmentRead> segments = Collections.synchronizedList(new ArrayList<>());
        private Runnable whenLocked = () -> {};
        private volatile boolean isCompared;
        private volatile boolean isOver;

        @Override
        public void comparing(TablePair pair) {
            assertThat(isCompared).isFalse();
            isCompared = true;
        }

        @Override
        public void segmentRead(TablePair pair, SegmentRead segment) {
            assertThat(isCompared && !isOver).isTrue();
            segments.add(segment);
        }

        @Override
        public void partLocked(TablePair pair) {
            whenLocked.run();
        }

        @Override
        public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
            isOver = true;
        }

        List<SegmentRead> of(Side side, Work work) {
            return segments.stream()
                    .filter(segment -> segment.side() == side && segment.work() == work)
                    .toList();
        }
    }
}
