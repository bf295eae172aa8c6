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
import java.util.function.Consumer;

/**
 * The segments of one side's rows, cut in the order of that side's own index: of no order has the other side to know.
 *
 * @param database the side's database
 * @param read what is read of the side
 * @param options how large the segments are
 * @param clock tells how long they take
 * @param cancellation stops the reading
 */
record OwnSegments(
        Database database, TableRead read, SegmentOptions options, InstantSource clock, Cancellation cancellation) {

    /**
     * Hands out the segments, one after the other, each when the last one is read. Together they hold each row once: those
     * without NULL in their key by their places in the index, then the others. All rows are one segment where no index orders
     * them.
     */
    void forEach(Consumer<TableRead> segment) {
        if (read.keyOrder().isEmpty()) {
            segment.accept(read);
            return;
        }
        SegmentSize size = new SegmentSize(options);
        List<Value> after = List.of();
        while (true) {
            TableRead rest = after.isEmpty() && !read.mayLackKey() ? read : read.within(between(after, List.of()));
            Optional<List<Value>> end = database.reader(rest, cancellation).keyAfter(size.rows());
            // A key that does not come after itself ends no segment.
            if (end.isEmpty() || end.get().equals(after)) {
                segment.accept(rest);
                break;
            }
            Instant start = clock.instant();
            segment.accept(read.within(between(after, end.get())));
            size.took(Duration.between(start, clock.instant()));
            after = end.get();
        }
        if (read.mayLackKey()) {
            segment.accept(read.within(KeyRange.WITH_NULL));
        }
    }

    private static KeyRange between(List<Value> after, List<Value> upTo) {
        return new KeyRange.Between(after, upTo);
    }
}
