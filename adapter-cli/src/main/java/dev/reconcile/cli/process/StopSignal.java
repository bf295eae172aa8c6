package dev.reconcile.cli.process;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Tells a process that keeps running when it is to stop: at the first signal. A second one ends it at once. */
public final class StopSignal implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);
    private final List<Signals.Handling> handlers;

    private StopSignal() {
        this.handlers = Stream.of("INT", "TERM", "HUP")
                .map(name -> Signals.handle(name, this::onSignal))
                .toList();
    }

    /** Listens for signals until it is closed. */
    public static StopSignal awaited() {
        return new StopSignal();
    }

    /** Waits for the first signal. */
    public void await() {
        try {
            told.await();
        } catch (InterruptedException toldToStopToo) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the signals back their usual meaning. */
    @Override
    public void close() {
        handlers.forEach(Signals.Handling::close);
    }

    private void onSignal() {
        if (told.getCount() == 0) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
        told.countDown();
    }
}
