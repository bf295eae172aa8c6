package dev.reconcile.app.tables;

/** A pattern means no table at all, or a name none or several. */
public final class NoSuchTablesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchTablesException(String message) {
        super(message);
    }
}
