package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHasher;
import dev.reconcile.core.canonical.RowHashes;
import dev.reconcile.core.canonical.RowHashing;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.KeyBuckets;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sums the hashes of one side's rows, segment by segment, where the side is hashed.
 *
 * @param side the side
 * @param hashing how this process hashes, where it does
 * @param cancellation stops a read
 * @param progress is told how many rows more were read
 */
record SegmentSums(ReadSide side, RowHashing hashing, Cancellation cancellation, LongConsumer progress) {

    private static final int ROWS_PER_PROGRESS = 1 << 14;

    /**
     * The sums of a segment.
     *
     * @param segment the side's read, or a part of it
     * @throws UnusablePairException if a text has no UTF-8 form
     */
    BucketFingerprints of(TableRead segment, Bucketing buckets) {
        TableReader reader = side.database().reader(segment, cancellation);
        return switch (side.place()) {
            case DATABASE -> {
                BucketFingerprints sums = reader.fingerprints(buckets);
                tell(sums.total().rows());
                yield sums;
            }
            case CLIENT -> summedHere(reader, segment, buckets);
        };
    }

    private BucketFingerprints summedHere(TableReader reader, TableRead segment, Bucketing buckets) {
        IdentityHashMap<RowHasher, Summing> attempts = new IdentityHashMap<>();
        try {
            RowHasher hasher = reader.scan(() -> {
                Summing summing = Summing.of(buckets, this::tell);
                RowHasher fresh = hashing.hasher(segment.canonicalTypes(), summing);
                summing.reads(fresh, segment);
                attempts.put(fresh, summing);
                return fresh;
            });
            Summing successful = Objects.requireNonNull(attempts.get(hasher));
            successful.tellTheRest();
            return successful.sums;
        } catch (UnencodableTextException e) {
            throw new UnusablePairException(segment.table().name() + "."
                    + segment.columns().get(e.column()).column()
                    + " holds a text with half of a surrogate pair, which is no valid Unicode and which the other"
                    + " side cannot hold. Mend the value or exclude the column.");
        }
    }

    private void tell(long rows) {
        if (rows > 0) {
            progress.accept(rows);
        }
    }

    /** Sums hashes, and tells now and then how many more there were. */
    private abstract static class Summing implements RowHashes {

        final BucketFingerprints sums;
        private final LongConsumer progress;
        private int untold;

        Summing(Bucketing buckets, LongConsumer progress) {
            this.sums = new BucketFingerprints(buckets);
            this.progress = progress;
        }

        static Summing of(Bucketing buckets, LongConsumer progress) {
            return buckets instanceof KeyBuckets ofKeys
                    ? new ByKey(ofKeys, progress)
                    : new ByHash((Buckets) buckets, progress);
        }

        /** It will be given the hashes that this one makes of this segment. */
        void reads(RowHasher hasher, TableRead segment) {}

        final void tellOne() {
            if (++untold == ROWS_PER_PROGRESS) {
                tellTheRest();
            }
        }

        final void tellTheRest() {
            progress.accept(untold);
            untold = 0;
        }
    }

    private static final class ByHash extends Summing {

        ByHash(Buckets buckets, LongConsumer progress) {
            super(buckets, progress);
        }

        @Override
        public void add(long high, long low) {
            sums.add(high, low);
            tellOne();
        }
    }

    private static final class ByKey extends Summing {

        private final KeyBuckets buckets;
        private @Nullable RowHasher hasher;

        ByKey(KeyBuckets buckets, LongConsumer progress) {
            super(buckets, progress);
            this.buckets = buckets;
        }

        @Override
        void reads(RowHasher fresh, TableRead segment) {
            fresh.watch(segment.columns().indexOf(segment.keyOrder().get(0)));
            hasher = fresh;
        }

        @Override
        public void add(long high, long low) {
            sums.add(buckets.of(Objects.requireNonNull(hasher).watched()), high, low);
            tellOne();
        }
    }
}
