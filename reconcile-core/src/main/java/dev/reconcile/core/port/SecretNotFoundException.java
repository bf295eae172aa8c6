package dev.reconcile.core.port;

/** There is no secret at the path. */
public final class SecretNotFoundException extends SecretException {

    private static final long serialVersionUID = 1L;

    /** The message names the path and the remedy. */
    public SecretNotFoundException(String message) {
        super(message, null);
    }
}
