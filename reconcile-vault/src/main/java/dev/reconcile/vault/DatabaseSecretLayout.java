package dev.reconcile.vault;

import org.jspecify.annotations.Nullable;

/** Under which keys a secret holds the way to a database. */
public enum DatabaseSecretLayout {
    /** {@code server}, {@code database}, {@code username}, {@code password} and perhaps {@code port}. */
    SQL_SERVER("sqlserver", "server", "sqlserver_", null),
    /** {@code host}, {@code database}, {@code username}, {@code password} and perhaps {@code port}, else 5432. */
    POSTGRESQL("postgresql", "host", "postgres_", 5432);

    private final String leaf;
    private final String hostKey;
    private final String sharedPrefix;
    private final @Nullable Integer defaultPort;

    DatabaseSecretLayout(String leaf, String hostKey, String sharedPrefix, @Nullable Integer defaultPort) {
        this.leaf = leaf;
        this.hostKey = hostKey;
        this.sharedPrefix = sharedPrefix;
        this.defaultPort = defaultPort;
    }

    /** Where the secret lies unless told otherwise: {@code secret/database/sqlserver} in the mount {@code secret}. */
    public String defaultPath(String mount) {
        return mount + "/database/" + leaf;
    }

    /** What the keys begin with in a secret that holds several databases: {@code sqlserver_} or {@code postgres_}. */
    String sharedPrefix() {
        return sharedPrefix;
    }

    /** The key of the machine's name. */
    String hostKey() {
        return hostKey;
    }

    /** The port where the secret names none; null to leave it to the driver. */
    @Nullable
    Integer defaultPort() {
        return defaultPort;
    }
}
