package dev.reconcile.http;

import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who asked for a change and what came of it, and who was refused: a line each, in the log {@code audit}. */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private static final int LONGEST = 200;

    private Audit() {}

    /**
     * Says what came of a request.
     *
     * @param who what his token is called
     * @param subject what it is about beside its address, such as a run; may be empty
     */
    static void say(Context context, String who, int status, String subject) {
        LOG.info(
                "who={} from={} request=\"{} {}\" status={}{}",
                who,
                harmless(context.req().getRemoteAddr()),
                harmless(context.req().getMethod()),
                harmless(context.req().getRequestURI()),
                status,
                subject.isEmpty() ? "" : " " + harmless(subject));
    }

    /** One line, whatever was sent. */
    static String harmless(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.replaceAll("[^\\x21\\x23-\\x7e ]", "?");
    }
}
