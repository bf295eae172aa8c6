package dev.reconcile.core.port;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A request to stop, made once by anyone and heeded by all who hold it. Safe for use by several threads.
 */
public final class Cancellation {

    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean cancelled;

    /** Asks everyone to stop: runs every registered action, on this thread. Does nothing the second time. */
    public void cancel() {
        Runnable[] toRun;
        synchronized (actions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = actions.toArray(Runnable[]::new);
            actions.clear();
        }
        for (Runnable action : toRun) {
            action.run();
        }
    }

    /** Whether somebody asked to stop. */
    public boolean isCancelled() {
        synchronized (actions) {
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
        synchronized (actions) {
            if (!cancelled) {
                actions.add(action);
                return () -> {
                    synchronized (actions) {
                        actions.remove(action);
                    }
                };
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
}
