package dev.reconcile.vault;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to one database. {@code toString} hides the password.
 *
 * @param host the machine; for SQL Server perhaps with an instance behind a backslash
 * @param port 1 to 65535; null to leave it to the driver, as with a named instance of SQL Server
 * @param database the database's name
 * @param username the login
 * @param password its password
 */
public record DatabaseCredentials(
        String host, @Nullable Integer port, String database, String username, String password) {

    public DatabaseCredentials {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        if (port != null && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("A port lies between 1 and 65535.");
        }
    }

    @Override
    public String toString() {
        return "DatabaseCredentials[host=" + host + ", port=" + port + ", database=" + database + ", username="
                + username + ", password=hidden]";
    }
}
