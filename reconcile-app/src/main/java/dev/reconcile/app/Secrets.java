package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.template.VaultReference;
import dev.reconcile.app.template.VaultValues;
import dev.reconcile.vault.DatabaseCredentials;
import java.util.Optional;

/** What Vault knows. */
interface Secrets extends VaultValues {

    /** Vault has not been asked yet: nothing is known. */
    Secrets UNKNOWN = new Secrets() {
        @Override
        public Optional<String> find(VaultReference reference) {
            return Optional.empty();
        }

        @Override
        public Optional<DatabaseCredentials> login(Side side, Engine engine, Optional<String> path) {
            return Optional.empty();
        }
    };

    /**
     * The login to one database.
     *
     * @param path where its secret lies; empty for the usual places
     * @return empty if Vault was not asked yet
     * @throws dev.reconcile.core.port.SecretException if there is none that is complete
     */
    Optional<DatabaseCredentials> login(Side side, Engine engine, Optional<String> path);
}
