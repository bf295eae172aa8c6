package dev.reconcile.core.compare;

/** A table pair asks for something that its tables do not have. The message says what, where and what to do. */
public final class UnusablePairException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message names the table, the column and the remedy, without values of rows. */
    public UnusablePairException(String message) {
        super(message);
    }
}
