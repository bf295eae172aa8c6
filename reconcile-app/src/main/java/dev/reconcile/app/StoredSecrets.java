package dev.reconcile.app;

import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.template.VaultReference;
import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.vault.DatabaseCredentials;
import dev.reconcile.vault.DatabaseSecretLayout;
import dev.reconcile.vault.DatabaseSecrets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Secrets as a store has them; each is read once. For one thread. */
final class StoredSecrets implements Secrets {

    private final SecretStore store;
    private final DatabaseSecrets databases;
    private final Map<String, Map<String, String>> read = new HashMap<>();

    /**
     * @param store left open
     * @param mount where the databases' secrets lie unless told otherwise
     */
    StoredSecrets(SecretStore store, String mount) {
        this.store = store;
        this.databases = new DatabaseSecrets(store, mount);
    }

    @Override
    public Optional<String> find(VaultReference reference) {
        String value = read.computeIfAbsent(reference.path(), store::read).get(reference.key());
        if (value == null) {
            throw new SecretException(
                    "The secret " + reference.path() + " has no key " + reference.key()
                            + ". Correct the reference or add the key.",
                    null);
        }
        return Optional.of(value);
    }

    @Override
    public Optional<DatabaseCredentials> login(Side side, Engine engine, @Nullable String path) {
        DatabaseSecretLayout layout = switch (engine) {
            case SQLSERVER -> DatabaseSecretLayout.SQL_SERVER;
            case POSTGRESQL -> DatabaseSecretLayout.POSTGRESQL;
        };
        return Optional.of(path == null ? databases.read(layout) : databases.read(layout, path));
    }
}
