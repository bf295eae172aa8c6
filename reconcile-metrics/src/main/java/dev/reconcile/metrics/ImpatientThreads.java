package dev.reconcile.metrics;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads for exchanges over the network. One that takes too long is interrupted, which closes its connection; of those
 * that find too many waiting before them the connection is closed at once.
 */
final class ImpatientThreads implements Executor, AutoCloseable {

    static final int THREADS = 4;
    static final int WAITING = 32;

    private final Duration slowest;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(ImpatientThreads::daemon);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            ImpatientThreads::daemon,
            (exchange, full) -> interrupted(exchange));

    ImpatientThreads(Duration slowest) {
        this.slowest = slowest;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "reconcile-metrics");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable exchange) {
        threads.execute(() -> inTime(exchange));
    }

    private void inTime(Runnable exchange) {
        Worker worker = new Worker(Thread.currentThread());
        Future<?> end = timer.schedule(worker::interrupt, slowest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            exchange.run();
        } finally {
            worker.isDone();
            end.cancel(false);
        }
    }

    /** A thread that is interrupted already closes the connection as soon as it would read from it. */
    private static void interrupted(Runnable exchange) {
        Thread.currentThread().interrupt();
        try {
            exchange.run();
        } finally {
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    /** A thread, as long as it works at one exchange. */
    private static final class Worker {

        private final Thread thread;
        private boolean done;

        Worker(Thread thread) {
            this.thread = thread;
        }

        synchronized void interrupt() {
            if (!done) {
                thread.interrupt();
            }
        }

        /** Whatever comes too late is not meant for the next exchange. */
        synchronized void isDone() {
            done = true;
            Thread.interrupted();
        }
    }
}
