package dev.reconcile.core.port;

import org.jspecify.annotations.Nullable;

/** A run cannot go on from a checkpoint, or cannot keep one. The message names the place, the reason and the remedy. */
public class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message place, reason and remedy, without values of rows
     * @param cause what was thrown; null where nothing was
     */
    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
