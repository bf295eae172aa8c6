package dev.reconcile.app.template;

import java.util.Optional;

/** Where values of secrets come from. */
@FunctionalInterface
public interface VaultValues {

    /** Vault has not been asked yet: every value is unknown. */
    VaultValues UNKNOWN = reference -> Optional.empty();

    /**
     * The value.
     *
     * @return empty if it is not known yet
     * @throws dev.reconcile.core.port.SecretException if it cannot be had, naming path and key
     */
    Optional<String> find(VaultReference reference);
}
