package dev.reconcile.vault;

/** How a node of Vault is, as its health endpoint tells. */
enum NodeState {
    SEALED("is sealed. Unseal it ('vault operator unseal'), then try again."),
    UNINITIALISED("is not initialised. Initialise it ('vault operator init'), then try again."),
    STANDBY("is a standby that could not pass the request on to the active node."
            + " Set VAULT_ADDR to the active node or the load balancer, or wait until one is active."),
    RECOVERING("is a disaster recovery secondary, which serves no secrets. Set VAULT_ADDR to the primary."),
    ACTIVE("failed. Look into Vault's log, then try again."),
    UNKNOWN("failed. Look into Vault's log and that of the proxy before it, then try again."),
    /** It answers plain HTTP with an error because it wants TLS. */
    EXPECTS_TLS("expects https.");

    private final String predicate;

    NodeState(String predicate) {
        this.predicate = predicate;
    }

    /** @param status the HTTP status of {@code sys/health} */
    static NodeState ofHealth(int status) {
        return switch (status) {
            case 200 -> ACTIVE;
            case 429, 473 -> STANDBY;
            case 472 -> RECOVERING;
            case 501 -> UNINITIALISED;
            case 503 -> SEALED;
            default -> UNKNOWN;
        };
    }

    /** What to say behind the name of the Vault that answered with {@code status}. */
    String sentence(int status) {
        return this == ACTIVE || this == UNKNOWN
                ? "answered HTTP " + status + ": it is busy or " + predicate
                : predicate;
    }
}
