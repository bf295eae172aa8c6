package dev.reconcile.http.token;

import org.jspecify.annotations.Nullable;

/** The file of tokens cannot be read; the message says why and what to do, without a token. */
public final class TokenFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TokenFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
