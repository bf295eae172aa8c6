package dev.reconcile.cli.progress;

import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.port.RunListener;

/** Shows how far a run is, until it is closed. */
public interface Progress extends AutoCloseable {

    /** Nothing is shown. */
    static Progress none() {
        return () -> RunListener.NONE;
    }

    /** What suits standard error: lines drawn again and again on a terminal, else two lines for each table. */
    static Progress on(Terminal terminal) {
        if (terminal.drawsProgress()) {
            return ProgressScreen.open(terminal.liveArea(), terminal.facts().columns());
        }
        return inLines(terminal);
    }

    /** Lines on standard error, on a terminal too, for what shows no more than a line now and then. */
    static Progress inLines(Terminal terminal) {
        ProgressLines lines = new ProgressLines(terminal.err());
        return () -> lines;
    }

    /** What the run is to tell. */
    RunListener listener();

    /** Leaves nothing of it behind on a terminal. */
    @Override
    default void close() {}
}
