package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.tables.TableRequest;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which jobs there are. */
final class JobsApi {

    private final Jobs jobs;
    private final Fresh<JobStandings> standings;

    JobsApi(Jobs jobs, RunWarnings warnings) {
        this.jobs = jobs;
        this.standings = new Fresh<>(() -> JobStandings.of(jobs, warnings));
    }

    List<Route> routes() {
        return List.of(Route.read("/api/v1/jobs", (context, caller) -> list(context)));
    }

    /** The settings of a job as they were when the process began. */
    Optional<Settings> named(String job) {
        return jobs.settings().stream()
                .filter(settings -> settings.job().equals(job))
                .findFirst();
    }

    private void list(Context context) {
        Asked.of(context);
        ObjectNode node = Answers.JSON.objectNode();
        ArrayNode items = node.putArray("items");
        JobStandings known = standings.get();
        for (Settings settings : jobs.settings()) {
            TableRequest tables = settings.tables();
            ObjectNode job = items.addObject();
            job.put("job", settings.job());
            job.put("depth", settings.runOptions().depth().name().toLowerCase(Locale.ROOT));
            ArrayNode pairs = job.putArray("pairs");
            tables.pairs()
                    .forEach(pair -> pairs.addObject()
                            .put("source", pair.source().toString())
                            .put("target", pair.target().toString()));
            ArrayNode include = job.putArray("include");
            tables.include().forEach(pattern -> include.add(pattern.toString()));
            ArrayNode exclude = job.putArray("exclude");
            tables.exclude().forEach(pattern -> exclude.add(pattern.toString()));
            job.put("whole_only", RunDesk.runsWholeOnly(settings));
            job.put(
                    "schedule",
                    settings.schedule().timetable().map(Object::toString).orElse(null));
            job.put(
                    "not_checked_after_seconds",
                    settings.alerts().rules().notCheckedAfter().toSeconds());
            known.of(settings.job()).addTo(job);
        }
        Answers.json(context, node);
    }
}
