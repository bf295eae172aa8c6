package dev.reconcile.alert;

import dev.reconcile.core.alert.AlertFilter;
import dev.reconcile.core.alert.AlertMessage;
import dev.reconcile.core.alert.AlertOutcome;
import dev.reconcile.core.port.AlertChannel;
import dev.reconcile.core.port.AlertException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages to one place, on a thread of its own, in their order, and tries again what does not arrive. Nobody waits for
 * it. Safe for use by several threads.
 */
public final class AlertSender {

    /** So many wait at most; more are dropped. */
    static final int MOST_WAITING = 100;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final String name;
    private final AlertChannel channel;
    private final AlertFilter filter;
    private final Retries retries;

    /** Guards everything below. */
    private final Object lock = new Object();

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean closing;
    private boolean givingUp;

    private record Waiting(AlertMessage message, Consumer<Delivery> done) {}

    /**
     * @param name what the place is called
     * @param channel the place
     * @param filter what it wants to be told
     */
    public AlertSender(String name, AlertChannel channel, AlertFilter filter, Retries retries) {
        this.name = name;
        this.channel = channel;
        this.filter = filter;
        this.retries = retries;
    }

    /** What the place is called. */
    public String name() {
        return name;
    }

    /**
     * Has a message sent, after those that wait already. Returns at once.
     *
     * @param done told once what became of it, on any thread
     */
    public void send(AlertMessage message, Consumer<Delivery> done) {
        AlertMessage wanted = filter.of(message);
        if (wanted.alerts().isEmpty() && !channel.wantsRepeats()) {
            done.accept(new Delivery(AlertOutcome.NOT_WANTED, ""));
            return;
        }
        AlertOutcome refused;
        synchronized (lock) {
            boolean repeats = wanted.alerts().isEmpty() && wanted.ended().isEmpty();
            if (repeats && (!waiting.isEmpty() || (wanted.open().isEmpty() && thread == null))) {
                refused = AlertOutcome.NOT_WANTED;
            } else if (closing || waiting.size() >= MOST_WAITING) {
                refused = AlertOutcome.DROPPED;
            } else {
                waiting.add(new Waiting(wanted, done));
                begin();
                lock.notifyAll();
                return;
            }
        }
        done.accept(new Delivery(
                refused, refused == AlertOutcome.DROPPED ? MOST_WAITING + " messages wait before it" : ""));
    }

    /** Waits until everything has been sent or given up; after that time, what is left is given up. */
    public void close(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        @Nullable Thread worker;
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
            while (!waiting.isEmpty()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0 || !waitFor(millis)) {
                    break;
                }
            }
            givingUp = true;
            worker = thread;
        }
        if (worker != null) {
            worker.interrupt();
            joined(worker);
        }
    }

    /** What is given up is told of at once, unless who is told takes its time. */
    private static void joined(Thread worker) {
        try {
            worker.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        if (thread == null) {
            thread = new Thread(this::work, "reconcile-alert " + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        while (true) {
            Waiting next;
            synchronized (lock) {
                while (waiting.isEmpty() && !closing) {
                    if (!waitFor(0)) {
                        return;
                    }
                }
                if (waiting.isEmpty()) {
                    return;
                }
                next = waiting.element();
            }
            Delivery delivery = deliver(next.message());
            // Told before it leaves the queue: whoever waits for the end knows the outcome of all.
            next.done().accept(delivery);
            synchronized (lock) {
                waiting.remove();
                lock.notifyAll();
            }
        }
    }

    private Delivery deliver(AlertMessage message) {
        for (int attempt = 1; ; attempt++) {
            if (isGivingUp()) {
                return new Delivery(AlertOutcome.GIVEN_UP, "the process ended before it was sent");
            }
            try {
                channel.send(message);
                return new Delivery(AlertOutcome.SENT, "");
            } catch (AlertException e) {
                if (e.isLasting() || attempt == retries.attempts() || isGivingUp()) {
                    return new Delivery(AlertOutcome.GIVEN_UP, String.valueOf(e.getMessage()));
                }
                Duration wait = retries.after(attempt);
                pause(e.pause().filter(asked -> asked.compareTo(wait) > 0).orElse(wait));
            } catch (RuntimeException e) {
                // Its text may hold a secret.
                return new Delivery(
                        AlertOutcome.GIVEN_UP, "an unexpected " + e.getClass().getName());
            }
        }
    }

    private boolean isGivingUp() {
        synchronized (lock) {
            return givingUp;
        }
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        synchronized (lock) {
            long millis;
            while (!givingUp && (millis = (end - System.nanoTime()) / 1_000_000) > 0) {
                if (!waitFor(millis)) {
                    givingUp = true;
                }
            }
        }
    }

    /** @param millis 0 for however long */
    @SuppressWarnings("WaitNotInLoop") // every caller looks again at what it waits for
    private boolean waitFor(long millis) {
        try {
            lock.wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
