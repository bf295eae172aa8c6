package dev.reconcile.app.history;

import dev.reconcile.app.Settings;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Report;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of a process that makes one run, where the settings name a place for it. No failure of its is one of the run; it
 * is only warned of.
 */
public final class SingleRunHistory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SingleRunHistory.class);

    /** How long the end of the process waits for what is still to be written. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String id;
    private final Consumer<String> warn;
    private final @Nullable Keeping keeping;
    private boolean ended;

    private SingleRunHistory(String id, Consumer<String> warn, @Nullable Keeping keeping) {
        this.id = id;
        this.warn = warn;
        this.keeping = keeping;
    }

    /**
     * Notes that a run begins, or does nothing where the settings ask for no history.
     *
     * @param warn told what went wrong with it, in sentences
     */
    public static SingleRunHistory begin(Settings settings, InstantSource clock, Consumer<String> warn) {
        String id = UUID.randomUUID().toString();
        if (settings.history().place().isEmpty()) {
            return new SingleRunHistory(id, warn, null);
        }
        History history = History.begin(settings.history());
        boolean scrubs = settings.scrub().isPresent();
        boolean goesOn = !scrubs && settings.checkpoint().isPresent();
        RunStart start = new RunStart(id, settings.job(), trigger(settings), clock.instant(), null, null, goesOn);
        RunRecorder recorder = new RunRecorder(start, history, clock, scrubs);
        markInterrupted(history, clock);
        recorder.begin();
        return new SingleRunHistory(id, warn, new Keeping(history, recorder, clock, beating(recorder)));
    }

    /** Where no daemon sees to it, no run of a process that died goes on for ever. What a daemon makes up for it still does. */
    private static void markInterrupted(History history, InstantSource clock) {
        history.submit(
                "the end of runs whose process is gone",
                store -> store.markInterrupted(Heartbeat.SILENCE, clock.instant())
                        .forEach(run -> LOG.warn(
                                "{}: run {} was interrupted: its process is no longer there",
                                run.start().job(),
                                run.id())));
    }

    private static ScheduledExecutorService beating(RunRecorder recorder) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "reconcile-alive");
            thread.setDaemon(true);
            return thread;
        });
        long millis = Heartbeat.BEAT.toMillis();
        var ignored = timer.scheduleAtFixedRate(recorder::alive, millis, millis, TimeUnit.MILLISECONDS);
        return timer;
    }

    /** What begins the one run of a command. */
    public static Trigger trigger(Settings settings) {
        return settings.isForOtherTables() ? Trigger.COMMAND_FOR_PART : Trigger.COMMAND;
    }

    /** What the run is called, unless it goes on with one that has a name. */
    public String id() {
        return id;
    }

    /** The history; empty where the settings ask for none. */
    public Optional<History> history() {
        return Optional.ofNullable(keeping).map(Keeping::history);
    }

    /** A listener that keeps what the run which it watches tells, and tells another. */
    public RunListener watching(RunListener other) {
        return keeping == null ? other : new RunListeners(List.of(other, keeping.recorder()));
    }

    /** The run came to a report. */
    public void finished(Report report) {
        if (keeping != null) {
            ended = true;
            keeping.recorder().ended(report, RunState.CANCELLED);
            keeping.history().prune(keeping.clock().instant());
        }
    }

    /** Waits, for a while, until all is written. Throws nothing. */
    @Override
    public void close() {
        if (keeping == null) {
            return;
        }
        keeping.heart().shutdownNow();
        if (!ended) {
            keeping.recorder().failed("The run came to no report; the command said why.");
        }
        if (!keeping.history().await(PATIENCE)) {
            warn.accept("The run is not in the history, or not all of it. "
                    + keeping.history().shortfall());
        }
        keeping.history().close();
    }

    private record Keeping(
            History history, RunRecorder recorder, InstantSource clock, ScheduledExecutorService heart) {}
}
