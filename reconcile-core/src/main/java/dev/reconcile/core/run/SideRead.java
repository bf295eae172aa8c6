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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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
            Database database, TableRead read, Cancellation cancellation, InstantSource clock, LongConsumer progress) {

        /** Counts the rows. */
        SideRead count() {
            Instant start = clock.instant();
            long count = database.reader(read, cancellation).count();
            progress.accept(count);
            return new SideRead(count, null, report(count, null, null, start));
        }

        /**
         * Hashes the rows, and counts them in the same read.
         *
         * @throws UnusablePairException if the database is to hash what it cannot hash exactly, or if a text has no UTF-8
         *     form
         */
        SideRead hash(Buckets buckets, HashIn hashIn) {
            Instant start = clock.instant();
            TableReader reader = database.reader(read, cancellation);
            HashPlace place = place(reader, hashIn);
            BucketFingerprints fingerprints =
                    place == HashPlace.DATABASE ? hashThere(reader, buckets) : hashHere(reader, buckets);
            Fingerprint total = fingerprints.total();
            return new SideRead(total.rows(), fingerprints, report(total.rows(), total.checksum(), place, start));
        }

        private HashPlace place(TableReader reader, HashIn hashIn) {
            Optional<String> obstacle = reader.obstacleToHashing();
            return switch (hashIn) {
                case CLIENT -> HashPlace.CLIENT;
                case AUTO -> obstacle.isEmpty() ? HashPlace.DATABASE : HashPlace.CLIENT;
                case DATABASE -> {
                    if (obstacle.isPresent()) {
                        throw new UnusablePairException(read.table().name()
                                + " cannot be hashed in the database: " + obstacle.get()
                                + " Use --hash-in auto or --hash-in client.");
                    }
                    yield HashPlace.DATABASE;
                }
            };
        }

        private BucketFingerprints hashThere(TableReader reader, Buckets buckets) {
            BucketFingerprints fingerprints = reader.fingerprints(buckets);
            progress.accept(fingerprints.total().rows());
            return fingerprints;
        }

        private BucketFingerprints hashHere(TableReader reader, Buckets buckets) {
            BucketFingerprints[] latest = new BucketFingerprints[1];
            try {
                reader.scan(() -> {
                    BucketFingerprints fresh = new BucketFingerprints(buckets);
                    latest[0] = fresh;
                    return new RowEncoder(read.canonicalTypes(), new Reporting(fresh, progress));
                });
            } catch (UnencodableTextException e) {
                throw new UnusablePairException(read.table().name() + "."
                        + read.columns().get(e.column()).column()
                        + " holds a text with half of a surrogate pair, which is no valid Unicode and which the other"
                        + " side cannot hold. Mend the value or exclude the column.");
            }
            return latest[0];
        }

        private SideReport report(long count, @Nullable String checksum, @Nullable HashPlace place, Instant start) {
            DatabaseFacts facts = database.facts();
            long milliseconds = Duration.between(start, clock.instant()).toMillis();
            return new SideReport(
                    facts.engine(), count, checksum, place, facts.isolation(), facts.replica(), milliseconds);
        }
    }

    /** Hands hashes on, and says now and then how many there were. */
    private static final class Reporting implements RowHashes {

        private final RowHashes next;
        private final LongConsumer progress;
        private int unreported;

        Reporting(RowHashes next, LongConsumer progress) {
            this.next = next;
            this.progress = progress;
        }

        @Override
        public void add(long high, long low) {
            next.add(high, low);
            if (++unreported == ROWS_PER_PROGRESS) {
                progress.accept(unreported);
                unreported = 0;
            }
        }
    }
}
