package dev.reconcile.http;

import org.jspecify.annotations.Nullable;

/** The service cannot begin; the message says why and what to do. */
public final class HttpStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HttpStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
