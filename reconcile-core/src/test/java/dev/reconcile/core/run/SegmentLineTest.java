package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.run.SideWork.Both;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments are read several at once, and what they gave comes in the order in which they were cut. */
@Timeout(60)
class SegmentLineTest {

    private static final int SEGMENTS = 40;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Cancellation cancellation = new Cancellation();
    private final List<Integer> taken = new ArrayList<>();
    private final AtomicInteger cut = new AtomicInteger();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void read(int lanes, BiFunction<Side, Integer, Integer> reader) {
        line(lanes, reader).forEach(this::next, this::take);
    }

    private SegmentLine<Integer, Integer> line(int lanes, BiFunction<Side, Integer, Integer> reader) {
        return new SegmentLine<>(
                new SideWork(executor),
                cancellation,
                () -> lanes,
                () -> true,
                (side, segment, ofSegment) -> reader.apply(side, segment));
    }

    private void take(Integer segment, Supplier<Both<Integer, Integer>> sums) {
        assertThat(sums.get()).isEqualTo(new Both<>(segment, -segment));
        taken.add(segment);
    }

    private @Nullable Integer next() {
        int number = cut.incrementAndGet();
        return number <= SEGMENTS ? number : null;
    }

    private static Integer result(Side side, Integer segment) {
        return side == Side.SOURCE ? segment : -segment;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64})
    void each_segment_is_taken_once_and_in_order_and_no_more_are_read_at_once_than_there_are_lanes(int lanes) {
        Map<Side, AtomicInteger> running = new EnumMap<>(Side.class);
        Map<Side, AtomicInteger> most = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            running.put(side, new AtomicInteger());
            most.put(side, new AtomicInteger());
        }

        read(lanes, (side, segment) -> {
            most.get(side).accumulateAndGet(running.get(side).incrementAndGet(), Math::max);
            assertThat(cut.get()).as("one more is cut").isLessThanOrEqualTo(segment + lanes + 1);
            Thread.yield();
            running.get(side).decrementAndGet();
            return result(side, segment);
        });

        assertThat(taken).hasSize(SEGMENTS).isSorted().doesNotHaveDuplicates();
        assertThat(most.get(Side.SOURCE).get()).isBetween(1, lanes);
        assertThat(most.get(Side.TARGET).get()).isBetween(1, lanes);
    }

    @Test
    void the_next_segment_is_cut_while_one_is_read_and_the_faster_side_begins_it() {
        CountDownLatch sourceIsInTheSecond = new CountDownLatch(1);

        read(1, (side, segment) -> {
            if (segment == 2 && side == Side.SOURCE) {
                sourceIsInTheSecond.countDown();
            }
            if (segment == 1 && side == Side.TARGET) {
                await(sourceIsInTheSecond);
            }
            return result(side, segment);
        });

        assertThat(taken).hasSize(SEGMENTS);
    }

    @Test
    void the_next_segment_is_cut_once_all_are_taken_where_its_size_depends_on_them() {
        AtomicInteger read = new AtomicInteger();
        AtomicBoolean ahead = new AtomicBoolean();

        new SegmentLine<Integer, Integer>(
                        new SideWork(executor), cancellation, () -> 3, ahead::get, (side, segment, ofSegment) -> {
                            if (segment == 10) {
                                ahead.set(true);
                            }
                            read.incrementAndGet();
                            return result(side, segment);
                        })
                .forEach(
                        () -> {
                            Integer segment = next();
                            if (segment != null && segment <= 10) {
                                assertThat(taken).hasSize(segment - 1);
                                assertThat(read).hasValue(2 * (segment - 1));
                            }
                            return segment;
                        },
                        this::take);

        assertThat(taken).hasSize(SEGMENTS).isSorted();
    }

    @Test
    void as_many_segments_are_read_at_once_as_there_are_lanes() {
        CountDownLatch threeAtOnce = new CountDownLatch(3);

        read(3, (side, segment) -> {
            if (segment <= 3 && side == Side.SOURCE) {
                threeAtOnce.countDown();
                await(threeAtOnce);
            }
            return result(side, segment);
        });

        assertThat(taken).hasSize(SEGMENTS);
    }

    @Test
    void lanes_that_become_free_are_used() {
        AtomicInteger lanes = new AtomicInteger(1);
        CountDownLatch twoAtOnce = new CountDownLatch(2);

        new SegmentLine<Integer, Integer>(
                        new SideWork(executor), cancellation, lanes::get, () -> true, (side, segment, ofSegment) -> {
                            if (segment == 10) {
                                lanes.set(2);
                            }
                            if ((segment == 20 || segment == 21) && side == Side.TARGET) {
                                twoAtOnce.countDown();
                                await(twoAtOnce);
                            }
                            return result(side, segment);
                        })
                .forEach(this::next, this::take);

        assertThat(taken).hasSize(SEGMENTS).isSorted();
    }

    @Test
    void a_failure_is_thrown_to_who_takes_the_segment_and_the_others_are_taken_all_the_same() {
        line(4, (side, segment) -> {
                    if (segment == 7 && side == Side.TARGET) {
                        throw new IllegalStateException("the seventh");
                    }
                    return result(side, segment);
                })
                .forEach(this::next, (segment, sums) -> {
                    if (segment == 7) {
                        assertThatThrownBy(sums::get).hasMessage("the seventh");
                    } else {
                        take(segment, sums);
                    }
                });

        assertThat(taken).hasSize(SEGMENTS - 1).isSorted();
    }

    @Test
    void where_one_side_fails_the_other_is_cancelled_and_what_it_says_then_is_not_heard() {
        new SegmentLine<Integer, Integer>(
                        new SideWork(executor), cancellation, () -> 2, () -> true, (side, segment, ofSegment) -> {
                            if (segment == 5 && side == Side.SOURCE) {
                                CountDownLatch cancelled = new CountDownLatch(1);
                                ofSegment.onCancel(cancelled::countDown);
                                await(cancelled);
                                throw new CancelledException();
                            }
                            if (segment == 5) {
                                throw new IllegalStateException("the fifth");
                            }
                            return result(side, segment);
                        })
                .forEach(this::next, (segment, sums) -> {
                    if (segment == 5) {
                        assertThatThrownBy(sums::get).hasMessage("the fifth");
                    } else {
                        take(segment, sums);
                    }
                });

        assertThat(taken).hasSize(SEGMENTS - 1);
        assertThat(cancellation.isCancelled()).isFalse();
    }

    @Test
    void what_the_taker_throws_ends_all_reads_and_no_read_runs_any_more() {
        AtomicInteger running = new AtomicInteger();

        assertThatThrownBy(() -> new SegmentLine<Integer, Integer>(
                                new SideWork(executor),
                                cancellation,
                                () -> 4,
                                () -> true,
                                (side, segment, ofSegment) -> {
                                    running.incrementAndGet();
                                    try {
                                        if (segment > 6) {
                                            CountDownLatch cancelled = new CountDownLatch(1);
                                            ofSegment.onCancel(cancelled::countDown);
                                            await(cancelled);
                                        }
                                        return result(side, segment);
                                    } finally {
                                        running.decrementAndGet();
                                    }
                                })
                        .forEach(this::next, (segment, sums) -> {
                            if (segment == 6) {
                                throw new HeldBackException(Skipped.TIME_OVER, "over");
                            }
                            take(segment, sums);
                        }))
                .isInstanceOf(HeldBackException.class);

        assertThat(running.get()).isZero();
        assertThat(taken).containsExactly(1, 2, 3, 4, 5);
        assertThat(cancellation.isCancelled()).as("what is read afterwards").isFalse();
    }

    @Test
    void a_run_that_is_cancelled_is_told_so() {
        assertThatThrownBy(() -> read(3, (side, segment) -> {
                    if (segment == 9) {
                        cancellation.cancel();
                    }
                    return result(side, segment);
                }))
                .isInstanceOf(CancelledException.class);
        assertThat(taken.size()).isLessThan(SEGMENTS);
    }

    @Test
    void what_was_cut_before_no_more_may_be_is_read_and_taken() {
        assertThatThrownBy(() -> line(3, SegmentLineTest::result)
                        .forEach(
                                () -> {
                                    if (cut.incrementAndGet() == 9) {
                                        throw new HeldBackException(Skipped.TIME_OVER, "over");
                                    }
                                    return cut.get();
                                },
                                this::take))
                .isInstanceOf(HeldBackException.class);

        assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
