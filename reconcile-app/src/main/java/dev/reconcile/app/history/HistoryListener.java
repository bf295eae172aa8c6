package dev.reconcile.app.history;

import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.port.RunHistory;

/** Told what a run changes in what is known of tables. Its methods are called by several threads, and return soon. */
public interface HistoryListener {

    /** Wants to know nothing. */
    HistoryListener NONE = new HistoryListener() {
        @Override
        public void found(TableEntry entry) {}

        @Override
        public void kept(TableState state) {}

        @Override
        public void ended(String job, RunHistory store) {}
    };

    /** A run is done with a pair. The history does not have it yet, and will not while it is off. */
    void found(TableEntry entry);

    /**
     * The history has it.
     *
     * @param state what is known of the pair now, also from others
     */
    void kept(TableState state);

    /**
     * The history has the end of a run with a report, which may be that the job no longer has some pairs.
     *
     * @param store knows which
     * @throws dev.reconcile.core.port.HistoryException if that cannot be asked; then it is told again
     */
    void ended(String job, RunHistory store);
}
