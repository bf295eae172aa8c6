package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.report.JsonHistory;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is known of tables. */
final class TablesApi {

    private static final int STRIP = 20;

    /** Many who look at once are shown the same: to make it takes two questions of each table. */
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
                tables = history.ask(store -> store.states().stream()
                        .map(state -> {
                            ObjectNode node = JsonHistory.state(state);
                            node.put(
                                    "open_findings",
                                    store.findings(FindingQuery.openOf(state.pair(), 1))
                                            .total());
                            ArrayNode strip = node.putArray("results");
                            store.results(state.pair(), STRIP).forEach(result -> strip.add(JsonHistory.result(result)));
                            return node;
                        })
                        .toList());
                made = System.nanoTime();
                isMade = true;
            }
            return tables;
        }
    }
}
