package dev.reconcile.scheduler;

import dev.reconcile.app.history.History;
import dev.reconcile.core.port.HistoryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the server is there on which daemons agree who runs what is due. While it is away none of them can know whether another
 * one runs a job, so that no job begins: that is said, at once and again and again, and is the reason of the times that are missed.
 * Safe for use by several threads.
 */
final class ServerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);

    private static final String AWAY =
            "The server of the history was away, without which no daemon knows whether another one runs the job.";

    private static final String NOBODY =
            "The run before still went on, or no process was there, or none that reached the server of the history.";

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    /** What is due may wait for so long after the server is back, until it is tried again. */
    private static final Duration AFTERMATH = Duration.ofSeconds(40);

    /** How often it is said. */
    private static final Duration REMINDER = Duration.ofMinutes(5);

    private final History history;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    /** When the server was last there. */
    private Instant lastThere;

    /** Since when it is away, or was the last time; null where it never was. */
    private @Nullable Instant awaySince;

    /** When it was back; null while it is away. */
    private @Nullable Instant backAt;

    private Instant lastSaid = Instant.MIN;

    ServerWatch(History history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
        this.lastThere = clock.instant();
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "reconcile-server");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to look. */
    void begin() {
        long millis = BETWEEN_LOOKS.toMillis();
        var ignored = timer.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Looks once. */
    void look() {
        try {
            history.ask(store -> store.paused());
            there();
        } catch (HistoryException e) {
            away(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A fault of ours is not to end the looks.
            LOG.debug(
                    "The server of the history cannot be looked at: {}",
                    e.getClass().getName());
        }
    }

    private synchronized void there() {
        lastThere = clock.instant();
        if (awaySince != null && backAt == null) {
            backAt = lastThere;
            lastSaid = Instant.MIN;
            LOG.warn("Jobs run again: the server of the history is back, which was away since {}", awaySince);
        }
    }

    private synchronized void away(String reason) {
        Instant now = clock.instant();
        if (awaySince == null || backAt != null) {
            awaySince = lastThere;
            backAt = null;
        }
        if (lastSaid.equals(Instant.MIN) || !now.isBefore(lastSaid.plus(REMINDER))) {
            lastSaid = now;
            LOG.warn(
                    "No job begins since {}, until the server of the history is back: without it no daemon knows whether another one"
                            + " runs the job. What is due meanwhile is made up for by one run of each job. {}",
                    awaySince,
                    reason);
        }
    }

    /** Why a time that was due did not run, as a sentence. */
    synchronized String whyMissed(Instant due) {
        return isOfAbsence(due) ? AWAY : NOBODY;
    }

    private boolean isOfAbsence(Instant due) {
        Instant now = clock.instant();
        // A look that is not answered is one of an absence that is not known yet.
        if (now.isAfter(lastThere.plus(BETWEEN_LOOKS.multipliedBy(2))) && due.isAfter(lastThere)) {
            return true;
        }
        return awaySince != null
                && due.isAfter(awaySince)
                && !due.isAfter(backAt == null ? now : backAt.plus(AFTERMATH));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
