package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Does the work of both sides of a table pair at once: the target's on another thread, the source's on the caller's. */
final class SideWork {

    private final Executor executor;

    /**
     * Work that uses this executor.
     *
     * @param executor starts every task at once; one that queued a task behind a pair which waits for its own other side
     *     would never end
     */
    SideWork(Executor executor) {
        this.executor = executor;
    }

    /** What both sides gave. */
    record Both<S, T>(S source, T target) {}

    /**
     * Waits for both sides. Where one fails the other is cancelled, and the failure that came first is thrown, once both
     * have ended.
     *
     * @param cancellation what both sides heed; cancelled where one fails
     */
    <S, T> Both<S, T> both(Supplier<S> source, Supplier<T> target, Cancellation cancellation) {
        CompletableFuture<T> targetResult =
                CompletableFuture.supplyAsync(cancellingTheOther(target, cancellation), executor);
        S sourceResult;
        try {
            sourceResult = cancellingTheOther(source, cancellation).get();
        } catch (RuntimeException | Error sourceFailure) {
            throw firstOf(sourceFailure, targetResult);
        }
        try {
            return new Both<>(sourceResult, targetResult.join());
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private static <T> Supplier<T> cancellingTheOther(Supplier<T> work, Cancellation cancellation) {
        return () -> {
            try {
                return work.get();
            } catch (RuntimeException | Error e) {
                cancellation.cancel();
                throw e;
            }
        };
    }

    /** The source's own failure, unless it only heeded the cancellation that the target's failure caused. */
    private static <T> RuntimeException firstOf(Throwable sourceFailure, CompletableFuture<T> targetResult) {
        try {
            targetResult.join();
        } catch (CompletionException e) {
            if (sourceFailure instanceof CancelledException) {
                return unwrapped(e);
            }
        }
        return asRuntimeException(sourceFailure);
    }

    private static RuntimeException unwrapped(CompletionException e) {
        Throwable cause = e.getCause();
        return asRuntimeException(cause == null ? e : cause);
    }

    private static RuntimeException asRuntimeException(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
