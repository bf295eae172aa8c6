package dev.reconcile.core.run;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that say what they are for, and that keep no process alive. */
public final class NamedThreads implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger number = new AtomicInteger();

    /** Threads of this name and a number, from 1. */
    public NamedThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task, prefix + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
