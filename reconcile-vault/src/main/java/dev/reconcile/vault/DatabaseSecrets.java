package dev.reconcile.vault;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import dev.reconcile.core.port.SecretStore;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the databases as the operations guide keeps them: a secret for each, {@code secret/database/sqlserver} and
 * {@code secret/database/postgresql}, or one secret {@code secret/database} for both, whose keys begin with
 * {@code sqlserver_} and {@code postgres_}.
 *
 * <p>The secret for both is read only where the other one does not exist. One that may not be read is an error: the two
 * could name different databases. Works on any store.
 */
public final class DatabaseSecrets {

    private final SecretStore store;
    private final String mount;

    /** In the mount {@code secret}. */
    public DatabaseSecrets(SecretStore store) {
        this(store, VaultSettings.DEFAULT_MOUNT);
    }

    /**
     * @param store left open
     * @param mount the mount of the usual paths, such as {@code secret} or {@code kv/team}
     */
    public DatabaseSecrets(SecretStore store, String mount) {
        this.store = Objects.requireNonNull(store, "store");
        this.mount = SecretPath.parse(mount).toString();
    }

    /**
     * Reads from the usual path, else from the secret for both.
     *
     * @throws SecretNotFoundException if neither exists, naming both
     * @throws SecretException if a secret cannot be read or lacks a key, naming path and key
     */
    public DatabaseCredentials read(DatabaseSecretLayout layout) {
        return read(layout, layout.defaultPath(mount), mount + "/database");
    }

    /**
     * Reads from a path of the caller's choice and from nowhere else: another secret could name another database than
     * the one meant.
     *
     * @param path the mount, then the path below it
     * @throws SecretException if the secret cannot be read or lacks a key, naming path and key
     */
    public DatabaseCredentials read(DatabaseSecretLayout layout, String path) {
        return new Keys(path, store.read(path), "", "").credentials(layout);
    }

    /**
     * Reads from a path, else from a secret for several databases.
     *
     * @param path the mount, then the path below it
     * @param sharedPath the secret whose keys begin with {@code sqlserver_} or {@code postgres_}
     * @throws SecretNotFoundException if neither exists, naming both
     * @throws SecretException if a secret cannot be read or lacks a key, naming path and key
     */
    public DatabaseCredentials read(DatabaseSecretLayout layout, String path, String sharedPath) {
        Map<String, String> own;
        try {
            own = store.read(path);
        } catch (SecretNotFoundException missing) {
            return readShared(layout, sharedPath, missing);
        }
        return new Keys(path, own, "", "").credentials(layout);
    }

    private DatabaseCredentials readShared(
            DatabaseSecretLayout layout, String sharedPath, SecretNotFoundException missing) {
        String first = missing.getMessage() + " ";
        try {
            return new Keys(sharedPath, store.read(sharedPath), layout.sharedPrefix(), first).credentials(layout);
        } catch (SecretNotFoundException e) {
            throw new SecretNotFoundException(first + e.getMessage());
        } catch (IncompleteException e) {
            throw e;
        } catch (SecretException e) {
            throw new SecretException(first + e.getMessage(), e);
        }
    }

    /** A secret whose keys begin with {@code prefix}; {@code before} is what a complaint begins with. */
    private record Keys(String path, Map<String, String> values, String prefix, String before) {

        DatabaseCredentials credentials(DatabaseSecretLayout layout) {
            return new DatabaseCredentials(
                    value(layout.hostKey()), port(layout), value("database"), value("username"), value("password"));
        }

        private String value(String key) {
            String value = values.get(prefix + key);
            if (value == null || value.isEmpty()) {
                throw new IncompleteException(before + "The secret " + path + " has no value for the key " + prefix
                        + key + ". Add it to the secret.");
            }
            return value;
        }

        private @Nullable Integer port(DatabaseSecretLayout layout) {
            String text = values.getOrDefault(prefix + "port", "").strip();
            if (text.isEmpty()) {
                return layout.defaultPort();
            }
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
                throw new IncompleteException(before + "The key " + prefix + "port of the secret " + path
                        + " is not a port: write a number between 1 and 65535.");
            }
            return Integer.valueOf(text);
        }

        @Override
        public String toString() {
            return "Keys[path=" + path + ", keys=" + values.keySet() + "]";
        }
    }

    /** The secret is there and lacks something. */
    private static final class IncompleteException extends SecretException {

        private static final long serialVersionUID = 1L;

        IncompleteException(String message) {
            super(message, null);
        }
    }
}
