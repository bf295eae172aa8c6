package dev.reconcile.benchmarks.server;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where a database is and who may do anything there.
 *
 * @param url its JDBC URL, without credentials
 * @param user the login
 * @param password its password; never printed
 */
public record Endpoint(String url, String user, String password) {

    private static final String JDBC = "jdbc:";

    private static final String SQL_SERVER = JDBC + "sqlserver:";

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** Whether it is spoken to as to SQL Server, and else as to PostgreSQL. */
    public boolean isSqlServer() {
        return url.startsWith(SQL_SERVER);
    }

    /** The server's host. */
    public String host() {
        return address().getHost();
    }

    /** The server's port. */
    public int port() {
        return address().getPort();
    }

    /** The same database, reached through another port of this machine. */
    public Endpoint through(int port) {
        String there = "//" + host() + ":" + port();
        return new Endpoint(url.replace(there, "//127.0.0.1:" + port), user, password);
    }

    private URI address() {
        // What follows the first semicolon are settings of SQL Server's driver.
        URI address = URI.create(url.substring(JDBC.length()).replaceFirst(";.*", ""));
        if (address.getHost() == null || address.getPort() < 0) {
            throw new IllegalArgumentException("The URL " + url + " names no host and port. Write "
                    + (isSqlServer()
                            ? "jdbc:sqlserver://HOST:PORT;databaseName=DATABASE."
                            : "jdbc:postgresql://HOST:PORT/DATABASE."));
        }
        return address;
    }

    @Override
    public String toString() {
        return url;
    }
}
