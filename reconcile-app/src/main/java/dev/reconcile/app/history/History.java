package dev.reconcile.app.history;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.history.HistoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of a process. Whatever happens to the place where it is kept, runs go on: what is to be written waits, in its
 * order, until it can be written, and is tried again and again. Safe for use by several threads.
 */
public final class History implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    /** How long a place that failed is left alone. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** So much waits at most: a run of a thousand tables is about a thousand of them. */
    private static final int MOST_WAITING = 20_000;

    private final HistorySettings settings;
    private final Thread writer;

    private final Object opening = new Object();

    /** Guards everything below. */
    private final Object lock = new Object();

    private final Deque<Consumer<RunHistory>> waiting = new ArrayDeque<>();
    private @Nullable RunHistory store;
    private @Nullable String trouble;
    private long retryNanos;
    private long lost;
    private boolean closing;

    private History(HistorySettings settings) {
        this.settings = settings;
        this.writer = new Thread(this::write, "reconcile-history");
        this.writer.setDaemon(true);
    }

    /**
     * Begins to keep a history, in a place that settings name.
     *
     * @throws IllegalArgumentException if they name none
     */
    public static History begin(HistorySettings settings) {
        if (settings.place().isEmpty()) {
            throw new IllegalArgumentException("A history has a place.");
        }
        History history = new History(settings);
        history.writer.start();
        return history;
    }

    /** How the history is kept. */
    public HistorySettings settings() {
        return settings;
    }

    /** Has something written when those before it are. Returns at once. */
    public void submit(Consumer<RunHistory> entry) {
        synchronized (lock) {
            if (waiting.size() >= MOST_WAITING) {
                lost++;
                LOG.error("The history has been off for so long that an entry is lost, the {}. of them", lost);
                return;
            }
            waiting.add(entry);
            lock.notifyAll();
        }
    }

    /** Has what is too old removed. */
    public void prune(Instant now) {
        submit(store -> store.prune(settings.retention(), now));
    }

    /**
     * Reads. Where the place failed just now it is not asked again, so that nobody waits for it over and over.
     *
     * @throws HistoryException if that cannot be done
     */
    public <T> T ask(Function<RunHistory, T> question) {
        synchronized (lock) {
            if (trouble != null && System.nanoTime() - retryNanos < 0) {
                throw new HistoryException(trouble, null);
            }
        }
        try {
            T answer = question.apply(store());
            recovered();
            return answer;
        } catch (HistoryException e) {
            noteTrouble(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Why the history is off at this moment; empty while it is on. */
    public Optional<String> trouble() {
        synchronized (lock) {
            return Optional.ofNullable(trouble);
        }
    }

    /**
     * Waits until everything is written.
     *
     * @return false if it is not by then
     */
    public boolean await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (!waiting.isEmpty()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return lost == 0;
        }
    }

    /** Lets go of the place, without waiting for what is not written. */
    @Override
    public void close() {
        RunHistory open;
        synchronized (lock) {
            closing = true;
            open = store;
            store = null;
            lock.notifyAll();
        }
        if (open != null) {
            open.close();
        }
    }

    private void write() {
        try {
            while (true) {
                Consumer<RunHistory> entry = next();
                if (entry == null) {
                    return;
                }
                try {
                    entry.accept(store());
                    written();
                } catch (HistoryException e) {
                    failed(String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    // A fault of ours must not hold up all that comes after it.
                    LOG.error(
                            "An entry of the history is lost: {}", e.getClass().getName());
                    written();
                }
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is to be written next, once there is something; null once the history is closed. */
    private @Nullable Consumer<RunHistory> next() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty() && !closing) {
                lock.wait();
            }
            return closing ? null : waiting.peek();
        }
    }

    private RunHistory store() {
        // Opening takes its time, and nobody waits for that who only submits.
        synchronized (opening) {
            RunHistory open = openStore();
            if (open != null) {
                return open;
            }
            RunHistory opened = HistoryStore.open(settings.place().orElseThrow(), settings.maxFindings());
            synchronized (lock) {
                if (!closing) {
                    store = opened;
                    return opened;
                }
            }
            opened.close();
            throw new HistoryException("The history is closed.", null);
        }
    }

    private @Nullable RunHistory openStore() {
        synchronized (lock) {
            if (closing) {
                throw new HistoryException("The history is closed.", null);
            }
            return store;
        }
    }

    private void written() {
        synchronized (lock) {
            waiting.poll();
            lock.notifyAll();
        }
        recovered();
    }

    private void recovered() {
        synchronized (lock) {
            if (trouble != null) {
                LOG.warn("The history is on again");
                trouble = null;
            }
        }
    }

    private void noteTrouble(String reason) {
        synchronized (lock) {
            if (!reason.equals(trouble) && !closing) {
                LOG.warn("The history is off, and runs go on without it. {} It is tried again.", reason);
                trouble = reason;
            }
            retryNanos = System.nanoTime() + PAUSE.toNanos();
        }
    }

    /** Leaves the place alone for a while. */
    private void failed(String reason) throws InterruptedException {
        noteTrouble(reason);
        long end = System.nanoTime() + PAUSE.toNanos();
        synchronized (lock) {
            long millis = PAUSE.toMillis();
            while (millis > 0 && !closing) {
                lock.wait(millis);
                millis = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }
}
