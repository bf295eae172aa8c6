package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The pauses between attempts: twice as long each time, with jitter, so that many clients do not come back at once. */
final class Backoff {

    /** How often something is tried in all. */
    static final int ATTEMPTS = 4;

    private static final long FIRST_MILLIS = 250;

    private Backoff() {}

    /**
     * Waits between half and all of 250 ms × 2<sup>attempt − 1</sup>, or until the cancellation.
     *
     * @param attempt how many attempts were made, at least 1
     * @throws CancelledException once the cancellation is cancelled
     */
    static void pauseAfter(int attempt, Cancellation cancellation) {
        long longest = FIRST_MILLIS << (attempt - 1);
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
