package dev.reconcile.scheduler;

import org.jspecify.annotations.Nullable;

/** The daemon cannot begin. The message says why and what to do; it holds no secret. */
public final class SchedulerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SchedulerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
