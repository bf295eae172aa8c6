package dev.reconcile.vault;

/** Vault answered and refused for a reason that trying again does not change. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status) {
        super("HTTP " + status);
        this.status = status;
    }

    /** The HTTP status, 400 to 499. */
    int status() {
        return status;
    }
}
