package dev.reconcile.core.port;

import org.jspecify.annotations.Nullable;

/** A secret could not be read. The message names the place, the reason and the remedy, and never a value. */
public class SecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of a store of secrets.
     *
     * @param message place, reason and remedy, without any value
     * @param cause what the client threw; null where nothing was thrown
     */
    public SecretException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
