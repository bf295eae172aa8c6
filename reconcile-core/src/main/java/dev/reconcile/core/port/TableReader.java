package dev.reconcile.core.port;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.fingerprint.BucketFingerprints;
import dev.reconcile.core.fingerprint.Buckets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads one table. Each method is one read of the table as it stands at that moment, in constant memory.
 *
 * <p>Every method may throw {@link DatabaseException}, and {@link CancelledException} once the reader's
 * {@link Cancellation} is cancelled.
 */
public interface TableReader {

    /** The number of rows. */
    long count();

    /**
     * Why the database itself cannot hash these columns exactly, as a sentence; empty where it can. A {@link #scan} gives
     * the same fingerprints everywhere.
     */
    Optional<String> obstacleToHashing();

    /**
     * Has the database hash the rows and sum the hashes in buckets.
     *
     * @throws IllegalStateException if there is an {@link #obstacleToHashing}
     */
    BucketFingerprints fingerprints(Buckets buckets);

    /**
     * Streams all rows, in no particular order.
     *
     * @param freshSink makes the sink; called again where a failed read is started again, so that no row is taken twice
     * @return the sink that took all rows
     */
    <S extends RowSink> S scan(Supplier<S> freshSink);
}
