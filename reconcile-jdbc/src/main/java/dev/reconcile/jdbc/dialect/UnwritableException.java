package dev.reconcile.jdbc.dialect;

/** A column cannot be given a value. The message says why, as the end of a sentence and without the value. */
final class UnwritableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnwritableException(String reason) {
        super(reason, null, false, false);
    }
}
