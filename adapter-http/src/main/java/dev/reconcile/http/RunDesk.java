package dev.reconcile.http;

import dev.reconcile.app.Settings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.app.job.LiveRun;
import dev.reconcile.app.job.RunChoice;
import dev.reconcile.app.job.RunRequest;
import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is asked for: some runs at once, some that wait, and no more. A table is compared by one run at a time, whoever
 * began it. Safe for use by several threads.
 */
final class RunDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunDesk.class);
    private static final int MOST_DROPPED = 100;

    private final Jobs jobs;
    private final InstantSource clock;
    private final ExecutorService workers;

    /** Guards everything below. */
    private final Object lock = new Object();

    /** Those that wait, and those that are being run. */
    private final Map<String, Taken> taken = new LinkedHashMap<>();

    private final Map<String, Taken> dropped = bounded(MOST_DROPPED);
    private final Map<String, Remembered> keys = bounded(Limits.KEYS);
    private boolean closed;

    RunDesk(Jobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(Limits.RUNS, task -> {
            Thread thread = new Thread(task, "reconcile-asked-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A run that waits for its turn, or waited in vain.
     *
     * @param request what was wanted
     * @param since since when
     * @param cancelled whether somebody took it back before it began
     */
    record Waiting(RunRequest request, Instant since, boolean cancelled) {}

    /**
     * Takes a run.
     *
     * @param key the caller's key for it; null where he gave none
     * @return the run's id: that of an earlier request with the same key and the same wish
     * @throws Problem if it is not taken
     */
    String take(String job, RunChoice choice, @Nullable String key) {
        Settings settings = settings(job, choice);
        synchronized (lock) {
            if (closed) {
                throw Problem.later(503, 5, "The service is ending.");
            }
            Wish wish = new Wish(job, choice);
            if (key != null) {
                Remembered before = keys.get(key);
                if (before != null && before.until().isAfter(clock.instant())) {
                    if (!before.wish().equals(wish)) {
                        throw Problem.of(422, "The Idempotency-Key was used for another request. Take a new one.");
                    }
                    return before.run();
                }
            }
            requireFree(settings, choice);
            if (taken.values().stream().filter(run -> !run.begun).count() >= Limits.QUEUE) {
                throw Problem.later(429, 30, "Enough runs wait already. Try again when one has ended.");
            }
            RunRequest request = RunRequest.asked(job, choice);
            Taken run = new Taken(request, settings, clock.instant());
            taken.put(request.id(), run);
            if (key != null) {
                keys.put(key, new Remembered(wish, request.id(), clock.instant().plus(Limits.KEY_TIME)));
            }
            workers.execute(() -> work(run));
            return request.id();
        }
    }

    /** A run of which nothing is known but that it was taken; empty where there is none of this id. */
    Optional<Waiting> waiting(String id) {
        synchronized (lock) {
            Taken run = taken.get(id);
            if (run != null) {
                // It begins a moment before it is known as one that goes on.
                boolean isKnown = run.begun && jobs.runner().live().find(id).isPresent();
                return isKnown ? Optional.empty() : Optional.of(run.waiting(false));
            }
            return Optional.ofNullable(dropped.get(id)).map(gone -> gone.waiting(true));
        }
    }

    /** Those that have not begun, in their order. */
    List<Waiting> queue() {
        synchronized (lock) {
            return taken.values().stream()
                    .filter(run -> !run.begun)
                    .map(run -> run.waiting(false))
                    .toList();
        }
    }

    /**
     * Ends a run, whoever began it in this process.
     *
     * @return false where there is none of this id that waits or goes on
     */
    boolean cancel(String id) {
        synchronized (lock) {
            Taken run = taken.get(id);
            if (run != null) {
                run.cancellation.cancel();
                if (!run.begun) {
                    taken.remove(id);
                    dropped.put(id, run);
                }
                return true;
            }
        }
        Optional<LiveRun> live = jobs.runner().live().find(id).filter(run -> !run.hasEnded());
        live.ifPresent(LiveRun::cancel);
        return live.isPresent();
    }

    /** Ends what goes on, and takes nothing any more. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            jobs.runner().processEnds();
            taken.values().stream()
                    .filter(run -> !run.begun)
                    .forEach(run -> LOG.warn(
                            "{}: run {} had not begun and is lost, for the service ends. Start it again.",
                            run.request.job(),
                            run.request.id()));
            new ArrayList<>(taken.keySet()).forEach(this::cancel);
        }
        workers.shutdown();
    }

    /**
     * Waits for what was ended by {@link #close}.
     *
     * @param patience how long at most
     */
    void await(Duration patience) {
        try {
            workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Taken run) {
        synchronized (lock) {
            if (taken.get(run.request.id()) != run) {
                return;
            }
            run.begun = true;
        }
        try {
            jobs.runner().run(run.request, RunListener.NONE, run.cancellation);
        } finally {
            synchronized (lock) {
                taken.remove(run.request.id());
            }
        }
    }

    private Settings settings(String job, RunChoice choice) {
        Settings settings = RunChoices.settings(jobs, job, choice);
        if (!choice.isNone() && runsWholeOnly(settings)) {
            throw Problem.of(
                    422,
                    "The job goes on from a checkpoint, which is for the whole of it. Leave out depth and tables.");
        }
        TableRequest tables = settings.tables();
        boolean allNamed = tables.include().isEmpty() && !tables.pairs().isEmpty();
        if (allNamed && !MeantTables.names(tables.pairs()).containsAll(choice.tables())) {
            throw Problem.of(
                    422, "The job compares no table of one of these names. /api/v1/jobs lists those that it does.");
        }
        return settings;
    }

    /** Whether runs of a job go on from where others ended, so that none can be of a part of it. */
    static boolean runsWholeOnly(Settings settings) {
        return settings.checkpoint().isPresent() || settings.scrub().isPresent();
    }

    /**
     * What waits or goes on must not compare what may be one of the same tables, as far as they are known. Two runs of one job do,
     * unless both are of some of its tables.
     */
    private void requireFree(Settings settings, RunChoice choice) {
        MeantTables meant = new MeantTables(settings, choice);
        for (Taken run : taken.values()) {
            if (jobs.runner()
                    .live()
                    .find(run.request.id())
                    .filter(LiveRun::hasEnded)
                    .isPresent()) {
                // Whoever was told that it has ended may begin the next.
                continue;
            }
            List<TablePair> named = new MeantTables(run.settings, run.request.choice()).named();
            if (named.stream().anyMatch(meant::mayHoldOneOf) || isSame(settings, choice, run.request)) {
                throw taken(run.request);
            }
        }
        for (LiveRun run : jobs.runner().live().running()) {
            if (run.hasEnded()) {
                continue;
            }
            if (run.pairs().stream().anyMatch(meant::mayHoldOneOf) || isSame(settings, choice, run.request())) {
                throw taken(run.request());
            }
        }
    }

    private static boolean isSame(Settings settings, RunChoice choice, RunRequest other) {
        return other.job().equals(settings.job()) && MeantTables.mayShare(choice, other.choice());
    }

    private static Problem taken(RunRequest other) {
        return Problem.because(
                other.id(),
                "Run " + other.id() + " of the job " + other.job()
                        + " is about the same tables, or about some that may be the same as far as their names tell. Wait until"
                        + " it has ended, or cancel it.");
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>() {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What somebody asked for. */
    private record Wish(String job, RunChoice choice) {}

    /** What came of a request with a key. */
    private record Remembered(Wish wish, String run, Instant until) {}

    private static final class Taken {

        private final RunRequest request;
        private final Settings settings;
        private final Instant since;
        private final Cancellation cancellation = new Cancellation();
        private boolean begun;

        Taken(RunRequest request, Settings settings, Instant since) {
            this.request = request;
            this.settings = settings;
            this.since = since;
        }

        Waiting waiting(boolean cancelled) {
            return new Waiting(request, since, cancelled);
        }
    }
}
