package dev.reconcile.cli.process;

import dev.reconcile.core.port.Cancellation;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Ctrl-C and its kin, while a run is under way. The first signal cancels the run, which then ends by itself with what is
 * complete; where that takes too long, the process ends without it. A second signal ends it at once.
 *
 * <p>A shutdown hook would not do: the JVM runs it only once, swallows every later signal, and takes from the run the
 * chance to return.
 */
public final class Interruption implements AutoCloseable {

    private final AtomicBoolean happened = new AtomicBoolean();
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final Cancellation cancellation;
    private final Duration patience;
    private final PrintStream err;
    private final Runnable lastAct;
    private final List<Signals.Handling> handlers;

    private Interruption(Cancellation cancellation, Duration patience, PrintStream err, Runnable lastAct) {
        this.cancellation = cancellation;
        this.patience = patience;
        this.err = err;
        this.lastAct = lastAct;
        this.handlers = Stream.of("INT", "TERM", "HUP")
                .map(name -> Signals.handle(name, this::onSignal))
                .toList();
    }

    /**
     * Has the signals cancel a run until this is closed.
     *
     * @param patience how long the cancelled run may take to end
     * @param err where the user is told
     * @param lastAct done before the process ends without the run; must be quick and must not throw
     */
    public static Interruption cancels(
            Cancellation cancellation, Duration patience, PrintStream err, Runnable lastAct) {
        return new Interruption(cancellation, patience, err, lastAct);
    }

    /** Whether a signal came. */
    public boolean happened() {
        return happened.get();
    }

    /**
     * The run is over: what is left to do no longer waits for a database, and may take its time. Only a second signal ends it.
     */
    public void letFinish() {
        finishing.set(true);
    }

    /** Gives the signals back their usual meaning. */
    @Override
    public void close() {
        handlers.forEach(Signals.Handling::close);
    }

    private void onSignal() {
        if (!happened.compareAndSet(false, true)) {
            end();
            return;
        }
        // Writing comes last: it may block where nobody reads, and nothing may wait for that.
        daemon("reconcile-last-resort", this::endWhenOutOfPatience);
        daemon("reconcile-cancel", cancellation::cancel);
        err.println("Interrupted: cancelling the running statements. Interrupt again to stop at once.");
    }

    private void endWhenOutOfPatience() {
        try {
            Thread.sleep(patience.toMillis());
        } catch (InterruptedException nobodyInterruptsThisThread) {
            Thread.currentThread().interrupt();
        }
        if (!finishing.get()) {
            end();
        }
    }

    private void end() {
        try {
            lastAct.run();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
