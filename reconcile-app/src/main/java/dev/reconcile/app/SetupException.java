package dev.reconcile.app;

import org.jspecify.annotations.Nullable;

/** A run could not begin: nothing was compared. The message says what failed, why and what to do; it holds no secret. */
public final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SetupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
