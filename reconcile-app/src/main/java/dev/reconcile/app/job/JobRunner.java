package dev.reconcile.app.job;

import dev.reconcile.app.InvalidSettingsException;
import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SetupException;
import dev.reconcile.app.alert.Alerts;
import dev.reconcile.app.alert.RunAlerts;
import dev.reconcile.app.history.Heartbeat;
import dev.reconcile.app.history.History;
import dev.reconcile.app.history.RunRecorder;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Report;
import dev.reconcile.jdbc.repair.RepairScriptException;
import dev.reconcile.metrics.MeasuredRun;
import dev.reconcile.metrics.RunMetrics;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.Rendering;
import dev.reconcile.report.ReportFile;
import dev.reconcile.report.ReportFolder;
import dev.reconcile.report.ReportWriteException;
import dev.reconcile.trace.TracedRun;
import dev.reconcile.trace.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs: from their settings to their reports, with all that goes with it. Whatever goes wrong is the outcome of that run
 * and of no other. Safe for use by several threads.
 */
public final class JobRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** How often it is looked at what others changed in the history; there may be very many tables. */
    private static final Duration LEARN = Duration.ofMinutes(5);

    private final JobSettings jobs;
    private final History history;
    private final HistoryMetrics remembered;
    private final RunMetrics metrics;
    private final Alerts alerts;
    private final Tracing tracing;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final LiveRuns live;
    private final JobLocks locks;
    private final Duration beat;
    private final Duration silence;
    private volatile boolean stopping;

    /**
     * A runner of jobs.
     *
     * @param jobs their settings, which are read anew for each run
     * @param history what is remembered of their runs
     * @param remembered told what their runs change in that
     * @param metrics the numbers of the process
     * @param alerts tell people how the runs end
     * @param tracing traces them
     * @param clock tells the times in reports and in the history
     */
    JobRunner(
            JobSettings jobs,
            History history,
            HistoryMetrics remembered,
            RunMetrics metrics,
            Alerts alerts,
            Tracing tracing,
            InstantSource clock) {
        this(jobs, history, remembered, metrics, alerts, tracing, clock, Heartbeat.BEAT, Heartbeat.SILENCE);
    }

    /**
     * Likewise.
     *
     * @param beat how often a run says in the history that its process is there still, and runs of others are looked at
     * @param silence a process that said nothing for so long is no longer there
     */
    JobRunner(
            JobSettings jobs,
            History history,
            HistoryMetrics remembered,
            RunMetrics metrics,
            Alerts alerts,
            Tracing tracing,
            InstantSource clock,
            Duration beat,
            Duration silence) {
        this.jobs = jobs;
        this.history = history;
        this.remembered = remembered;
        this.metrics = metrics;
        this.alerts = alerts;
        this.tracing = tracing;
        this.clock = clock;
        this.live = new LiveRuns(clock);
        this.locks = new JobLocks(history.settings().place().orElseThrow());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "reconcile-alive");
            thread.setDaemon(true);
            return thread;
        });
        this.beat = beat;
        this.silence = silence;
        var ignored = timer.scheduleWithFixedDelay(this::markDead, 0, beat.toMillis(), TimeUnit.MILLISECONDS);
        var unused = timer.scheduleWithFixedDelay(
                remembered::refresh, LEARN.toMillis(), LEARN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a job once, on this thread.
     *
     * @param listener told how it goes
     * @param cancellation ends it early; what is complete by then is in its report
     */
    public RunOutcome run(RunRequest request, RunListener listener, Cancellation cancellation) {
        LOG.info("{}: run {} begins", request.job(), request.id());
        LiveRun run = live.begin(request, cancellation);
        RunOutcome outcome = new RunOutcome.Failed("This should not have happened.");
        try {
            outcome = attempt(request, run, listener, cancellation);
        } finally {
            live.end(run, outcome);
        }
        if (outcome.isPassed()) {
            LOG.info("{}: run {}: {}", request.job(), request.id(), outcome.summary());
        } else {
            LOG.warn("{}: run {}: {}", request.job(), request.id(), outcome.summary());
        }
        return outcome;
    }

    /** The runs that this runner runs. */
    public LiveRuns live() {
        return live;
    }

    /** From now on runs that are ended early are so because the process ends: another one is to make up for them. */
    public void processEnds() {
        stopping = true;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private RunOutcome attempt(RunRequest request, LiveRun live, RunListener listener, Cancellation cancellation) {
        // A part says nothing of the job, of which metrics and alerts are.
        boolean whole = request.choice().isNone();
        try (MeasuredRun measured = whole ? metrics.begin(request.job()) : null;
                RunAlerts told = whole ? alerts.begin(request.start(clock.instant(), false)) : null;
                TracedRun traced =
                        tracing.begin(request.start(clock.instant(), false)).orElse(null)) {
            RunOutcome outcome = attempt(request, live, measured, told, traced, listener, cancellation);
            if (traced != null && outcome instanceof RunOutcome.Failed failed) {
                traced.failed(failed.reason());
            }
            return outcome;
        }
    }

    private RunOutcome attempt(
            RunRequest request,
            LiveRun live,
            @Nullable MeasuredRun measured,
            @Nullable RunAlerts told,
            @Nullable TracedRun traced,
            RunListener listener,
            Cancellation cancellation) {
        Settings settings;
        try {
            settings = jobs.of(request.job(), request.choice());
        } catch (InvalidSettingsException e) {
            return failed(recorder(request, false, false), String.valueOf(e.getMessage()));
        }
        alerts.use(settings);
        boolean scrubs = settings.scrub().isPresent();
        RunRecorder recorder =
                recorder(request, scrubs, !scrubs && settings.checkpoint().isPresent());
        String reason;
        try (AutoCloseable ignored = keptAlive(recorder);
                JobLocks.Held held = locks.await(request.job(), cancellation)) {
            return compared(request, live, settings, recorder, measured, told, traced, listener, cancellation);
        } catch (SetupException | ReportWriteException | RepairScriptException e) {
            reason = String.valueOf(e.getMessage());
        } catch (OutOfMemoryError e) {
            reason = "There was not enough memory. Give more, or compare fewer tables at once.";
        } catch (Exception e) {
            // Its text may hold values of rows.
            reason = "This should not have happened (" + e.getClass().getName() + ").";
            LOG.error("{}: {} at {}", request.job(), e.getClass().getName(), List.of(e.getStackTrace()));
        }
        return failed(recorder, reason);
    }

    private static RunOutcome failed(RunRecorder recorder, String reason) {
        recorder.failed(reason);
        return new RunOutcome.Failed(reason);
    }

    private RunOutcome compared(
            RunRequest request,
            LiveRun live,
            Settings settings,
            RunRecorder recorder,
            @Nullable MeasuredRun measured,
            @Nullable RunAlerts told,
            @Nullable TracedRun traced,
            RunListener listener,
            Cancellation cancellation) {
        try (PreparedRun run = PreparedRun.prepare(settings, request.choice().tables())) {
            run.warnings().forEach(warning -> LOG.warn("{}: {}", request.job(), warning));
            this.live.claim(live, run.pairs(), cancellation);
            List<RunListener> all = new ArrayList<>(List.of(recorder, new LoggedRun(true), live, listener));
            if (measured != null) {
                all.add(1, measured);
            }
            if (traced != null) {
                run.tell(traced);
                all.add(traced);
            }
            Report report = run.runUnattended(
                    request.id(),
                    new RunListeners(all),
                    cancellation,
                    aside -> LOG.warn("{}: {}", request.job(), aside));
            if (traced != null) {
                traced.finished(report);
            }
            if (measured != null) {
                measured.finished(report, run.traffic());
            }
            if (told != null) {
                told.ended(report, run.pairs());
            }
            RunState otherwise = stopping ? RunState.INTERRUPTED : RunState.CANCELLED;
            recorder.ended(report, otherwise);
            history.prune(clock.instant());
            Optional<Path> file = delivered(request, settings, report);
            run.writeRepair(report).ifPresent(repair -> LOG.info("{}: {}", request.job(), repair));
            return new RunOutcome.Ended(report.complete() ? RunState.COMPLETED : otherwise, report, file);
        }
    }

    private Optional<Path> delivered(RunRequest request, Settings settings, Report report) {
        Rendering rendering =
                out -> settings.format().writer(ConsoleStyle.PLAIN).write(report, out);
        try {
            if (settings.output().isPresent()) {
                ReportFile.write(settings.output().get(), rendering);
                return settings.output();
            }
            if (settings.outputDir().isEmpty()) {
                return Optional.empty();
            }
            ReportFolder folder = new ReportFolder(settings.outputDir().get(), settings.format());
            folder.check();
            return Optional.of(folder.writeReport(report.timestamp(), rendering, settings.keepReports()));
        } catch (ReportWriteException e) {
            // What was found is in the history all the same.
            LOG.error("{}: {}", request.job(), e.getMessage());
            return Optional.empty();
        }
    }

    private RunRecorder recorder(RunRequest request, boolean whenDone, boolean goesOn) {
        RunRecorder recorder =
                new RunRecorder(request.start(clock.instant(), goesOn), history, clock, whenDone, remembered);
        recorder.begin();
        return recorder;
    }

    /** No run of a process that died goes on for ever. */
    private void markDead() {
        if (history.isOff()) {
            return;
        }
        // One of this process that went on while the machine slept is none of them.
        live.running()
                .forEach(run -> history.submit(
                        "that a run goes on", store -> store.alive(run.request().id())));
        history.submit(
                "the end of runs whose process is gone",
                store -> store.markInterrupted(silence, clock.instant())
                        .forEach(run -> LOG.warn(
                                "{}: run {} was interrupted: its process is no longer there",
                                run.start().job(),
                                run.id())));
    }

    private AutoCloseable keptAlive(RunRecorder recorder) {
        long millis = beat.toMillis();
        var beating = timer.scheduleAtFixedRate(recorder::alive, millis, millis, TimeUnit.MILLISECONDS);
        return () -> beating.cancel(false);
    }
}
