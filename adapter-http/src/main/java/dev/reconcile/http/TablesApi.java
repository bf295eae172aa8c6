package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.report.JsonHistory;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of tables. */
final class TablesApi {

    private static final int STRIP = 20;

    private final KnownNames names;

    /** To make it takes a question of each table. */
    private final Fresh<Known> known;

    TablesApi(History history, KnownNames names) {
        this.names = names;
        this.known = new Fresh<>(() -> new Known(history.ask(TablesApi::all)));
    }

    List<Route> routes() {
        return List.of(Route.read("/api/v1/tables", (context, caller) -> tables(context)));
    }

    private void tables(Context context) {
        Optional<String> job = Asked.of(context, "job").text("job");
        names.requireJob(job);
        known.get().answer(job.orElse("")).to(context);
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

    /** Written once, however many ask. */
    private static final class Known {

        private final List<ObjectNode> tables;
        private final Map<String, Tagged> answers = new ConcurrentHashMap<>();

        Known(List<ObjectNode> tables) {
            this.tables = tables;
        }

        Tagged answer(String job) {
            // A job that there is not would be kept for whatever name is asked for.
            return tables.stream().anyMatch(table -> isOf(job, table))
                    ? answers.computeIfAbsent(job, this::written)
                    : written(job);
        }

        private Tagged written(String job) {
            ObjectNode node = Answers.JSON.objectNode();
            ArrayNode items = node.putArray("items");
            tables.stream().filter(table -> isOf(job, table)).forEach(items::add);
            return Tagged.of(node);
        }
    }
}
