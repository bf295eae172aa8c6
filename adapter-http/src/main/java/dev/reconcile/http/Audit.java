package dev.reconcile.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;
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
     * @param subjects what it is about beside its address, each by {@link #subject}; may be empty
     */
    static void say(Context context, String who, int status, List<String> subjects) {
        LOG.info(
                "who={} from={} request=\"{} {}\" status={}{}",
                who,
                harmless(context.req().getRemoteAddr()),
                harmless(context.req().getMethod()),
                harmless(context.req().getRequestURI()),
                status,
                subjects.stream().map(subject -> " " + subject).collect(Collectors.joining()));
    }

    /** What a request is about: {@code job=nightly}. Whatever stands there does not look like another part of the line. */
    static String subject(String what, String name) {
        String harmless = harmless(name);
        return what + "=" + (harmless.matches("[\\w.-]+") ? harmless : "\"" + harmless + "\"");
    }

    /** One line, whatever was sent. */
    static String harmless(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.replaceAll("[^\\x21\\x23-\\x7e ]", "?");
    }
}
