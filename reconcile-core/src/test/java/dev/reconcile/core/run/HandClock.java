package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A clock that goes on only where somebody waits by it, and remembers how long each wait was. Safe for several threads. */
final class HandClock implements InstantSource, Pace.Sleeper {

    private final List<Duration> waits = new ArrayList<>();
    private final Map<Integer, Runnable> actions = new HashMap<>();
    private Instant now = Instant.EPOCH;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration wait, Cancellation cancellation) {
        cancellation.check();
        Runnable action;
        synchronized (this) {
            now = now.plus(wait);
            waits.add(wait);
            action = actions.getOrDefault(waits.size(), () -> {});
        }
        action.run();
        cancellation.check();
    }

    /** Goes on by so long, or back where it is negative. */
    synchronized void move(Duration by) {
        now = now.plus(by);
    }

    /** Has something happen in the course of the wait of this number, from 1. */
    synchronized void during(int wait, Runnable action) {
        actions.put(wait, action);
    }

    /** Every wait so far. */
    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** How long all of them were. */
    synchronized Duration waited() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
