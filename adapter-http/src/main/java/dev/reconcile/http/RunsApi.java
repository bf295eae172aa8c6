package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.history.History;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.LiveRun;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.report.Recommender;
import dev.reconcile.core.report.Report;
import dev.reconcile.http.token.Caller;
import dev.reconcile.report.JsonHistory;
import dev.reconcile.report.JsonReportReader;
import dev.reconcile.report.ReportFormat;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs: those that were, those that go on, and those that somebody wants. */
final class RunsApi {

    private static final String RUNS = "/api/v1/runs";

    private final Jobs jobs;
    private final History history;
    private final JobsApi known;
    private final KnownNames names;
    private final RunDesk desk;
    private final RunWarnings warnings;

    RunsApi(Jobs jobs, JobsApi known, KnownNames names, RunDesk desk, RunWarnings warnings) {
        this.jobs = jobs;
        this.history = jobs.history();
        this.known = known;
        this.names = names;
        this.desk = desk;
        this.warnings = warnings;
    }

    List<Route> routes() {
        return List.of(
                Route.read(RUNS, (context, caller) -> list(context)),
                Route.change(RUNS, this::start),
                Route.read(RUNS + "/{id}", (context, caller) -> one(context)),
                Route.read(RUNS + "/{id}/tables", (context, caller) -> tables(context)),
                Route.read(RUNS + "/{id}/report", this::report),
                Route.read(RUNS + "/{id}/recommendations", (context, caller) -> recommendations(context)),
                Route.change(RUNS + "/{id}/cancel", (context, caller) -> cancel(context)));
    }

    private void list(Context context) {
        Asked asked = Asked.of(context, "job", "offset", "limit");
        names.requireJob(asked.text("job"));
        Page<RunEntry> page = history.ask(store -> store.runs(asked.text("job"), asked.offset(), asked.limit()));
        ObjectNode node = Answers.page(page, asked.offset(), asked.limit(), JsonHistory::run);
        ArrayNode queue = node.putArray("queue");
        desk.queue().stream()
                .filter(run -> asked.text("job")
                        .filter(job -> !job.equals(run.request().job()))
                        .isEmpty())
                .forEach(run -> queue.add(json(run)));
        Answers.json(context, node);
    }

    private void one(Context context) {
        Asked.of(context);
        String id = context.pathParam("id");
        ObjectNode node = json(id);
        if (!node.get("ended_at").isNull()) {
            warnings(id).ifPresent(known -> known.addTo(node));
        }
        Answers.json(context, node);
    }

    private Optional<RunWarnings.Warnings> warnings(String id) {
        try {
            return history.ask(store -> warnings.of(store, id));
        } catch (HistoryException off) {
            return Optional.empty();
        }
    }

    /** A run, wherever something is known of it. */
    ObjectNode json(String id) {
        Optional<RunDesk.Waiting> waiting = desk.waiting(id);
        if (waiting.isPresent()) {
            return json(waiting.get());
        }
        Optional<LiveRun> live = jobs.runner().live().find(id);
        Optional<RunEntry> kept = entry(id, live.isPresent());
        ObjectNode node = live.map(run -> shown(run, kept))
                .or(() -> kept)
                .map(JsonHistory::run)
                .orElseThrow(() -> Problem.of(404, "There is no such run, or it is too old to be remembered."));
        live.filter(run -> !run.hasEnded()).ifPresent(run -> node.set("progress", progress(run)));
        return node;
    }

    /**
     * A run has ended when it is in nobody's way and its results can be had: the history knows of them a moment earlier, or later, and
     * while it is off not at all.
     */
    private RunEntry shown(LiveRun run, Optional<RunEntry> kept) {
        Optional<RunEntry> end = run.end();
        if (end.isEmpty()) {
            return kept.filter(RunsApi::goesOn).orElseGet(run::running);
        }
        if (kept.filter(known -> !goesOn(known)).isPresent()) {
            return kept.get();
        }
        return history.trouble().isPresent() ? end.get() : kept.orElseGet(run::running);
    }

    private static boolean goesOn(RunEntry run) {
        return run.state() == RunState.RUNNING;
    }

    /** A run that this process knows by itself is told of also while the history is off. */
    private Optional<RunEntry> entry(String id, boolean otherwiseKnown) {
        try {
            return history.ask(store -> store.run(id));
        } catch (HistoryException e) {
            if (otherwiseKnown) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static ArrayNode progress(LiveRun run) {
        ArrayNode all = Answers.JSON.arrayNode();
        for (LiveRun.Progress progress : run.progress()) {
            all.addObject()
                    .put("source", progress.pair().source().toString())
                    .put("target", progress.pair().target().toString())
                    .put("source_rows", progress.sourceRows())
                    .put("target_rows", progress.targetRows());
        }
        return all;
    }

    private static ObjectNode json(RunDesk.Waiting waiting) {
        RunStart start = waiting.request().start(waiting.since(), false);
        return JsonHistory.run(new RunEntry(start, RunState.RUNNING, null, null, "", 0, 0, 0, 0, 0))
                .put("state", waiting.cancelled() ? "cancelled" : "queued");
    }

    private void tables(Context context) {
        Asked.of(context);
        String id = context.pathParam("id");
        json(id);
        ObjectNode node = Answers.JSON.objectNode();
        ArrayNode items = node.putArray("items");
        history.ask(store -> store.tablesOf(id)).forEach(table -> items.add(JsonHistory.result(table)));
        Answers.json(context, node);
    }

    private void report(Context context, Caller caller) throws IOException {
        Asked asked = Asked.of(context, "format");
        String id = context.pathParam("id");
        ReportFormat format = RunReport.format(
                asked.text("format"),
                String.join(",", Collections.list(context.req().getHeaders("Accept"))));
        RunReport.answer(context, caller, id, kept(id), format);
    }

    private Report kept(String id) throws IOException {
        String kept = history.ask(store -> store.report(id))
                .orElseThrow(() -> Problem.of(404, "There is no report of such a run: it has not ended, or failed."));
        return new JsonReportReader().read("of the run", kept);
    }

    /** What to do about what a run found: about all of it, or about one table alone. */
    private void recommendations(Context context) throws IOException {
        Asked asked = Asked.of(context, "target");
        Report report = kept(context.pathParam("id"));
        ObjectNode node = Answers.JSON.objectNode();
        ArrayNode items = node.putArray("items");
        asked.text("target")
                .map(target -> ofTable(report, target))
                .orElseGet(report::recommendations)
                .forEach(items::add);
        Answers.json(context, node);
    }

    private static List<String> ofTable(Report report, String target) {
        return Recommender.recommend(
                report.discrepancies().stream()
                        .filter(discrepancy -> discrepancy.table().equals(target))
                        .toList(),
                report.tables().stream()
                        .filter(table -> table.target().equals(target))
                        .toList());
    }

    private void start(Context context, Caller caller) throws IOException {
        Asked.of(context);
        JsonNode body = Asked.body(context, "job", "depth", "tables");
        String job = RunChoices.job(body, known);
        Guard.about(context, "job", job);
        String id = desk.take(job, RunChoices.of(body), key(context, caller));
        Guard.about(context, "run", id);
        context.status(202).header("Location", RUNS + "/" + id);
        Answers.json(context, json(id));
    }

    private static @Nullable String key(Context context, Caller caller) {
        String key = context.req().getHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (!key.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problem.of(400, "The Idempotency-Key has from 1 to 200 letters of ASCII, without blanks.");
        }
        return caller.name() + " " + key;
    }

    private void cancel(Context context) throws IOException {
        Asked.of(context);
        Asked.noBody(context);
        String id = context.pathParam("id");
        Guard.about(context, "run", id);
        if (!desk.cancel(id)) {
            json(id);
            throw Problem.of(409, "The run has ended, or another process runs it.");
        }
        context.status(202);
        Answers.json(context, json(id));
    }
}
