package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /** Starts every task at once. */
    Executor executor() {
        return executor;
    }

    /** What both sides gave. */
    record Both<S, T>(S source, T target) {}

    /**
     * Waits for both sides. Where one fails the other is cancelled, and the failure that came first is thrown, once both
     * have ended: what the other then says is only a consequence.
     *
     * @param cancellation what both sides heed; cancelled where one fails
     */
    <S, T> Both<S, T> both(Supplier<S> source, Supplier<T> target, Cancellation cancellation) {
        AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
        CompletableFuture<Optional<T>> targetResult =
                CompletableFuture.supplyAsync(() -> attempt(target, firstFailure, cancellation), executor);
        Optional<S> sourceResult = attempt(source, firstFailure, cancellation);
        Optional<T> joined = targetResult.join();
        Throwable failure = firstFailure.get();
        if (failure != null) {
            throw unchecked(failure);
        }
        return new Both<>(sourceResult.orElseThrow(), joined.orElseThrow());
    }

    /** What one side gives; empty where it fails. */
    private static <R> Optional<R> attempt(
            Supplier<R> work, AtomicReference<@Nullable Throwable> firstFailure, Cancellation cancellation) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException | Error e) {
            firstFailure.compareAndSet(null, e);
            cancellation.cancel();
            return Optional.empty();
        }
    }

    /** A failure of work, to be thrown. */
    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
