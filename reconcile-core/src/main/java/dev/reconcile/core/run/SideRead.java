package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHashes;
import dev.reconcile.core.canonical.UnencodableTextException;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.fingerprint.Fingerprint;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.run.RunOptions.HashIn;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one read of one side gave.
 *
 * @param count the rows read
 * @param fingerprints their hashes in buckets; null where rows were only counted
 * @param report how it was read
 */
record SideRead(long count, @Nullable BucketFingerprints fingerprints, SideReport report) {

    private static final int ROWS_PER_PROGRESS = 1 << 14;

    /** Reads one side of a table pair; whoever calls decides whether to count or to hash. */
    record Side(
            Database database,
            TableRead read,
            SegmentOptions segments,
            Pace.OfSide pace,
            Cancellation cancellation,
            InstantSource clock,
            LongConsumer progress) {

        /** Counts the rows. */
        SideRead count() {
            Stopwatch watch = Stopwatch.started(clock);
            pace.await();
            long count = database.reader(read, cancellation).count();
            pace.read(count);
            tell(count);
            return new SideRead(count, null, report(count, null, null, watch));
        }

        /**
         * Hashes the rows segment by segment, and counts them in the same reads.
         *
         * @throws UnusablePairException if the database is to hash what it cannot hash exactly, or if a text has no UTF-8
         *     form
         */
        SideRead hash(Buckets buckets, HashIn hashIn) {
            Stopwatch watch = Stopwatch.started(clock);
            HashPlace place = place(database.reader(read, cancellation), hashIn);
            BucketFingerprints fingerprints = new BucketFingerprints(buckets);
            new OwnSegments(database, read, segments, clock, pace, cancellation).forEach((segment, mostRows) -> {
                TableReader reader = database.reader(segment, cancellation);
                BucketFingerprints sums =
                        place == HashPlace.DATABASE ? hashThere(reader, buckets) : hashHere(reader, buckets);
                fingerprints.add(sums);
                pace.read(sums.total().rows());
            });
            Fingerprint total = fingerprints.total();
            return new SideRead(total.rows(), fingerprints, report(total.rows(), total.checksum(), place, watch));
        }

        private HashPlace place(TableReader reader, HashIn hashIn) {
            Hashing hashing = Hashing.of(reader, hashIn);
            if (hashing.place() == null) {
                throw new UnusablePairException(
                        read.table().name() + " cannot be hashed in the database: " + hashing.reason());
            }
            return hashing.place();
        }

        private BucketFingerprints hashThere(TableReader reader, Buckets buckets) {
            BucketFingerprints fingerprints = reader.fingerprints(buckets);
            tell(fingerprints.total().rows());
            return fingerprints;
        }

        private BucketFingerprints hashHere(TableReader reader, Buckets buckets) {
            IdentityHashMap<RowEncoder, Telling> attempts = new IdentityHashMap<>();
            try {
                RowEncoder encoder = reader.scan(() -> {
                    Telling fingerprints = new Telling(new BucketFingerprints(buckets), this::tell);
                    RowEncoder fresh = new RowEncoder(read.canonicalTypes(), fingerprints);
                    attempts.put(fresh, fingerprints);
                    return fresh;
                });
                Telling successful = Objects.requireNonNull(attempts.get(encoder));
                successful.tellTheRest();
                return successful.fingerprints;
            } catch (UnencodableTextException e) {
                throw new UnusablePairException(read.table().name() + "."
                        + read.columns().get(e.column()).column()
                        + " holds a text with half of a surrogate pair, which is no valid Unicode and which the other"
                        + " side cannot hold. Mend the value or exclude the column.");
            }
        }

        private void tell(long rows) {
            if (rows > 0) {
                progress.accept(rows);
            }
        }

        private SideReport report(long count, @Nullable String checksum, @Nullable HashPlace place, Stopwatch watch) {
            DatabaseFacts facts = database.facts();
            return new SideReport(
                    facts.engine(), count, checksum, place, facts.isolation(), facts.replica(), watch.milliseconds());
        }
    }

    /** Sums hashes, and tells now and then how many more there were. */
    private static final class Telling implements RowHashes {

        private final BucketFingerprints fingerprints;
        private final LongConsumer progress;
        private int untold;

        Telling(BucketFingerprints fingerprints, LongConsumer progress) {
            this.fingerprints = fingerprints;
            this.progress = progress;
        }

        @Override
        public void add(long high, long low) {
            fingerprints.add(high, low);
            if (++untold == ROWS_PER_PROGRESS) {
                tellTheRest();
            }
        }

        void tellTheRest() {
            progress.accept(untold);
            untold = 0;
        }
    }
}
