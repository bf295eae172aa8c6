package dev.reconcile.core.port;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A request to stop, made once by anyone and heeded by all who hold it. Safe for use by several threads.
 */
public final class Cancellation {

    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private boolean cancelled;

    /** Asks everyone to stop: runs every registered action, on this thread. Does nothing the second time. */
    public void cancel() {
        List<Waiting> toRun;
        synchronized (waiting) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(waiting);
            waiting.clear();
        }
        toRun.forEach(registered -> registered.action.run());
    }

    /** Whether somebody asked to stop. */
    public boolean isCancelled() {
        synchronized (waiting) {
            return cancelled;
        }
    }

    /**
     * Goes on only if nobody asked to stop.
     *
     * @throws CancelledException if somebody did
     */
    public void check() {
        if (isCancelled()) {
            throw new CancelledException();
        }
    }

    /**
     * Has an action run when somebody asks to stop: at once, on this thread, if somebody already did. The action must not
     * throw.
     *
     * @return ends the registration when closed
     */
    public Registration onCancel(Runnable action) {
        synchronized (waiting) {
            if (!cancelled) {
                Waiting registered = new Waiting(action);
                waiting.add(registered);
                return registered;
            }
        }
        action.run();
        return () -> {};
    }

    /** An action waiting for the cancellation. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /** Forgets the action. */
        @Override
        void close();
    }

    /** One registration; the same action may have several. */
    private final class Waiting implements Registration {

        private final Runnable action;

        Waiting(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            synchronized (waiting) {
                waiting.remove(this);
            }
        }
    }
}
