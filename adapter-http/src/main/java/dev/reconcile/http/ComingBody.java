package dev.reconcile.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.HttpInput;

/**
 * A request's body as it comes. A plain read waits as long as the connection may be silent; here it is the caller who says how
 * long.
 */
final class ComingBody {

    /** In milliseconds. */
    private static final long PAUSE = 5;

    private final HttpInput in;

    private ComingBody(HttpInput in) {
        this.in = in;
    }

    /** A client that asks first whether to send it is told to. */
    static ComingBody of(Context context) throws IOException {
        return new ComingBody((HttpInput) context.req().getInputStream());
    }

    /** Whether the request says that it has a body. */
    static boolean isIn(Context context) {
        return context.req().getContentLengthLong() > 0 || context.req().getHeader("Transfer-Encoding") != null;
    }

    /** Whether a read is answered at once: more has come, or the end, or the connection broke. */
    boolean isHere() {
        // It is finished only once its end was read; until then the end counts as content of no length.
        return in.available() > 0 || in.hasContent() || in.isFinished();
    }

    /**
     * Waits until a read is answered at once.
     *
     * @return false where it is not by then
     */
    boolean await(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        while (!isHere()) {
            if (System.nanoTime() - begun >= patience.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    /** As {@link java.io.InputStream#read(byte[])}: waits only where it is not {@linkplain #isHere here}. */
    int read(byte[] some) throws IOException {
        return in.read(some);
    }
}
