package dev.reconcile.app.job;

import dev.reconcile.app.Settings;
import dev.reconcile.app.alert.Alerts;
import dev.reconcile.app.history.History;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.metrics.RunMetrics;
import dev.reconcile.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process that keeps running needs for its jobs, whether a schedule or a request begins them. */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How long the end of the process waits for the history. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobSettings jobs;
    private final List<Settings> settings;
    private final Instant begun;
    private final History history;
    private final RunMetrics metrics;
    private final Alerts alerts;
    private final Tracing tracing;
    private final JobRunner runner;

    private Jobs(
            JobSettings jobs,
            List<Settings> settings,
            Instant begun,
            History history,
            RunMetrics metrics,
            Alerts alerts,
            Tracing tracing,
            JobRunner runner) {
        this.jobs = jobs;
        this.settings = settings;
        this.begun = begun;
        this.history = history;
        this.metrics = metrics;
        this.alerts = alerts;
        this.tracing = tracing;
        this.runner = runner;
    }

    /**
     * Gets ready to run jobs. A history that cannot be opened is said, and tried again.
     *
     * @throws dev.reconcile.app.InvalidSettingsException naming all that is wrong with the settings of any job
     */
    public static Jobs begin(JobSettings jobs, InstantSource clock) {
        Instant begun = clock.instant();
        List<Settings> settings = jobs.all();
        History history = History.begin(settings.get(0).history());
        RunMetrics metrics = new RunMetrics(clock, Reconciler.version());
        HistoryMetrics remembered = new HistoryMetrics(settings, history, metrics);
        remembered.restore();
        Alerts alerts = Alerts.begin(settings.get(0), history, metrics, clock);
        Tracing tracing = Tracing.begin(jobs.environment(), Reconciler.version(), clock, LOG::warn);
        JobRunner runner = new JobRunner(jobs, history, remembered, metrics, alerts, tracing, clock);
        return new Jobs(jobs, settings, begun, history, metrics, alerts, tracing, runner);
    }

    /** The settings of each job as they were at the beginning; at least one. */
    public List<Settings> settings() {
        return settings;
    }

    /** When that was. */
    public Instant begun() {
        return begun;
    }

    /**
     * The settings of a job as they are now, for a run that is to do some things otherwise.
     *
     * @param job the name of one of {@link #settings}
     * @throws dev.reconcile.app.InvalidSettingsException naming all that is wrong with them
     */
    public Settings settingsOf(String job, RunChoice choice) {
        return jobs.of(job, choice);
    }

    /** What is remembered of runs. */
    public History history() {
        return history;
    }

    /** The numbers of this process. */
    public RunMetrics metrics() {
        return metrics;
    }

    /** What runs the jobs. */
    public JobRunner runner() {
        return runner;
    }

    /** Waits, for a while, until all alerts and traces are sent and all is written to the history, and lets go of it. */
    @Override
    public void close() {
        runner.close();
        alerts.close();
        tracing.close();
        if (!history.await(PATIENCE)) {
            LOG.error("Not all is in the history. {}", history.shortfall());
        }
        history.close();
    }
}
