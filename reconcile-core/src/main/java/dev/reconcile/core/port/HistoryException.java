package dev.reconcile.core.port;

import org.jspecify.annotations.Nullable;

/**
 * The history cannot be read or written. The message names the place, the reason and the remedy, without secrets and without
 * values of rows.
 */
public final class HistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HistoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
