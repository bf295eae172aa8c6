package dev.reconcile.scheduler;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.FolderLock;
import dev.reconcile.app.history.Heartbeat;
import dev.reconcile.app.history.History;
import dev.reconcile.app.job.JobRunner;
import dev.reconcile.app.job.RunOutcome;
import dev.reconcile.app.job.RunRequest;
import dev.reconcile.app.job.Schedules;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.history.StorePlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs when they are due, never two of one job at once. What was due while no process was there, or while the job still
 * ran, is made up for by one run. Of several processes whose history is one PostgreSQL server, one runs each time that is due,
 * and what a process was about when it died, another one does.
 */
public final class JobScheduler implements Schedules, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    /** In the data of a job that runs since somebody wanted it to. */
    private static final String WANTED = "wanted";

    /** Beside it, where another process ended a run early: that run. */
    private static final String RESUMES = "resumes";

    /** In the data of a job that was due: since when its schedule is kept, in milliseconds. */
    private static final String KEPT_SINCE = "keptSince";

    private final Map<String, Settings> jobs = new LinkedHashMap<>();
    private final JobRunner runner;
    private final History history;
    private final InstantSource clock;
    private final RunListener listener;
    private final boolean shared;
    private final Scheduler quartz;
    private final FolderLock lock;
    private final Accounts accounts;
    private final @Nullable ServerWatch watch;
    private final Map<String, Cancellation> running = new ConcurrentHashMap<>();

    /** Runs that nobody has made up for yet, by their jobs. */
    private final Map<String, String> interrupted = new ConcurrentHashMap<>();

    private volatile boolean stopping;

    private JobScheduler(
            Collection<Settings> jobs,
            JobRunner runner,
            History history,
            InstantSource clock,
            RunListener listener,
            Scheduler quartz,
            FolderLock lock,
            boolean shared) {
        jobs.forEach(job -> this.jobs.put(job.job(), job));
        this.runner = runner;
        this.history = history;
        this.clock = clock;
        this.listener = listener;
        this.quartz = quartz;
        this.lock = lock;
        this.shared = shared;
        this.watch = shared ? new ServerWatch(history, clock) : null;
        this.accounts = new Accounts(history, clock, watch == null ? due -> Accounts.NOBODY : watch::whyMissed);
    }

    /**
     * Begins to run jobs when they are due.
     *
     * @param jobs the settings of each, as they are now; what they say of the schedule holds until the process ends
     * @param listener told how the runs go
     * @throws SchedulerStartException if that cannot be done, or another process does so over the same data folder, saying why and
     *     what to do
     */
    public static JobScheduler start(
            List<Settings> jobs, JobRunner runner, History history, InstantSource clock, RunListener listener) {
        StorePlace place = history.settings().place().orElseThrow();
        boolean shared = place instanceof StorePlace.Server;
        FolderLock lock;
        try {
            lock = FolderLock.ofDaemon(place);
        } catch (FolderLock.TakenException e) {
            throw new SchedulerStartException(String.valueOf(e.getMessage()), e);
        }
        boolean started = false;
        try {
            if (shared) {
                // The tables that Quartz needs are among the history's.
                history.ask(store -> store.paused());
            }
            Scheduler quartz = new StdSchedulerFactory(QuartzSettings.of(place, jobs.size())).getScheduler();
            JobScheduler scheduler = new JobScheduler(jobs, runner, history, clock, listener, quartz, lock, shared);
            scheduler.begin();
            started = true;
            return scheduler;
        } catch (HistoryException e) {
            throw new SchedulerStartException(
                    "The daemons that share a history share their jobs there, and it cannot be reached. "
                            + e.getMessage(),
                    e);
        } catch (SchedulerException e) {
            throw new SchedulerStartException(
                    "The schedules cannot be kept in " + place.label() + ". Look whether the login may write there.",
                    e);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /**
     * Begins no run any more, ends those that are going on, and waits for them.
     *
     * @param patience how long
     * @return whether all ended by then
     */
    public boolean stop(Duration patience) {
        stopping = true;
        if (watch != null) {
            watch.close();
        }
        runner.processEnds();
        long end = System.nanoTime() + patience.toNanos();
        try {
            quartz.standby();
            running.values().forEach(Cancellation::cancel);
            while (!running.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            quartz.shutdown(running.isEmpty());
            if (running.isEmpty()) {
                lock.close();
            }
        } catch (SchedulerException e) {
            LOG.warn(
                    "The schedules did not end as they should: {}", e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running.isEmpty();
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    @Override
    public List<State> list() {
        Collection<String> paused = accounts.paused();
        List<State> states = new ArrayList<>();
        jobs.forEach((name, job) -> {
            Optional<Timetable> timetable = job.schedule().timetable();
            states.add(new State(
                    name,
                    timetable.map(Timetable::toString).orElse(""),
                    timetable.flatMap(table -> table.next(clock.instant())).orElse(null),
                    paused.contains(name),
                    running.containsKey(name)));
        });
        return states;
    }

    @Override
    public void pause(String job) {
        accounts.pause(known(job));
    }

    @Override
    public void resume(String job) {
        accounts.resume(known(job));
    }

    @Override
    public void trigger(String job) {
        fireNow(known(job), Trigger.REQUEST);
    }

    private String known(String job) {
        if (!jobs.containsKey(job)) {
            throw new NoSuchJobException(List.copyOf(jobs.keySet()));
        }
        return job;
    }

    private void begin() throws SchedulerException {
        quartz.setJobFactory(ScheduledJob.doing(this::fired));
        interrupted().forEach(run -> interrupted.put(run.start().job(), run.id()));
        for (Settings job : jobs.values()) {
            schedule(job);
        }
        forgetOthers();
        // Asked before anything runs. Where a time was missed, its run makes up for all.
        List<String> now = jobs.values().stream()
                .filter(job ->
                        interrupted.containsKey(job.job()) || job.schedule().runNow())
                .filter(job -> !accounts.hasMissed(job))
                .map(Settings::job)
                .toList();
        quartz.start();
        if (watch != null) {
            watch.begin();
        }
        now.forEach(job -> fireNow(job, Trigger.SCHEDULE));
    }

    /**
     * The last run of each job, where it was interrupted and nobody makes up for it yet. Where processes share their jobs, Quartz
     * sees to that. A run that made up for one and was interrupted too is not made up for: it may be what ends the process.
     */
    private List<RunEntry> interrupted() {
        try {
            return history.ask(store -> {
                store.markInterrupted(Heartbeat.SILENCE, clock.instant());
                return shared
                        ? List.<RunEntry>of()
                        : jobs.keySet().stream()
                                .flatMap(job -> store.runs(Optional.of(job), 0, 1).items().stream())
                                .filter(run -> run.state() == RunState.INTERRUPTED)
                                .filter(run -> run.start().trigger() != Trigger.COMMAND)
                                .filter(run -> !run.start().trigger().isForPart())
                                .filter(run -> run.start().resumes() == null)
                                .toList();
            });
        } catch (HistoryException off) {
            // It is said by then.
            return List.of();
        }
    }

    private void schedule(Settings job) throws SchedulerException {
        JobDetail detail = JobBuilder.newJob(ScheduledJob.class)
                .withIdentity(job.job())
                .storeDurably()
                .requestRecovery(shared)
                .build();
        quartz.addJob(detail, true);
        TriggerKey key = TriggerKey.triggerKey(job.job());
        Optional<Timetable> timetable = job.schedule().timetable();
        if (timetable.isEmpty()) {
            quartz.unscheduleJob(key);
            return;
        }
        boolean same = quartz.getTrigger(key) instanceof TimetableTrigger before
                && before.timetable().equals(timetable.get());
        if (same) {
            return;
        }
        // What was due since the last account, while no process was there, is made up for.
        Instant since = shared ? clock.instant() : accounts.last(job.job()).orElseGet(clock::instant);
        TimetableTrigger trigger = TimetableTrigger.of(job.job(), timetable.get(), since);
        trigger.setJobKey(detail.getKey());
        if (quartz.checkExists(key)) {
            quartz.rescheduleJob(key, trigger);
        } else {
            quartz.scheduleJob(trigger);
        }
    }

    /** Jobs that the settings no longer have, from another start. */
    private void forgetOthers() throws SchedulerException {
        for (JobKey key : quartz.getJobKeys(org.quartz.impl.matchers.GroupMatcher.anyJobGroup())) {
            if (!jobs.containsKey(key.getName())) {
                quartz.deleteJob(key);
            }
        }
    }

    private void fireNow(String job, Trigger why) {
        try {
            quartz.triggerJob(JobKey.jobKey(job), new JobDataMap(Map.of(WANTED, why.name())));
        } catch (SchedulerException e) {
            throw new IllegalStateException(
                    "The job " + job + " cannot be run: " + e.getClass().getName(), e);
        }
    }

    /** Leaves a run that this process ended early to the others, or to whichever begins next. */
    private void handOver(RunRequest request) {
        leave(request.job(), new JobDataMap(Map.of(WANTED, Trigger.SCHEDULE.name(), RESUMES, request.id())));
    }

    /**
     * Leaves what came while this process ends to the others. Quartz may still fire once when it stands by: it looks at that
     * before it waits for a thread, not after.
     */
    private void giveBack(JobExecutionContext context) {
        JobDataMap data = new JobDataMap(context.getMergedJobDataMap());
        data.put(KEPT_SINCE, String.valueOf(keptSince(context)));
        leave(context.getJobDetail().getKey().getName(), data);
    }

    private void leave(String job, JobDataMap data) {
        try {
            quartz.triggerJob(JobKey.jobKey(job), data);
        } catch (SchedulerException e) {
            LOG.error("{}: nobody makes up for its run: {}", job, e.getClass().getName());
        }
    }

    private static long keptSince(JobExecutionContext context) {
        String given = context.getMergedJobDataMap().getString(KEPT_SINCE);
        if (given != null) {
            return Long.parseLong(given);
        }
        return Optional.ofNullable(context.getTrigger().getStartTime())
                .map(Date::getTime)
                .orElse(0L);
    }

    private void fired(JobExecutionContext context) {
        String job = context.getJobDetail().getKey().getName();
        if (stopping) {
            if (shared) {
                giveBack(context);
            }
            return;
        }
        Settings settings = jobs.get(job);
        Optional<Timetable> timetable =
                Optional.ofNullable(settings).flatMap(known -> known.schedule().timetable());
        JobDataMap data = context.getMergedJobDataMap();
        if (data.containsKey(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS)) {
            recover(job, data);
        } else if (data.containsKey(WANTED)) {
            RunRequest request = RunRequest.of(job, Trigger.valueOf(data.getString(WANTED)));
            run(data.containsKey(RESUMES) ? request.resuming(data.getString(RESUMES)) : request);
        } else if (timetable.isPresent()) {
            Instant begun = Instant.ofEpochMilli(keptSince(context));
            accounts.due(job, timetable.get(), begun, context.getFireTime().toInstant())
                    .ifPresent(this::run);
        }
    }

    /** Does what another process was about when it died. */
    private void recover(String job, JobDataMap data) {
        Instant due = Optional.ofNullable(
                        data.getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .orElseGet(clock::instant);
        LOG.warn("{}: the process that ran it died, and this one makes up for it", job);
        accounts.recovered(job, due).ifPresent(this::run);
    }

    private void run(RunRequest wanted) {
        String before = interrupted.remove(wanted.job());
        if (before != null) {
            LOG.warn("{}: run {} was interrupted and is made up for", wanted.job(), before);
        }
        RunRequest request = before == null ? wanted : wanted.resuming(before);
        Cancellation cancellation = new Cancellation();
        running.put(request.job(), cancellation);
        try {
            if (stopping) {
                cancellation.cancel();
            }
            RunOutcome outcome = runner.run(request, listener, cancellation);
            boolean complete =
                    outcome instanceof RunOutcome.Ended ended && ended.report().complete();
            if (stopping && shared && !complete) {
                handOver(request);
            }
        } finally {
            running.remove(request.job());
        }
    }
}
