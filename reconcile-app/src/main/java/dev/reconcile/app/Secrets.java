package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.template.VaultReference;
import dev.reconcile.app.template.VaultValues;
import dev.reconcile.vault.DatabaseCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Vault knows. */
interface Secrets extends VaultValues {

    /** Vault has not been asked yet: nothing is known. */
    Secrets UNKNOWN = new Secrets() {
        @Override
        public Optional<String> find(VaultReference reference) {
            return Optional.empty();
        }

        @Override
        public Optional<DatabaseCredentials> login(Side side, Engine engine, @Nullable String path) {
            return Optional.empty();
        }
    };

    /**
     * The login to one database.
     *
     * @param path where its secret lies; null for the usual places
     * @return empty if Vault was not asked yet
     * @throws dev.reconcile.core.port.SecretException if there is none that is complete
     */
    Optional<DatabaseCredentials> login(Side side, Engine engine, @Nullable String path);
}
