package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.http.token.Caller;
import dev.reconcile.http.token.Role;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tells whether the process lives and takes requests. No database is asked: a look at health must not hurt one. */
final class HealthApi {

    private final History history;
    private final BooleanSupplier stopping;

    HealthApi(History history, BooleanSupplier stopping) {
        this.history = history;
        this.stopping = stopping;
    }

    void live(Context context) {
        Answers.json(context, Answers.JSON.objectNode().put("status", "live"));
    }

    /** Runs go on without a history, so that one that is off is said and takes nobody out of service. */
    void ready(Context context, Optional<Caller> caller) {
        if (stopping.getAsBoolean()) {
            throw Problem.later(503, 5, "The service is ending.");
        }
        Optional<String> trouble = history.trouble();
        ObjectNode node = Answers.JSON.objectNode().put("status", "ready");
        node.put("history", history.isOff() ? "off" : trouble.isEmpty() ? "on" : "losing");
        boolean mayKnow = caller.filter(known -> known.may(Role.VIEWER)).isPresent();
        node.put("history_trouble", mayKnow ? trouble.orElse(null) : null);
        Answers.json(context, node);
    }
}
