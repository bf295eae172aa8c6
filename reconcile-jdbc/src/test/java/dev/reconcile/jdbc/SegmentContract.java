package dev.reconcile.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHasher;
import dev.reconcile.core.canonical.RowHashing;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.memory.CommonOrder;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whatever its key is, a table cut into ranges of keys holds each of its rows in one of them. */
final class SegmentContract {

    private SegmentContract() {}

    /**
     * Cuts the table into ranges of so many rows.
     *
     * @return how many ranges there are
     * @param read has an order of keys, and rows of which some lack a key
     */
    static int assertCutOnce(Database database, TableRead read, long rows) {
        List<Between> ranges = new ArrayList<>();
        List<Value> after = List.of();
        while (true) {
            Between rest = new Between(after, List.of());
            Optional<List<Value>> end =
                    database.reader(read.within(rest), new Cancellation()).keyAfter(rows);
            if (end.isEmpty()) {
                ranges.add(rest);
                break;
            }
            Between range = new Between(after, end.get());
            assertThat(frames(database, read.within(range))).hasSize((int) rows);
            ranges.add(range);
            after = end.get();
        }

        List<String> all = frames(database, read);
        List<String> pieces = new ArrayList<>(frames(database, read.within(KeyRange.WITH_NULL)));
        assertThat(pieces).as("rows without a key").isNotEmpty();
        ranges.forEach(range -> pieces.addAll(frames(database, read.within(range))));
        assertThat(pieces).containsExactlyInAnyOrderElementsOf(all);

        assertSumsAddUp(database, read, ranges);
        assertRangesOfTheFirstColumnDivide(database, read, ranges.get(ranges.size() / 2), all);
        return ranges.size();
    }

    private static void assertSumsAddUp(Database database, TableRead read, List<Between> ranges) {
        List<Between> odd = new ArrayList<>();
        List<Between> even = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            (i % 2 == 0 ? even : odd).add(ranges.get(i));
        }
        BucketFingerprints sums = sums(database, read.within(KeyRange.WITH_NULL));
        sums.add(sums(database, read.within(new KeyRange.AnyOf(even))));
        if (!odd.isEmpty()) {
            sums.add(sums(database, read.within(new KeyRange.AnyOf(odd))));
        }
        assertThat(sums.total()).isEqualTo(sums(database, read).total());
    }

    private static void assertRangesOfTheFirstColumnDivide(
            Database database, TableRead read, Between some, List<String> all) {
        if (some.after().isEmpty()) {
            return;
        }
        List<Value> first = some.after().subList(0, 1);
        List<String> pieces = new ArrayList<>(frames(database, read.within(KeyRange.WITH_NULL)));
        pieces.addAll(frames(database, read.within(new Between(List.of(), first))));
        pieces.addAll(frames(database, read.within(new Between(first, List.of()))));
        assertThat(pieces).containsExactlyInAnyOrderElementsOf(all);
    }

    /**
     * Whatever value bounds a range, the rows are divided by where their keys lie in the order that databases have in common.
     *
     * @param read has a key of a column of such an order and a whole number behind it; rows of some keys lack one of them
     */
    static void assertDividedByAnyValue(Database database, TableRead read) {
        List<List<Value>> keys = new ArrayList<>();
        List<Integer> places =
                read.keyOrder().stream().map(read.columns()::indexOf).toList();
        database.reader(read, new Cancellation())
                .scan(() ->
                        new Values(row -> keys.add(places.stream().map(row::get).toList())));
        keys.removeIf(key -> key.contains(Value.Null.NULL));
        assertThat(keys).isNotEmpty();
        for (Value value : AnyBound.of(read.keyOrder().get(0).column().valueType())) {
            for (List<Value> bound : List.of(List.of(value), List.of(value, new Value.Whole(7)))) {
                long upTo =
                        keys.stream().filter(key -> compare(key, bound) <= 0).count();
                assertThat(count(database, read.within(new Between(List.of(), bound))))
                        .as("up to %s", bound)
                        .isEqualTo(upTo);
                assertThat(count(database, read.within(new Between(bound, List.of()))))
                        .as("behind %s", bound)
                        .isEqualTo(keys.size() - upTo);
            }
        }
    }

    private static long count(Database database, TableRead read) {
        return database.reader(read, new Cancellation()).count();
    }

    private static int compare(List<Value> key, List<Value> bound) {
        for (int i = 0; i < bound.size(); i++) {
            int order = CommonOrder.compare(key.get(i), bound.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /**
     * The database and this process spread rows alike by the numbers that lead their keys.
     *
     * @param read has a key of numbers that both have few bits and all of them
     */
    static void assertSpreadAlike(Database database, TableRead read) {
        for (KeyBuckets buckets : List.of(
                KeyBuckets.ONE,
                KeyBuckets.over(-3, 5, 4),
                KeyBuckets.over(-3, 5, 100),
                KeyBuckets.over(Long.MAX_VALUE - 7, Long.MAX_VALUE, 3),
                KeyBuckets.over(Long.MIN_VALUE, Long.MIN_VALUE + 9, 1024),
                KeyBuckets.over(-1L << 40, 1L << 40, 512),
                KeyBuckets.over(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, 1024))) {
            BucketFingerprints here = new BucketFingerprints(buckets);
            database.reader(read, new Cancellation()).scan(() -> {
                RowHasher[] hasher = new RowHasher[1];
                hasher[0] = RowHashing.MD5.hasher(
                        read.canonicalTypes(), (high, low) -> here.add(buckets.of(hasher[0].watched()), high, low));
                hasher[0].watch(read.columns().indexOf(read.keyOrder().get(0)));
                return hasher[0];
            });
            BucketFingerprints there = database.reader(read, new Cancellation()).fingerprints(buckets);

            assertThat(here.total().rows()).isPositive();
            assertThat(there.differences(here).stream()).as("%s", buckets).isEmpty();
        }
    }

    private static BucketFingerprints sums(Database database, TableRead read) {
        return database.reader(read, new Cancellation()).fingerprints(new Buckets(4));
    }

    private static List<String> frames(Database database, TableRead read) {
        List<String> frames = new ArrayList<>();
        database.reader(read, new Cancellation())
                .scan(() -> new Values(row -> frames.add(RowEncoder.frameOf(row, read.canonicalTypes()))));
        return frames;
    }
}
