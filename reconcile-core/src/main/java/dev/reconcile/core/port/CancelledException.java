package dev.reconcile.core.port;

/** The work was cancelled before it was done. */
public final class CancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says no more than that. */
    public CancelledException() {
        super("Cancelled.");
    }
}
