package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.LiveRun;
import dev.reconcile.app.job.RunEvent;
import dev.reconcile.core.table.TablePair;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a run goes while it goes, as server-sent events. Whoever comes late is told everything from the beginning, so that
 * nobody need say what he heard last.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventsApi {

    private final Jobs jobs;
    private final RunsApi runs;
    private final RunDesk desk;
    private final BooleanSupplier stopping;
    private final Semaphore streams = new Semaphore(Limits.STREAMS);

    EventsApi(Jobs jobs, RunsApi runs, RunDesk desk, BooleanSupplier stopping) {
        this.jobs = jobs;
        this.runs = runs;
        this.desk = desk;
        this.stopping = stopping;
    }

    List<Route> routes() {
        return List.of(Route.stream("/api/v1/runs/{id}/events", (context, caller) -> events(context)));
    }

    private void events(Context context) throws IOException {
        Asked.of(context);
        String id = context.pathParam("id");
        boolean here =
                desk.waiting(id).isPresent() || jobs.runner().live().find(id).isPresent();
        ObjectNode known = runs.json(id);
        if (!here && known.get("state").asText().equals("running")) {
            throw Problem.of(409, "Another process runs it; only its results are told, at /api/v1/runs/" + id + ".");
        }
        if (!streams.tryAcquire()) {
            throw Problem.later(429, 10, "Enough streams of events are open. Ask for the run now and then.");
        }
        try {
            context.res().setContentType("text/event-stream; charset=utf-8");
            stream(id, context.res().getOutputStream(), () -> Guard.isStillLetIn(context));
        } catch (IOException gone) {
            // Whoever listened no longer does.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.release();
        }
    }

    /** @param may whether who listens still may; where not, the stream just ends, and asking again tells why */
    private void stream(String id, OutputStream out, BooleanSupplier may) throws IOException, InterruptedException {
        long heard = System.nanoTime();
        send(out, "run", runs.json(id));
        int told = 0;
        @Nullable ArrayNode last = null;
        while (!stopping.getAsBoolean() && may.getAsBoolean()) {
            Optional<LiveRun> live = jobs.runner().live().find(id);
            boolean said = false;
            if (live.isPresent()) {
                for (RunEvent event : live.get().events(told, Limits.PROGRESS)) {
                    told++;
                    send(out, name(event), json(event));
                    said = true;
                    if (event instanceof RunEvent.Ended) {
                        return;
                    }
                }
                ArrayNode progress = RunsApi.progress(live.get());
                if (!said && !progress.isEmpty() && !progress.equals(last)) {
                    last = progress;
                    ObjectNode node = Answers.JSON.objectNode();
                    node.set("tables", progress);
                    send(out, "progress", node);
                    said = true;
                }
            } else if (desk.waiting(id).filter(run -> !run.cancelled()).isPresent()) {
                Thread.sleep(Limits.PROGRESS.toMillis() / 4);
            } else {
                // It ended before this process was, or never began.
                send(out, "end", runs.json(id));
                return;
            }
            if (said) {
                heard = System.nanoTime();
            } else if (Duration.ofNanos(System.nanoTime() - heard).compareTo(Limits.HEARTBEAT) > 0) {
                heard = System.nanoTime();
                out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private static void send(OutputStream out, String event, ObjectNode data) throws IOException {
        // A text in JSON has no line breaks of its own.
        out.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String name(RunEvent event) {
        if (event instanceof RunEvent.Waiting) {
            return "waiting";
        }
        if (event instanceof RunEvent.Started) {
            return "started";
        }
        if (event instanceof RunEvent.TableStarted) {
            return "table_started";
        }
        if (event instanceof RunEvent.TableFinished) {
            return "table_finished";
        }
        if (event instanceof RunEvent.Pausing) {
            return "pausing";
        }
        return event instanceof RunEvent.GoingOn ? "going_on" : "end";
    }

    private static ObjectNode json(RunEvent event) {
        ObjectNode node = Answers.JSON.objectNode().put("time", event.time().toString());
        if (event instanceof RunEvent.Waiting waiting) {
            node.put("for_run", waiting.otherRun());
        } else if (event instanceof RunEvent.Started started) {
            node.put("tables", started.tables());
        } else if (event instanceof RunEvent.TableStarted table) {
            pair(node, table.pair());
            node.put("source_estimate", boxed(table.sourceEstimate()));
            node.put("target_estimate", boxed(table.targetEstimate()));
        } else if (event instanceof RunEvent.TableFinished table) {
            pair(node, table.pair());
            node.put("verdict", table.verdict().name());
            node.put("compared", table.compared() == null ? null : word(table.compared()));
            node.put("part", table.part());
            ArrayNode narrowings = node.putArray("narrowed_by");
            table.narrowings().stream().sorted().forEach(narrowing -> narrowings.add(word(narrowing)));
        } else if (event instanceof RunEvent.Pausing pausing) {
            node.put("reason", pausing.reason());
        } else if (event instanceof RunEvent.Ended ended) {
            node.put("passed", ended.passed());
            node.put("summary", ended.summary());
        }
        return node;
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static void pair(ObjectNode node, TablePair pair) {
        node.put("source", pair.source().toString());
        node.put("target", pair.target().toString());
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
