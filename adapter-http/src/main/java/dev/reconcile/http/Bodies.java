package dev.reconcile.http;

import io.javalin.config.Key;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests. Each that is waited for keeps a thread, so that only {@link Limits#BODIES} are at once; those
 * that come with their request need not be waited for. Safe for use by several threads.
 */
final class Bodies {

    /** Under which the service keeps them for its requests. */
    static final Key<Bodies> KEY = new Key<>("reconcile.bodies");

    private final Semaphore waits = new Semaphore(Limits.BODIES);

    /**
     * The whole body of a request; empty where it has none.
     *
     * @throws Problem if it is too long or comes too slowly, or too many are waited for
     */
    byte[] read(Context context) throws IOException {
        if (context.req().getContentLengthLong() > Limits.BODY) {
            throw Problem.of(413);
        }
        if (!ComingBody.isIn(context)) {
            return new byte[0];
        }
        ComingBody body = ComingBody.of(context);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (readWhatIsHere(body, bytes)) {
            return bytes.toByteArray();
        }
        if (!waits.tryAcquire()) {
            throw Problem.later(503, 2, "Too many bodies of requests are waited for at once. Try again.");
        }
        try {
            waitFor(body, bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503);
        } finally {
            waits.release();
        }
        return bytes.toByteArray();
    }

    private static void waitFor(ComingBody body, ByteArrayOutputStream bytes) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        do {
            Duration left = Limits.BODY_TIME.minus(Duration.ofNanos(System.nanoTime() - begun));
            if (left.isNegative() || !body.await(left)) {
                throw Problem.of(408);
            }
        } while (!readWhatIsHere(body, bytes));
    }

    /** @return whether that was the end of it */
    private static boolean readWhatIsHere(ComingBody body, ByteArrayOutputStream bytes) throws IOException {
        byte[] some = new byte[8_192];
        while (body.isHere()) {
            int read = body.read(some);
            if (read < 0) {
                return true;
            }
            bytes.write(some, 0, read);
            if (bytes.size() > Limits.BODY) {
                throw Problem.of(413);
            }
        }
        return false;
    }
}
