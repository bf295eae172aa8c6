package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.history.Page;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Writes answers. */
final class Answers {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Answers() {}

    static void json(Context context, JsonNode body) {
        text(context, "application/json", body.toString());
    }

    static void problem(Context context, Problem problem) {
        context.status(problem.status());
        problem.headers().forEach(context::header);
        text(context, Problem.TYPE, problem.json().toString());
    }

    static void text(Context context, String type, String body) {
        context.contentType(type).result(body.getBytes(StandardCharsets.UTF_8));
    }

    /** A page of items. */
    static <T> ObjectNode page(Page<T> page, int offset, int limit, Function<T, ObjectNode> tree) {
        ObjectNode node = JSON.objectNode();
        ArrayNode items = node.putArray("items");
        page.items().forEach(item -> items.add(tree.apply(item)));
        node.put("total", page.total());
        node.put("offset", offset);
        node.put("limit", limit);
        return node;
    }
}
