package dev.reconcile.scheduler;

import dev.reconcile.app.ScheduleSettings;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.JobSettings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.metrics.MetricsException;
import dev.reconcile.metrics.MetricsServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process that runs jobs when they are due, until it is told to stop. */
public final class Daemon implements AutoCloseable {

    private final Jobs jobs;
    private final JobScheduler scheduler;
    private final @Nullable MetricsServer metrics;

    private Daemon(Jobs jobs, JobScheduler scheduler, @Nullable MetricsServer metrics) {
        this.jobs = jobs;
        this.scheduler = scheduler;
        this.metrics = metrics;
    }

    /**
     * Begins.
     *
     * @throws dev.reconcile.app.InvalidSettingsException naming all that is wrong with the settings of any job
     * @throws SchedulerStartException if no job has a schedule, or the schedules cannot be kept, saying why and what to do
     */
    public static Daemon start(JobSettings settings, InstantSource clock) {
        Jobs jobs = Jobs.begin(settings, clock);
        MetricsServer metrics = null;
        try {
            requireSchedule(jobs.settings());
            metrics = metrics(jobs).orElse(null);
            JobScheduler scheduler =
                    JobScheduler.start(jobs.settings(), jobs.runner(), jobs.history(), clock, RunListener.NONE);
            return new Daemon(jobs, scheduler, metrics);
        } catch (RuntimeException e) {
            if (metrics != null) {
                metrics.close();
            }
            jobs.close();
            throw e;
        }
    }

    /** The schedules of its jobs. */
    public Schedules schedules() {
        return scheduler;
    }

    /** The port at which metrics are offered; empty where they are not. */
    public Optional<Integer> metricsPort() {
        return Optional.ofNullable(metrics).map(MetricsServer::port);
    }

    /**
     * Begins no run any more, ends those that are going on, waits for them as long as the settings say, and for what is still
     * to be written.
     */
    @Override
    public void close() {
        scheduler.stop(jobs.settings().get(0).schedule().stopTime());
        if (metrics != null) {
            metrics.close();
        }
        jobs.close();
    }

    private static void requireSchedule(List<Settings> jobs) {
        boolean any = jobs.stream()
                .map(Settings::schedule)
                .anyMatch(schedule -> schedule.timetable().isPresent());
        if (!any) {
            throw new SchedulerStartException(
                    "Nothing says when to run. Give --interval or --cron, or a section schedule in the file or in its jobs.",
                    null);
        }
    }

    private static Optional<MetricsServer> metrics(Jobs jobs) {
        ScheduleSettings settings = jobs.settings().get(0).schedule();
        if (settings.metricsPort().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MetricsServer.start(
                    jobs.metrics(),
                    InetAddress.getByName(settings.metricsAddress()),
                    settings.metricsPort().getAsInt()));
        } catch (UnknownHostException e) {
            throw new SchedulerStartException(
                    "--metrics-address: there is no such address. Give one of this machine.", e);
        } catch (MetricsException e) {
            throw new SchedulerStartException(String.valueOf(e.getMessage()), e);
        }
    }
}
