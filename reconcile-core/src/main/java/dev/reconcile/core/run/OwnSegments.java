package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one side's rows, cut in the order of that side's own index: of no order has the other side to know.
 *
 * @param database the side's database
 * @param read what is read of the side
 * @param options how large the segments are
 * @param clock tells how long they take
 * @param pace tells when a segment may begin
 * @param cancellation stops the reading
 */
record OwnSegments(
        Database database,
        TableRead read,
        SegmentOptions options,
        InstantSource clock,
        Pace.OfSide pace,
        Cancellation cancellation) {

    /** Takes a segment, and tells the pace of its rows. */
    @FunctionalInterface
    interface Taker {

        /**
         * Reads it.
         *
         * @param mostRows how many rows it has at most
         * @param rest the keys of the rows that are not read yet once it is read; null where there are none
         */
        void take(TableRead segment, long mostRows, @Nullable KeyRange rest);
    }

    /**
     * Hands out the segments, one after the other, each when the last one is read. Together they hold each row once: those
     * without NULL in their key by their places in the index, then the others. All rows are one segment where no index orders
     * them, or where the read is one of a range already.
     */
    void forEach(Taker segment) {
        forEach(KeyRange.ALL, segment);
    }

    /**
     * Hands out the segments of the rows that an earlier reading has left.
     *
     * @param left the rest that a segment of it was taken with; {@link KeyRange#ALL} for all
     */
    void forEach(KeyRange left, Taker segment) {
        if (read.keyOrder().isEmpty() || !read.range().equals(KeyRange.ALL)) {
            pace.await();
            segment.take(read, Long.MAX_VALUE, null);
            return;
        }
        KeyRange withNull = read.mayLackKey() ? KeyRange.WITH_NULL : null;
        if (!left.equals(KeyRange.WITH_NULL)) {
            List<Value> after = left instanceof KeyRange.Between between ? between.after() : List.of();
            ordered(after, segment, withNull);
        }
        if (withNull != null) {
            pace.await();
            segment.take(read.within(withNull), Long.MAX_VALUE, null);
        }
    }

    /** The rows behind a key, without those that lack one. */
    private void ordered(List<Value> begin, Taker segment, @Nullable KeyRange withNull) {
        SegmentSize size = new SegmentSize(options);
        List<Value> after = begin;
        while (true) {
            pace.await();
            TableRead rest = after.isEmpty() && withNull == null ? read : read.within(between(after, List.of()));
            Optional<List<Value>> end = database.reader(rest, cancellation).keyAfter(size.rows());
            // A key that does not come after itself ends no segment.
            if (end.isEmpty() || end.get().equals(after)) {
                segment.take(rest, end.isEmpty() ? size.rows() : Long.MAX_VALUE, withNull);
                return;
            }
            Instant start = clock.instant();
            segment.take(read.within(between(after, end.get())), size.rows(), between(end.get(), List.of()));
            size.took(size.rows(), Duration.between(start, clock.instant()));
            after = end.get();
        }
    }

    private static KeyRange between(List<Value> after, List<Value> upTo) {
        return new KeyRange.Between(after, upTo);
    }
}
