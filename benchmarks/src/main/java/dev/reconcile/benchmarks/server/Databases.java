package dev.reconcile.benchmarks.server;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The two databases that are compared.
 *
 * @param source the one that is right
 * @param target the one that ought to be like it
 */
public record Databases(Endpoint source, Endpoint target) {

    /** Something that is done in one database. */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it. */
        T in(Endpoint database) throws Exception;
    }

    /**
     * Does something in both at once.
     *
     * @return what came of it in the source and in the target
     * @throws IllegalStateException if it failed in either
     */
    public <T> List<T> both(Work<T> work) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<T> inSource = () -> work.in(source);
            Callable<T> inTarget = () -> work.in(target);
            List<Future<T>> done = threads.invokeAll(List.of(inSource, inTarget));
            return List.of(done.get(0).get(), done.get(1).get());
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A database failed: " + failure.getCause(), failure);
        } finally {
            threads.shutdownNow();
        }
    }
}
