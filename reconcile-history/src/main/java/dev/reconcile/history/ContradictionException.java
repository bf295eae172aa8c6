package dev.reconcile.history;

/**
 * What was to be written contradicts what is kept, which no waiting and no other place mends. The message says so, without values, as
 * the end of a sentence.
 */
public final class ContradictionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContradictionException(String message, Throwable cause) {
        super(message, cause);
    }
}
