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
         */
        void take(TableRead segment, long mostRows);
    }

    /**
     * Hands out the segments, one after the other, each when the last one is read. Together they hold each row once: those
     * without NULL in their key by their places in the index, then the others. All rows are one segment where no index orders
     * them, or where the read is one of a range already.
     */
    void forEach(Taker segment) {
        pace.await();
        if (read.keyOrder().isEmpty() || !read.range().equals(KeyRange.ALL)) {
            segment.take(read, Long.MAX_VALUE);
            return;
        }
        SegmentSize size = new SegmentSize(options);
        List<Value> after = List.of();
        while (true) {
            TableRead rest = after.isEmpty() && !read.mayLackKey() ? read : read.within(between(after, List.of()));
            Optional<List<Value>> end = database.reader(rest, cancellation).keyAfter(size.rows());
            // A key that does not come after itself ends no segment.
            if (end.isEmpty() || end.get().equals(after)) {
                segment.take(rest, end.isEmpty() ? size.rows() : Long.MAX_VALUE);
                break;
            }
            Instant start = clock.instant();
            segment.take(read.within(between(after, end.get())), size.rows());
            size.took(Duration.between(start, clock.instant()));
            after = end.get();
            pace.await();
        }
        if (read.mayLackKey()) {
            pace.await();
            segment.take(read.within(KeyRange.WITH_NULL), Long.MAX_VALUE);
        }
    }

    private static KeyRange between(List<Value> after, List<Value> upTo) {
        return new KeyRange.Between(after, upTo);
    }
}
