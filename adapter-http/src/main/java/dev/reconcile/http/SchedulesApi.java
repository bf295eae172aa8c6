package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.report.JsonHistory;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** When jobs are due, and whether anything comes of it. */
final class SchedulesApi {

    private static final int TICKS = 10;

    private final Optional<Schedules> schedules;
    private final History history;

    SchedulesApi(Optional<Schedules> schedules, History history) {
        this.schedules = schedules;
        this.history = history;
    }

    List<Route> routes() {
        return List.of(
                Route.read("/api/v1/schedules", (context, caller) -> list(context)),
                Route.change("/api/v1/schedules/{job}/pause", (context, caller) -> act(context, Schedules::pause)),
                Route.change("/api/v1/schedules/{job}/resume", (context, caller) -> act(context, Schedules::resume)),
                Route.change("/api/v1/schedules/{job}/trigger", (context, caller) -> act(context, Schedules::trigger)));
    }

    private void list(Context context) {
        Asked.of(context);
        ObjectNode node = Answers.JSON.objectNode();
        node.put("scheduled", schedules.isPresent());
        ArrayNode items = node.putArray("items");
        for (Schedules.State state : schedules.map(Schedules::list).orElse(List.of())) {
            items.add(json(state));
        }
        Answers.json(context, node);
    }

    private ObjectNode json(Schedules.State state) {
        ObjectNode job = Answers.JSON.objectNode();
        job.put("job", state.job());
        job.put("timetable", state.timetable());
        job.put("next", state.next() == null ? null : state.next().toString());
        job.put("paused", state.paused());
        job.put("running", state.running());
        ArrayNode ticks = job.putArray("ticks");
        history.ask(store -> store.ticks(state.job(), TICKS).stream()
                        .map(tick -> json(store, tick))
                        .toList())
                .forEach(ticks::add);
        return job;
    }

    /** A time that was due, with what became of its run. */
    private static ObjectNode json(RunHistory store, Tick tick) {
        ObjectNode node = JsonHistory.tick(tick);
        ObjectNode run = Optional.ofNullable(tick.run())
                .flatMap(store::run)
                .map(JsonHistory::run)
                .orElse(Answers.JSON.objectNode());
        node.set("run_state", run.get("state"));
        node.set("run_status", run.get("status"));
        return node;
    }

    private void act(Context context, BiConsumer<Schedules, String> action) throws IOException {
        Asked.of(context);
        Asked.noBody(context);
        Schedules all = schedules.orElseThrow(() -> Problem.of(
                409, "This service runs nothing by itself. Start it with 'reconcile serve --with-schedule'."));
        String job = context.pathParam("job");
        try {
            action.accept(all, job);
        } catch (Schedules.NoSuchJobException e) {
            throw Problem.of(404, "There is no such job. /api/v1/jobs lists those that there are.");
        }
        ObjectNode state = all.list().stream()
                .filter(known -> known.job().equals(job))
                .findFirst()
                .map(this::json)
                .orElseThrow(() -> Problem.of(404));
        context.status(202);
        Answers.json(context, state);
    }
}
