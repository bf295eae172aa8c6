package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.report.JsonHistory;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of tables. */
final class TablesApi {

    private static final int STRIP = 20;

    /** Many who look at once are shown the same: to make it takes a question of each table. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final History history;

    /** Guards what is below. */
    private final Object lock = new Object();

    private List<ObjectNode> tables = List.of();
    private long made;
    private boolean isMade;

    TablesApi(History history) {
        this.history = history;
    }

    List<Route> routes() {
        return List.of(Route.read("/api/v1/tables", (context, caller) -> tables(context)));
    }

    private void tables(Context context) {
        Optional<String> job = Asked.of(context, "job").text("job");
        ObjectNode node = Answers.JSON.objectNode();
        ArrayNode items = node.putArray("items");
        all().stream()
                .filter(table ->
                        job.isEmpty() || job.get().equals(table.get("job").asText()))
                .forEach(items::add);
        Answers.json(context, node);
    }

    private List<ObjectNode> all() {
        synchronized (lock) {
            if (!isMade || System.nanoTime() - made > FRESH.toNanos()) {
                tables = history.ask(TablesApi::all);
                made = System.nanoTime();
                isMade = true;
            }
            return tables;
        }
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
