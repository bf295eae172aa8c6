package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.report.JsonCheckWriter;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Tells what a run of a job would meet, without reading a row. */
final class CheckApi {

    private final Jobs jobs;
    private final JobsApi known;
    private final Errands errands;

    CheckApi(Jobs jobs, JobsApi known, Errands errands) {
        this.jobs = jobs;
        this.known = known;
        this.errands = errands;
    }

    List<Route> routes() {
        return List.of(Route.change("/api/v1/check", (context, caller) -> check(context)));
    }

    private void check(Context context) throws Exception {
        Asked.of(context);
        JsonNode body = Asked.body(context, "job", "depth");
        String job = RunChoices.job(body, known);
        RunChoice choice = RunChoices.of(body);
        Guard.about(context, "job", job);
        Settings settings = RunChoices.settings(jobs, job, choice).within(Limits.ASKING);
        Answers.text(context, "application/json", errands.run(cancellation -> {
            try (PreparedRun run = PreparedRun.prepare(settings)) {
                return text(run, cancellation);
            }
        }));
    }

    private static String text(PreparedRun run, Cancellation cancellation) throws IOException {
        StringBuilder text = new StringBuilder();
        new JsonCheckWriter().write(run.check(cancellation), text);
        return text.toString();
    }
}
