package dev.reconcile.scheduler;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.History;
import dev.reconcile.app.job.RunRequest;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.history.Tick.Outcome;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.schedule.Timetable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps account of every time that was due, and which schedules are paused: in the history, and here while that is off. */
final class Accounts {

    /** So many times that were missed have an account each; earlier ones are counted in the first of them. */
    private static final int MOST_MISSED = 1_000;

    /** So many accounts of times that are yet to come are looked through for one that is not. */
    private static final int MOST_AHEAD = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    /** Why a time was missed, where no more is known. */
    static final String NOBODY = "The run before still went on, or no process was there.";

    private final History history;
    private final InstantSource clock;
    private final Function<Instant, String> whyMissed;
    private final Map<String, Instant> last = new HashMap<>();
    private final Set<String> pausedHere = new HashSet<>();
    private final Set<String> warned = new HashSet<>();

    /** @param whyMissed tells of a time that was due, and did not run, why, as a sentence */
    Accounts(History history, InstantSource clock, Function<Instant, String> whyMissed) {
        this.history = history;
        this.clock = clock;
        this.whyMissed = whyMissed;
    }

    /**
     * The last time of a job that has an account; empty where none has. A time that is yet to come is none: it was kept while a clock
     * was ahead, and must not keep the job from running until then.
     */
    synchronized Optional<Instant> last(String job) {
        Instant now = clock.instant();
        Optional<Instant> here = Optional.ofNullable(last.get(job)).filter(time -> !time.isAfter(now));
        try {
            Optional<Instant> kept = kept(job, 1).findFirst();
            if (kept.filter(time -> time.isAfter(now)).isPresent()) {
                warnOfClock(job, kept.get());
                kept = kept(job, MOST_AHEAD).filter(time -> !time.isAfter(now)).findFirst();
            }
            return kept.filter(time -> here.isEmpty() || time.isAfter(here.get()))
                    .or(() -> here);
        } catch (HistoryException off) {
            return here;
        }
    }

    /** The last times that have an account, the latest first. */
    private Stream<Instant> kept(String job, int most) {
        return history.ask(store -> store.ticks(job, most)).stream().map(Tick::due);
    }

    private void warnOfClock(String job, Instant ahead) {
        if (warned.add(job)) {
            LOG.warn(
                    "{}: the history has an account of {}, which is yet to come: a clock was ahead. Times that are due from"
                            + " now on are kept all the same",
                    job,
                    ahead);
        }
    }

    /** Whether a time of a job was due since its last account; false where it has none yet. */
    boolean hasMissed(Settings job) {
        Instant now = clock.instant();
        return last(job.job())
                .flatMap(time -> job.schedule().timetable().flatMap(timetable -> timetable.next(time)))
                .filter(due -> !due.isAfter(now))
                .isPresent();
    }

    /**
     * A job's time has come: keeps its account, and those of the times before it that have none yet.
     *
     * @param begun since when the schedule is kept
     * @param fired now
     * @return the run that is to begin; empty where the schedule is paused, or where another process was faster
     */
    synchronized Optional<RunRequest> due(String job, Timetable timetable, Instant begun, Instant fired) {
        List<Instant> due = new ArrayList<>();
        long missedBefore = 0;
        Optional<Instant> next = timetable.next(last(job).orElse(begun));
        while (next.isPresent() && !next.get().isAfter(fired)) {
            due.add(next.get());
            if (due.size() > MOST_MISSED) {
                due.remove(0);
                missedBefore++;
            }
            next = timetable.next(next.get());
        }
        if (due.isEmpty()) {
            return Optional.empty();
        }
        Instant newest = due.get(due.size() - 1);
        boolean paused = paused().contains(job);
        RunRequest request = RunRequest.due(job, newest);
        for (int i = 0; i < due.size() - 1; i++) {
            String reason = (i == 0 && missedBefore > 0 ? "And " + missedBefore + " times before it. " : "")
                    + whyMissed.apply(due.get(i));
            account(new Tick(
                    job,
                    due.get(i),
                    paused ? Outcome.PAUSED : Outcome.MISSED,
                    fired,
                    paused ? null : request.id(),
                    paused ? "" : reason));
        }
        account(new Tick(job, newest, paused ? Outcome.PAUSED : Outcome.RAN, fired, paused ? null : request.id(), ""));
        last.put(job, newest);
        return paused ? Optional.empty() : Optional.of(request);
    }

    /**
     * Another process died while it ran a job: marks its run as interrupted, and keeps account of the one that makes up for it.
     *
     * @return the run that is to begin; empty where that one had itself made up for another, for the job may be what ends processes
     */
    synchronized Optional<RunRequest> recovered(String job, Instant due) {
        Optional<RunEntry> died = running(job);
        Instant now = clock.instant();
        died.ifPresent(run -> history.submit(
                "the end of a run of " + job,
                store -> store.end(
                        run.id(),
                        new RunEnd(RunState.INTERRUPTED, null, now, "The process ended before the run did.", null))));
        if (died.filter(run -> run.start().resumes() != null).isPresent()) {
            return Optional.empty();
        }
        Instant meant = died.map(run -> run.start().due()).orElse(due);
        RunRequest request = RunRequest.due(job, meant == null ? due : meant);
        RunRequest resuming = died.map(run -> request.resuming(run.id())).orElse(request);
        account(new Tick(
                job,
                meant == null ? due : meant,
                Outcome.RAN,
                now,
                resuming.id(),
                died.map(run -> "Run " + run.id() + " was interrupted.").orElse("")));
        return Optional.of(resuming);
    }

    /** The jobs whose schedules are paused. */
    synchronized Collection<String> paused() {
        try {
            pausedHere.clear();
            pausedHere.addAll(history.ask(store -> store.paused()));
        } catch (HistoryException off) {
            // What was known last holds.
        }
        return Set.copyOf(pausedHere);
    }

    synchronized void pause(String job) {
        Instant now = clock.instant();
        history.ask(store -> {
            store.pause(job, now);
            return true;
        });
    }

    synchronized void resume(String job) {
        history.ask(store -> {
            store.resume(job);
            return true;
        });
    }

    private Optional<RunEntry> running(String job) {
        try {
            return history.ask(store -> store.runs(Optional.of(job), 0, 5)).items().stream()
                    .filter(run -> run.state() == RunState.RUNNING || run.state() == RunState.INTERRUPTED)
                    .findFirst();
        } catch (HistoryException off) {
            return Optional.empty();
        }
    }

    private void account(Tick tick) {
        history.submit("the account of a time of " + tick.job(), store -> store.account(tick));
    }
}
