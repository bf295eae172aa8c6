package dev.reconcile.app;

import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.jdbc.JdbcDatabases;
import dev.reconcile.vault.VaultSecretStore;
import dev.reconcile.vault.VaultSettings;

/** Opens what a run reads from: the real things, or those of a test. */
interface DatabaseAccess {

    /** Databases over JDBC and secrets in Vault. */
    DatabaseAccess REAL = new DatabaseAccess() {
        @Override
        public Database open(ConnectionSettings settings) {
            return JdbcDatabases.open(settings);
        }

        @Override
        public SecretStore open(VaultSettings settings) {
            return VaultSecretStore.open(settings);
        }
    };

    /**
     * Opens a database.
     *
     * @throws dev.reconcile.core.port.DatabaseException if it cannot be reached
     */
    Database open(ConnectionSettings settings);

    /**
     * Opens a store of secrets.
     *
     * @throws dev.reconcile.core.port.SecretException if it cannot be reached
     */
    SecretStore open(VaultSettings settings);
}
