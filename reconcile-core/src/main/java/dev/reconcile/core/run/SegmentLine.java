package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.run.SideWork.Both;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the segments of one table read, several at once, and hands out what they gave in the order in which they were cut.
 *
 * <p>Each side reads as many at once as there are lanes. One segment more is cut meanwhile, so that no side waits for where the
 * next one ends, and a side that is done with a segment begins the next one while the other side still reads. Which segments
 * have been read when the next one is cut does not depend on which side is faster: all but as many as there are lanes, or all
 * where the next one's size depends on them.
 *
 * @param <S> a segment
 * @param <R> what reading it on one side gives
 */
final class SegmentLine<S, R> {

    private final SideWork work;
    private final Cancellation cancellation;
    private final IntSupplier lanes;
    private final BooleanSupplier ahead;
    private final Reader<S, R> reader;
    private final Deque<Flight> flights = new ArrayDeque<>();

    /**
     * @param cancellation ends all reads
     * @param lanes how many segments may be read at once, at least 1
     * @param ahead whether the next segment may be cut before those ahead of it have been read
     */
    SegmentLine(
            SideWork work, Cancellation cancellation, IntSupplier lanes, BooleanSupplier ahead, Reader<S, R> reader) {
        this.work = work;
        this.cancellation = cancellation;
        this.lanes = lanes;
        this.ahead = ahead;
        this.reader = reader;
    }

    /** Reads a segment of a side. */
    @FunctionalInterface
    interface Reader<S, R> {

        /**
         * What it gives, never null. Called by several threads at once.
         *
         * @param cancellation of this segment alone
         */
        R read(Side side, S segment, Cancellation cancellation);
    }

    /** A segment that is being read on both sides. Where one side fails the other is cancelled. */
    private final class Flight {

        private final S segment;
        private final Cancellation ofThis = new Cancellation();
        private final Cancellation.Registration ofAll = cancellation.onCancel(ofThis::cancel);
        private final Map<Side, CompletableFuture<@Nullable R>> reads = new EnumMap<>(Side.class);
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Flight(S segment) {
            this.segment = segment;
        }

        private void begin(Side side, CompletableFuture<?> before) {
            reads.put(side, before.thenApplyAsync(done -> read(side), work.executor()));
        }

        private @Nullable R read(Side side) {
            try {
                ofThis.check();
                return reader.read(side, segment, ofThis);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                ofThis.cancel();
                return null;
            }
        }

        private CompletableFuture<@Nullable R> of(Side side) {
            return Objects.requireNonNull(reads.get(side));
        }

        private void awaitEnd() {
            reads.values().forEach(CompletableFuture::join);
            ofAll.close();
        }

        /** What was read; throws what failed first. */
        private Both<R, R> result() {
            Throwable failed = failure.get();
            if (failed != null) {
                throw SideWork.unchecked(failed);
            }
            return new Both<>(
                    Objects.requireNonNull(of(Side.SOURCE).join()),
                    Objects.requireNonNull(of(Side.TARGET).join()));
        }
    }

    /**
     * Reads all segments. No read runs any more when this returns or throws.
     *
     * @param cut where the next segment is; null where there is none. Called by this thread, one time after the other; what it
     *     throws is thrown once what was cut before was taken
     * @param taker takes what a segment gave, by this thread and in order, or is thrown what its reading failed with; what it
     *     throws itself ends all
     */
    void forEach(Supplier<@Nullable S> cut, BiConsumer<S, Supplier<Both<R, R>>> taker) {
        RuntimeException uncut = null;
        try {
            S next;
            do {
                next = null;
                try {
                    next = cut.get();
                } catch (RuntimeException e) {
                    uncut = e;
                }
                if (next != null) {
                    begin(next);
                }
                while (!flights.isEmpty() && (next == null || flights.size() > underWay())) {
                    Flight first = flights.getFirst();
                    first.awaitEnd();
                    flights.removeFirst();
                    taker.accept(first.segment, first::result);
                }
            } while (next != null);
        } finally {
            flights.forEach(flight -> flight.ofThis.cancel());
            flights.forEach(Flight::awaitEnd);
            flights.clear();
        }
        if (uncut != null) {
            throw uncut;
        }
    }

    /** How many segments may still be under way when the next one is cut. */
    private int underWay() {
        return ahead.getAsBoolean() ? lanes.getAsInt() : 0;
    }

    private void begin(S segment) {
        Flight flight = new Flight(segment);
        int atOnce = lanes.getAsInt();
        for (Side side : Side.values()) {
            flight.begin(side, before(side, atOnce));
        }
        flights.addLast(flight);
    }

    /** The read that has to end before another one of the side begins. */
    private CompletableFuture<?> before(Side side, int atOnce) {
        Iterator<Flight> fromLast = flights.descendingIterator();
        for (int i = 1; fromLast.hasNext(); i++) {
            Flight flight = fromLast.next();
            if (i == atOnce) {
                return flight.of(side);
            }
        }
        return CompletableFuture.completedFuture(null);
    }
}
