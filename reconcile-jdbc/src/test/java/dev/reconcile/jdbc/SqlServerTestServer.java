package dev.reconcile.jdbc;

import dev.reconcile.core.port.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/**
 * A SQL Server to test against, with a database of its own: the one that {@code RECONCILE_TEST_SQLSERVER_URL} names (a
 * JDBC URL with user and password of a login that may create databases), else one in a container where Docker runs, else
 * none. Other servers that speak the protocol do too; tests ask {@link #isGenuine} where they differ.
 */
final class SqlServerTestServer implements AutoCloseable {

    private static final String IMAGE = "mcr.microsoft.com/mssql/server:2022-latest";

    private final String serverUrl;
    private final String name =
            "reconcile_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    private final AutoCloseable container;
    private final Connection connection;
    private final String product;

    private SqlServerTestServer(String serverUrl, AutoCloseable container) {
        this.serverUrl = serverUrl;
        this.container = container;
        onServer("CREATE DATABASE " + name);
        this.connection = connect();
        this.product = ask("SELECT @@VERSION");
        if (isGenuine()) {
            onServer("ALTER DATABASE " + name + " SET ALLOW_SNAPSHOT_ISOLATION ON");
        }
        System.out.println("The SQL Server contract is tested against "
                + product.lines().findFirst().orElse("") + ".");
    }

    /** A server; empty where there is none, after saying so. */
    static Optional<SqlServerTestServer> find() {
        String url = System.getenv("RECONCILE_TEST_SQLSERVER_URL");
        if (url != null && !url.isBlank()) {
            return Optional.of(new SqlServerTestServer(url, () -> {}));
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            MSSQLServerContainer server = new MSSQLServerContainer(IMAGE).acceptLicense();
            server.start();
            return Optional.of(new SqlServerTestServer(
                    server.getJdbcUrl() + ";encrypt=false;user=" + server.getUsername() + ";password={"
                            + server.getPassword() + "}",
                    server));
        }
        System.out.println(
                "The SQL Server contract was NOT tested: RECONCILE_TEST_SQLSERVER_URL is not set and no Docker"
                        + " engine runs.");
        return Optional.empty();
    }

    /** The URL of the tests' database, with user and password. */
    String url() {
        return serverUrl + ";databaseName=" + name;
    }

    /** Whether it is Microsoft's, so that all of the contract can be demanded. */
    boolean isGenuine() {
        return product.startsWith("Microsoft SQL");
    }

    /** Opens the database as a run does. */
    Database open(String side) {
        return JdbcDatabases.open(settings(side));
    }

    ConnectionSettings settings(String side) {
        return ConnectionSettings.of(side, url(), null, null);
    }

    /** The same with a short time for locks. */
    Database openWithLockTimeout(String side, Duration lockTimeout) {
        return JdbcDatabases.open(new ConnectionSettings(
                side, url(), null, null, Map.of(), 2, Duration.ofSeconds(10), Duration.ofMinutes(5), lockTimeout));
    }

    /** Another connection than the one of {@link #execute}, for the caller to close. */
    Connection connect() {
        try {
            return DriverManager.getConnection(url());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements in the tests' database, all on one connection. */
    void execute(String... statements) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first value of a query. */
    String ask(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onServer(String sql) {
        try (Connection connection = DriverManager.getConnection(serverUrl + ";databaseName=master");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
        onServer("DROP DATABASE " + name);
        container.close();
    }
}
