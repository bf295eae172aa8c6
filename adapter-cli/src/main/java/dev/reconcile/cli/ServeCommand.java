package dev.reconcile.cli;

import dev.reconcile.app.ScheduleSettings;
import dev.reconcile.app.Settings;
import dev.reconcile.app.history.DataFolder;
import dev.reconcile.app.job.JobSettings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.LogSetup;
import dev.reconcile.cli.process.StopSignal;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.http.HttpService;
import dev.reconcile.http.HttpStartException;
import dev.reconcile.scheduler.JobScheduler;
import dev.reconcile.scheduler.SchedulerStartException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reconcile serve}: answers by HTTP, until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Serves a page and an HTTP API: what is known of tables, and runs to start and to cancel.",
            "Ends when it is told to. Takes the options of 'reconcile schedule'."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "reconcile serve [--with-schedule] OPTION...",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  For this machine alone, a page at http://127.0.0.1:8080:",
            "    reconcile serve --config reconcile.yaml",
            "  The same, and every job of the file when it is due:",
            "    reconcile serve --config reconcile.yaml --with-schedule",
            "  For others: with tokens, over TLS:",
            "    reconcile token create --name night-shift --role viewer",
            "    reconcile serve --config reconcile.yaml --http-address 0.0.0.0 \\",
            "      --http-tokens tokens --http-tls-certificate cert.pem \\",
            "      --http-tls-key key.pem",
            "",
            "What it answers, with examples, is in docs/http-api.md; who may do what in",
            "docs/security.md; metrics are at /metrics, not at a --metrics-port. SIGTERM and",
            "Ctrl-C end it, within --stop-time.",
            "",
            "Exit codes: 0 it was told to stop; 2 wrong usage or settings, or the address or the",
            "schedule cannot be had."
        })
final class ServeCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Option(
            names = "--with-schedule",
            description = "Runs the jobs when they are due, too, as 'reconcile schedule' does.")
    private boolean withSchedule;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ServeCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        JobSettings settings = new JobSettings(
                SettingOptions.read(spec.commandLine().getParseResult()),
                environment,
                DataFolder.byDefault(environment));
        for (Settings job : settings.all()) {
            LogSetup.apply(job.logLevelOr(Level.INFO), job.logFormat());
            job.warnings().forEach(warning -> log().warn("{}: {}", job.job(), warning));
            job.metrics().warningsOfDaemon("at /metrics").forEach(warning -> log().warn("{}: {}", job.job(), warning));
        }
        InstantSource clock = InstantSource.system();
        try (StopSignal stop = StopSignal.awaited();
                Jobs jobs = Jobs.begin(settings, clock)) {
            serve(jobs, clock, stop);
        } catch (HttpStartException | SchedulerStartException e) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, String.valueOf(e.getMessage()), e);
        }
        return ExitCode.ALL_MATCHED.number();
    }

    private void serve(Jobs jobs, InstantSource clock, StopSignal stop) {
        @Nullable
        JobScheduler scheduler = withSchedule
                ? JobScheduler.start(jobs.settings(), jobs.runner(), jobs.history(), clock, RunListener.NONE)
                : null;
        Runnable unschedule = () -> {
            if (scheduler != null) {
                scheduler.stop(jobs.settings().get(0).schedule().stopTime());
            }
        };
        // Both end their runs at once, or the second would have to wait for the first.
        CompletableFuture<Void> unscheduled;
        try (HttpService service = start(jobs, Optional.ofNullable(scheduler), clock, unschedule)) {
            tell(service, jobs.settings().get(0).schedule());
            stop.await();
            log().info("Told to stop: ending the runs that go on.");
            unscheduled = CompletableFuture.runAsync(unschedule, task -> new Thread(task, "reconcile-stop").start());
        }
        unscheduled.join();
    }

    private static HttpService start(
            Jobs jobs, Optional<Schedules> schedules, InstantSource clock, Runnable otherwise) {
        try {
            return HttpService.start(jobs, schedules, clock);
        } catch (RuntimeException e) {
            otherwise.run();
            throw e;
        }
    }

    private static void tell(HttpService service, ScheduleSettings schedule) {
        if (service.isOpen()) {
            log().warn("There are no tokens: whoever reaches it on this machine may see and start everything.");
        } else if (service.takesTokensInClearText()) {
            log().warn("Tokens cross the network in clear text unless something before it speaks TLS.");
        }
        service.certificateWarnings().forEach(warning -> log().warn("{}", warning));
        if (schedule.metricsPort().isPresent()) {
            log().warn(
                            "Nothing listens at --metrics-port: metrics are offered at {}/metrics{}.",
                            service.address(),
                            service.isOpen() ? "" : ", to whoever has a token");
        }
        log().info("Serving at {}. SIGTERM or Ctrl-C ends it.", service.address());
    }

    /** Not a field of the class, which every command loads: logging takes a tenth of a second to begin. */
    private static Logger log() {
        return LoggerFactory.getLogger(ServeCommand.class);
    }
}
