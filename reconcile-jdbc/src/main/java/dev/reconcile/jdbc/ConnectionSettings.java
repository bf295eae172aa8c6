package dev.reconcile.jdbc;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one database is reached and how gently it is treated.
 *
 * @param name what the database is called in messages: {@code source} or {@code target}
 * @param url a JDBC URL of SQL Server or PostgreSQL
 * @param username the login; null where the URL or the driver brings one
 * @param password its password; null where none is needed. Never logged.
 * @param driverProperties the driver's own properties beside the URL's, such as {@code sslmode}; the URL's win
 * @param maxConnections the most connections open at once, at least 1
 * @param connectTimeout how long a connection may take to open, at least 1 s
 * @param statementTimeout how long one statement may run, at least 1 s
 * @param lockTimeout how long a statement may wait for a lock, at least 1 ms
 */
public record ConnectionSettings(
        String name,
        String url,
        @Nullable String username,
        @Nullable String password,
        Map<String, String> driverProperties,
        int maxConnections,
        Duration connectTimeout,
        Duration statementTimeout,
        Duration lockTimeout) {

    public static final int DEFAULT_MAX_CONNECTIONS = 4;
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofHours(1);
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(1);

    public ConnectionSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        driverProperties = Map.copyOf(driverProperties);
        if (maxConnections < 1) {
            throw new IllegalArgumentException("At least 1 connection is needed, not " + maxConnections + ".");
        }
        requireAtLeast("connect timeout", connectTimeout, Duration.ofSeconds(1));
        requireAtLeast("statement timeout", statementTimeout, Duration.ofSeconds(1));
        requireAtLeast("lock timeout", lockTimeout, Duration.ofMillis(1));
    }

    /** A database with the default limits. */
    public static ConnectionSettings of(String name, String url, @Nullable String username, @Nullable String password) {
        return new ConnectionSettings(
                name,
                url,
                username,
                password,
                Map.of(),
                DEFAULT_MAX_CONNECTIONS,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_STATEMENT_TIMEOUT,
                DEFAULT_LOCK_TIMEOUT);
    }

    /** The same database with these driver properties. */
    public ConnectionSettings withDriverProperties(Map<String, String> properties) {
        return new ConnectionSettings(
                name,
                url,
                username,
                password,
                properties,
                maxConnections,
                connectTimeout,
                statementTimeout,
                lockTimeout);
    }

    private static void requireAtLeast(String what, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException("The " + what + " must be at least " + least + ", not " + value + ".");
        }
    }

    /** The name alone: a URL may carry a password. */
    @Override
    public String toString() {
        return name;
    }
}
