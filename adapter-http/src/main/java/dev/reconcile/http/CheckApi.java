package dev.reconcile.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reconcile.app.InvalidSettingsException;
import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SetupException;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.report.JsonCheckWriter;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells what a run of a job would meet, without reading a row. */
final class CheckApi {

    private final Jobs jobs;
    private final JobsApi known;
    private final Semaphore permits = new Semaphore(Limits.CHECKS);

    CheckApi(Jobs jobs, JobsApi known) {
        this.jobs = jobs;
        this.known = known;
    }

    List<Route> routes() {
        return List.of(Route.change("/api/v1/check", (context, caller) -> check(context)));
    }

    private void check(Context context) throws Exception {
        Asked.of(context);
        JsonNode body = Asked.body(context, "job", "depth");
        String job = RunChoices.job(body, known);
        RunChoice choice = RunChoices.of(body);
        Guard.about(context, "job=" + job);
        Settings settings;
        try {
            settings = jobs.settingsOf(job, choice);
        } catch (InvalidSettingsException e) {
            throw RunChoices.notAllowed(e);
        }
        if (!permits.tryAcquire()) {
            throw Problem.later(429, 10, "Enough checks are going on. Try again.");
        }
        Cancellation cancellation = new Cancellation();
        CompletableFuture<String> check = new CompletableFuture<>();
        Thread thread = new Thread(() -> work(settings, cancellation, check), "reconcile-check");
        thread.setDaemon(true);
        thread.start();
        try {
            Answers.text(context, "application/json", check.get(Limits.CHECK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            cancellation.cancel();
            throw Problem.of(504, "The databases did not answer within " + Limits.CHECK.toSeconds() + " s.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SetupException setup) {
                // It is for a person, and holds neither secrets nor values.
                throw Problem.of(502, String.valueOf(setup.getMessage()));
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private void work(Settings settings, Cancellation cancellation, CompletableFuture<String> check) {
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            check.complete(text(run, cancellation));
        } catch (Exception e) {
            check.completeExceptionally(e);
        } finally {
            permits.release();
        }
    }

    private static String text(PreparedRun run, Cancellation cancellation) throws IOException {
        StringBuilder text = new StringBuilder();
        new JsonCheckWriter().write(run.check(cancellation), text);
        return text.toString();
    }
}
