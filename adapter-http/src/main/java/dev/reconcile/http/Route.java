package dev.reconcile.http;

import dev.reconcile.http.token.Caller;
import dev.reconcile.http.token.Role;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * Something that the service answers.
 *
 * @param method GET or POST
 * @param path with its parts that vary in braces
 * @param action what is done, once it is known that it may be
 */
record Route(String method, String path, Action action) {

    /** What is done. */
    sealed interface Action permits Open, Read, Stream, Change {}

    /** For whoever comes, with a token or without. */
    record Open(OpenTask task) implements Action {}

    /** For those with a role; changes nothing. */
    record Read(Role needed, Task task) implements Action {}

    /** For those with a role; goes on, so that there is nothing to tell of it without its body. */
    record Stream(Role needed, Task task) implements Action {}

    /** For those with a role; is said in the audit log. */
    record Change(Role needed, Task task) implements Action {}

    /** A task for somebody. */
    interface Task {
        void act(Context context, Caller caller) throws Exception;
    }

    /** A task for whoever comes. */
    interface OpenTask {
        void act(Context context, Optional<Caller> caller) throws Exception;
    }

    /** The methods that it is asked for by: HEAD (RFC 9110, section 9.3.2) where GET is and has an end. */
    List<String> methods() {
        return method.equals("GET") && !(action instanceof Stream) ? List.of("GET", "HEAD") : List.of(method);
    }

    static Route open(String path, OpenTask task) {
        return new Route("GET", path, new Open(task));
    }

    /** Something that every viewer may see. */
    static Route read(String path, Task task) {
        return new Route("GET", path, new Read(Role.VIEWER, task));
    }

    /** Something that every viewer may follow. */
    static Route stream(String path, Task task) {
        return new Route("GET", path, new Stream(Role.VIEWER, task));
    }

    /** Something that an operator may do. */
    static Route change(String path, Task task) {
        return new Route("POST", path, new Change(Role.OPERATOR, task));
    }
}
