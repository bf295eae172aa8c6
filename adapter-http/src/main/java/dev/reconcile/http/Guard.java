package dev.reconcile.http;

import dev.reconcile.core.port.HistoryException;
import dev.reconcile.http.token.Caller;
import dev.reconcile.http.token.Role;
import dev.reconcile.http.token.Tokens;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before every handler: who comes, whether he may, and what is said of it where it fails. */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final String BEARER = "Bearer ";
    private static final String SUBJECTS = "reconcile.subjects";
    private static final String STILL = "reconcile.still";

    private final Optional<Tokens> tokens;
    private final Origins origins;
    private final Methods methods;
    private final Unread unread = new Unread();

    Guard(Optional<Tokens> tokens, Origins origins, Methods methods) {
        this.tokens = tokens;
        this.origins = origins;
        this.methods = methods;
    }

    /** Answers a request, if whoever sends it may. */
    void pass(Context context, Route.Action action) throws Exception {
        if (action instanceof Route.Open open) {
            open.task()
                    .act(context, token(context).isEmpty() && tokens.isPresent() ? Optional.empty() : known(context));
        } else if (action instanceof Route.Read read) {
            read.task().act(context, require(context, read.needed()));
        } else if (action instanceof Route.Stream stream) {
            stream.task().act(context, require(context, stream.needed()));
        } else if (action instanceof Route.Change change) {
            change(context, change.needed(), change.task());
        }
    }

    /** What is asked for is what the request's line says. */
    private static void requirePlain(Context context) {
        if (context.req().getHeader("X-HTTP-Method-Override") != null) {
            throw Problem.of(400, "The method is the one of the request's line.");
        }
    }

    /** Refuses what comes under a foreign name, before anything else. */
    void before(Context context) {
        try {
            origins.require(context.req().getHeader("Host"));
            requirePlain(context);
        } catch (Problem refused) {
            Audit.say(context, "-", refused.status(), List.of());
            throw refused;
        }
    }

    /** Lets those change something who have a role, and says what came of it. */
    private void change(Context context, Role needed, Route.Task action) throws Exception {
        Caller caller = require(context, needed);
        try {
            origins.requireSame(
                    context.req().getHeader("Host"),
                    context.req().getHeader("Origin"),
                    context.req().getHeader("Sec-Fetch-Site"));
            action.act(context, caller);
            Audit.say(context, caller.name(), context.statusCode(), subjects(context));
        } catch (Exception e) {
            Audit.say(context, caller.name(), problem(e).status(), subjects(context));
            throw e;
        }
    }

    /** Says in the audit log what the request is about, beside what was said before. */
    static void about(Context context, String what, String name) {
        List<String> subjects = new ArrayList<>(subjects(context));
        subjects.add(Audit.subject(what, name));
        context.attribute(SUBJECTS, subjects);
    }

    private static List<String> subjects(Context context) {
        List<String> subjects = context.attribute(SUBJECTS);
        return subjects == null ? List.of() : subjects;
    }

    private Caller require(Context context, Role needed) {
        Optional<Caller> caller;
        try {
            caller = known(context);
        } catch (Problem refused) {
            Audit.say(context, "-", refused.status(), List.of());
            throw refused;
        }
        if (caller.isEmpty()) {
            Audit.say(context, "-", 401, List.of());
            throw Problem.unauthorized(
                    "A token is needed: Authorization: Bearer TOKEN, as 'reconcile token create'" + " printed it.");
        }
        if (!caller.get().may(needed)) {
            Audit.say(context, caller.get().name(), 403, List.of());
            throw Problem.of(403, "This needs a token with the role " + needed + ".");
        }
        BooleanSupplier still = () -> holdsStill(context, needed);
        context.attribute(STILL, still);
        return caller.get();
    }

    /** Whether who was let in would be let in now: for what goes on after its token may have been removed. */
    static boolean isStillLetIn(Context context) {
        BooleanSupplier still = context.attribute(STILL);
        return still == null || still.getAsBoolean();
    }

    private boolean holdsStill(Context context, Role needed) {
        try {
            return known(context).filter(caller -> caller.may(needed)).isPresent();
        } catch (Problem refused) {
            return false;
        }
    }

    private Optional<Caller> known(Context context) {
        if (tokens.isEmpty()) {
            return Optional.of(Caller.ANYBODY);
        }
        Optional<String> token = token(context);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<Caller> caller = tokens.get().caller(token.get());
            if (caller.isEmpty()) {
                throw Problem.unauthorized("There is no such token.");
            }
            return caller;
        } catch (Tokens.BusyException e) {
            throw Problem.later(503, 2, "Too many tokens that are not known yet come at once. Try again.");
        }
    }

    private static Optional<String> token(Context context) {
        List<String> headers = Collections.list(context.req().getHeaders("Authorization"));
        if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        return Optional.of(headers.get(0).substring(BEARER.length()).strip());
    }

    /** What somebody is told of what went wrong. Ours alone are texts; of all else only the place reaches the log. */
    static Problem problem(Exception e) {
        if (e instanceof Problem problem) {
            return problem;
        }
        if (e instanceof HttpResponseException known) {
            return Problem.of(known.getStatus());
        }
        if (e instanceof HttpException known) {
            return Problem.of(known.getCode());
        }
        if (e.getCause() instanceof HttpException known) {
            return Problem.of(known.getCode());
        }
        if (e instanceof HistoryException) {
            return Problem.later(503, 5, "The history is off at the moment. The service's log says why.");
        }
        return Problem.of(500);
    }

    /** Answers a failure, once the request has come as far as it is waited for. */
    void failed(Exception e, Context context) {
        Problem problem = problem(e);
        if (problem.status() == 405) {
            context.header("Allow", methods.at(context.path()));
        }
        if (problem.status() == 500 && !(e instanceof EofException)) {
            LOG.error(
                    "{} {}: {} at {}",
                    context.req().getMethod(),
                    Audit.harmless(context.req().getRequestURI()),
                    e.getClass().getName(),
                    List.of(e.getStackTrace()));
        }
        unread.discard(context);
        Answers.problem(context, problem);
    }
}
