package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.jdbc.dialect.Failure;
import dev.reconcile.jdbc.dialect.Failure.Persistence;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When something that failed is tried again. The pauses between attempts are twice as long each time, with jitter, so that
 * many clients do not come back at once.
 *
 * @param attempts how often it is tried in all, at least 1
 * @param first the longest that the first pause may be
 * @param patience for how long all attempts together may take, until none is begun any more
 */
record Backoff(int attempts, Duration first, Duration patience) {

    /** Of a connection that was lost, a deadlock, a server that starts up: a long read is worth beginning again. */
    static final Backoff OF_DISTURBANCES = new Backoff(4, Duration.ofMillis(250), Duration.ofDays(24));

    /**
     * Of a lock that was not free. Who holds it comes first: the pauses are longer than for a disturbance, and a read that
     * met the lock only after a minute is not begun again, for it would cost the database that minute once more.
     */
    static final Backoff OF_LOCKS = new Backoff(5, Duration.ofMillis(500), Duration.ofMinutes(1));

    /** The one for this failure. */
    static Backoff of(Failure failure) {
        return failure.kind() == Kind.LOCKED ? OF_LOCKS : OF_DISTURBANCES;
    }

    /**
     * Whether another attempt may help.
     *
     * @param attempt how many were made, at least 1
     * @param taken how long they took together, with the pauses
     */
    boolean triesAgain(Failure failure, int attempt, Duration taken) {
        return failure.persistence() == Persistence.PASSING && attempt < attempts && taken.compareTo(patience) < 0;
    }

    /**
     * Waits between half and all of the first pause × 2<sup>attempt − 1</sup>, or until the cancellation.
     *
     * @param attempt how many attempts were made, at least 1
     * @throws CancelledException once the cancellation is cancelled
     */
    void pauseAfter(int attempt, Cancellation cancellation) {
        long longest = first.toMillis() << (attempt - 1);
        long millis = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Cancellation.Registration ignored = cancellation.onCancel(cancelled::countDown)) {
            if (cancelled.await(millis, TimeUnit.MILLISECONDS)) {
                throw new CancelledException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
