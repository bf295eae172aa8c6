package dev.reconcile.app.history;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.history.ContradictionException;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private @Nullable RunHistory store;
    private @Nullable String trouble;

    /** Whether it was met when something was to be written: that reading goes well does not end it. */
    private boolean isOfWriting;

    private long retryNanos;

    /** What was lost when it was to be written last, and why. */
    private final Map<String, String> lost = new LinkedHashMap<>();

    private long timesLost;
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

    /**
     * Has something written when those before it are. Returns at once.
     *
     * @param what names it for people, with its article, and the same each time: {@code the results of orders}. Where it cannot be
     *     written although the history is on, it is lost, which is said until the next of that name is written
     */
    public void submit(String what, Consumer<RunHistory> entry) {
        synchronized (lock) {
            if (waiting.size() >= MOST_WAITING) {
                lose(what, "the history was off for so long that no more could wait for it");
                return;
            }
            waiting.add(new Entry(what, entry));
            lock.notifyAll();
        }
    }

    /** Likewise, of something that has no name of its own. */
    public void submit(Consumer<RunHistory> entry) {
        submit("an entry", entry);
    }

    /** Has what is too old removed. */
    public void prune(Instant now) {
        submit("the removal of what is old", store -> store.prune(settings.retention(), now));
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
            recovered(false);
            return answer;
        } catch (HistoryException e) {
            noteTrouble(String.valueOf(e.getMessage()), false);
            throw e;
        }
    }

    /** Why the history is off at this moment, or what of it is lost though it is on; empty while all is well. */
    public Optional<String> trouble() {
        synchronized (lock) {
            if (trouble != null || lost.isEmpty()) {
                return Optional.ofNullable(trouble);
            }
            String more = lost.size() == 1 ? "" : " So it is with " + (lost.size() - 1) + " more.";
            Map.Entry<String, String> first = lost.entrySet().iterator().next();
            return Optional.of(lossOf(first.getKey(), first.getValue()) + more + " " + timesLost()
                    + " What comes after them is written.");
        }
    }

    /** Whether nothing can be written or read at this moment. */
    public boolean isOff() {
        synchronized (lock) {
            return trouble != null;
        }
    }

    /**
     * Waits until everything is written.
     *
     * @return false if it is not by then, or if something was lost
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
            return timesLost == 0;
        }
    }

    /** Why {@link #await} was in vain, in a sentence. */
    public String shortfall() {
        synchronized (lock) {
            boolean isLate = !waiting.isEmpty() || timesLost == 0;
            return trouble().orElseGet(() -> isLate ? "Writing it takes too long." : timesLost());
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
                Entry entry = next();
                if (entry == null) {
                    return;
                }
                try {
                    entry.write().accept(store());
                    done(entry);
                } catch (HistoryException e) {
                    failed(String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    // It must not hold up all that comes after it.
                    lost(entry, e);
                }
            }
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is to be written next, once there is something; null once the history is closed. */
    private @Nullable Entry next() throws InterruptedException {
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

    private void done(Entry entry) {
        synchronized (lock) {
            lost.remove(entry.what());
            waiting.poll();
            lock.notifyAll();
        }
        recovered(true);
    }

    private void lost(Entry entry, RuntimeException failure) {
        String why = failure instanceof ContradictionException
                ? String.valueOf(failure.getMessage())
                : "this should not have happened: " + failure.getClass().getName();
        synchronized (lock) {
            lose(entry.what(), why);
            waiting.poll();
            lock.notifyAll();
        }
        recovered(true);
    }

    private void lose(String what, String why) {
        timesLost++;
        if (lost.size() < MOST_WAITING) {
            lost.put(what, why);
        }
        LOG.error("{} {}", lossOf(what, why), timesLost());
    }

    private static String lossOf(String what, String why) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1) + " did not get into the history, because "
                + why + ".";
    }

    private String timesLost() {
        return (timesLost == 1 ? "One entry was" : timesLost + " entries were") + " lost since this process began.";
    }

    private void recovered(boolean byWriting) {
        synchronized (lock) {
            if (trouble != null && (byWriting || !isOfWriting)) {
                LOG.warn("The history is on again");
                trouble = null;
                isOfWriting = false;
            }
        }
    }

    private void noteTrouble(String reason, boolean whenWriting) {
        synchronized (lock) {
            boolean isNews = !reason.equals(trouble) && (whenWriting || trouble == null || !isOfWriting);
            if (isNews && !closing) {
                LOG.warn("The history is off, and {} go on without it. {} It is tried again.", whoGoesOn(), reason);
                trouble = reason;
            }
            isOfWriting |= whenWriting;
            retryNanos = System.nanoTime() + PAUSE.toNanos();
        }
    }

    /** Daemons that share a server begin no run without it. */
    private String whoGoesOn() {
        return settings.place().filter(StorePlace.Server.class::isInstance).isPresent()
                ? "runs that have begun"
                : "runs";
    }

    /** Leaves the place alone for a while. */
    private void failed(String reason) throws InterruptedException {
        noteTrouble(reason, true);
        long end = System.nanoTime() + PAUSE.toNanos();
        synchronized (lock) {
            long millis = PAUSE.toMillis();
            while (millis > 0 && !closing) {
                lock.wait(millis);
                millis = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** Something that is to be written. */
    private record Entry(String what, Consumer<RunHistory> write) {}
}
