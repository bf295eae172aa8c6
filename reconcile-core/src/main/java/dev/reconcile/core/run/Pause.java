package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits. */
final class Pause {

    private Pause() {}

    /**
     * Waits so long.
     *
     * @throws CancelledException once the cancellation is cancelled
     */
    static void of(Duration wait, Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Cancellation.Registration ignored = cancellation.onCancel(cancelled::countDown)) {
            if (cancelled.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                cancellation.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
