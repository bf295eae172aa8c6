package dev.reconcile.metrics;

import org.jspecify.annotations.Nullable;

/** Metrics did not get where they should. The message names the place, the reason and the remedy, and holds no secret. */
public final class MetricsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what was thrown; null where nothing was */
    MetricsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
