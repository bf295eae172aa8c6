package dev.reconcile.http;

import dev.reconcile.app.SetupException;
import dev.reconcile.core.port.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks databases for whoever sent a request: for a few at once, and for no longer than they wait. What nobody waits for any more
 * keeps its place until it has ended, for it may still load a database; {@link Limits#ASKING} bounds how long that takes.
 */
final class Errands {

    private final Semaphore permits = new Semaphore(Limits.ERRANDS);

    /** What is asked. */
    interface Errand {
        /**
         * Asks, on a thread of its own.
         *
         * @param cancellation is cancelled once nobody waits any more
         */
        String run(Cancellation cancellation) throws Exception;
    }

    /**
     * Asks.
     *
     * @return what the errand brought
     * @throws Problem if too many are asked at once, if it takes too long, or if a database or Vault does not do
     */
    String run(Errand errand) throws Exception {
        if (!permits.tryAcquire()) {
            throw Problem.later(429, 10, "The databases are asked enough at the moment. Try again.");
        }
        Cancellation cancellation = new Cancellation();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> work(errand, cancellation, answer), "reconcile-errand");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(Limits.ERRAND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            cancellation.cancel();
            throw Problem.of(504, "The databases did not answer within " + Limits.ERRAND.toSeconds() + " s.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SetupException setup) {
                // It is for a person, and holds neither secrets nor values.
                throw Problem.of(502, String.valueOf(setup.getMessage()));
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void work(Errand errand, Cancellation cancellation, CompletableFuture<String> answer) {
        try {
            answer.complete(errand.run(cancellation));
        } catch (Exception e) {
            answer.completeExceptionally(e);
        } finally {
            permits.release();
        }
    }
}
