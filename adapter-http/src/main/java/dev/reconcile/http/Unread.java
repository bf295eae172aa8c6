package dev.reconcile.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a refused request's body is still to come. A connection that is closed while bytes come is reset, and whoever sends
 * them loses the answer: RFC 9112, section 9.6. Each that is waited for keeps a thread, and anybody may send one, so that only
 * {@link Limits#UNREADS} are at once; the others are answered as they are. Safe for use by several threads.
 */
final class Unread {

    private static final Logger LOG = LoggerFactory.getLogger(Unread.class);

    private final Semaphore waits = new Semaphore(Limits.UNREADS);

    /**
     * Throws away what comes of a body, until all has come or {@link Limits#UNREAD} bytes, or none for
     * {@link Limits#UNREAD_SILENCE}, or {@link Limits#UNREAD_TIME} is over.
     */
    void discard(Context context) {
        // Who asks first whether to send it need not: RFC 9110, section 10.1.1.
        if (!ComingBody.isIn(context) || context.req().getHeader("Expect") != null) {
            return;
        }
        if (!waits.tryAcquire()) {
            return;
        }
        try {
            ComingBody body = ComingBody.of(context);
            byte[] some = new byte[8_192];
            long begun = System.nanoTime();
            for (int all = 0;
                    all < Limits.UNREAD
                            && System.nanoTime() - begun < Limits.UNREAD_TIME.toNanos()
                            && body.await(Limits.UNREAD_SILENCE); ) {
                int read = body.read(some);
                if (read < 0) {
                    return;
                }
                all += read;
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug(
                    "The rest of a refused body did not come: {}", e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waits.release();
        }
    }
}
