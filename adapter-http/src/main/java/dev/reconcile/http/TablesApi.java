package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.report.JsonHistory;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of tables. */
final class TablesApi {

    private static final int STRIP = 20;

    /** Many who look at once are shown the same: to make it takes a question of each table. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final History history;

    /** Guards what is below. */
    private final Object lock = new Object();

    private List<ObjectNode> tables = List.of();
    private final Map<String, Tagged> answers = new HashMap<>();
    private long made;
    private boolean isMade;

    TablesApi(History history) {
        this.history = history;
    }

    List<Route> routes() {
        return List.of(Route.read("/api/v1/tables", (context, caller) -> tables(context)));
    }

    private void tables(Context context) {
        answer(Asked.of(context, "job").text("job").orElse("")).to(context);
    }

    /** Written once, however many ask. */
    private Tagged answer(String job) {
        synchronized (lock) {
            if (!isMade || System.nanoTime() - made > FRESH.toNanos()) {
                tables = history.ask(TablesApi::all);
                answers.clear();
                made = System.nanoTime();
                isMade = true;
            }
            // A job that there is not would be kept for whatever name is asked for.
            return tables.stream().anyMatch(table -> isOf(job, table))
                    ? answers.computeIfAbsent(job, this::written)
                    : written(job);
        }
    }

    private Tagged written(String job) {
        ObjectNode node = Answers.JSON.objectNode();
        ArrayNode items = node.putArray("items");
        tables.stream().filter(table -> isOf(job, table)).forEach(items::add);
        return Tagged.of(node);
    }

    private static boolean isOf(String job, ObjectNode table) {
        return job.isEmpty() || job.equals(table.get("job").asText());
    }

    private static List<ObjectNode> all(RunHistory store) {
        Map<PairName, Long> open = store.openFindings();
        return store.states().stream()
                .map(state -> {
                    ObjectNode node = JsonHistory.state(state);
                    node.put("open_findings", open.getOrDefault(state.pair(), 0L));
                    ArrayNode strip = node.putArray("results");
                    store.results(state.pair(), STRIP).forEach(result -> strip.add(JsonHistory.result(result)));
                    return node;
                })
                .toList();
    }
}
