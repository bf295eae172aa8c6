package dev.reconcile.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reconcile.core.port.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/**
 * A SQL Server to test against, with a database of its own for each class that registers it: the one that {@code
 * RECONCILE_TEST_SQLSERVER_URL} names (a JDBC URL with user and password of a login that may create databases), else one
 * in a container where Docker runs. Where there is none, that is said and the class is skipped. Other servers that speak
 * the protocol do too; tests ask {@link #isGenuine} where they differ.
 */
final class SqlServerTestServer implements BeforeAllCallback, AfterAllCallback {

    private static final String IMAGE = "mcr.microsoft.com/mssql/server:2022-latest";

    private final String name =
            "reconcile_" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    private final List<AutoCloseable> open = new ArrayList<>();

    private @Nullable Connection connection;

    /** The server of all classes, found when the first of them asks. */
    private static final class Server {

        static final Optional<String> URL = find();
        static final String PRODUCT =
                URL.map(url -> ask(url, "SELECT @@VERSION")).orElse("none");

        static {
            System.out.println(
                    URL.isPresent()
                            ? "The SQL Server contract is tested against "
                                    + PRODUCT.lines().findFirst().orElse("") + "."
                            : "The SQL Server contract was NOT tested: RECONCILE_TEST_SQLSERVER_URL is not set and no"
                                    + " Docker engine runs.");
        }

        private static Optional<String> find() {
            String url = System.getenv("RECONCILE_TEST_SQLSERVER_URL");
            if (url != null && !url.isBlank()) {
                return Optional.of(url);
            }
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.empty();
            }
            // It is removed when the JVM ends.
            MSSQLServerContainer server = new MSSQLServerContainer(IMAGE).acceptLicense();
            server.start();
            return Optional.of(server.getJdbcUrl() + ";encrypt=false;user=" + server.getUsername() + ";password={"
                    + server.getPassword() + "}");
        }

        private static String ask(String url, String query) {
            try (Connection connection = DriverManager.getConnection(url)) {
                return SqlServerTestServer.ask(connection, query);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(Server.URL.isPresent(), "No SQL Server to test against.");
        onServer("CREATE DATABASE " + name);
        if (isGenuine()) {
            onServer("ALTER DATABASE " + name + " SET ALLOW_SNAPSHOT_ISOLATION ON");
        }
        connection = connect();
    }

    /** Closes all that was opened of it, and drops the database. */
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (connection == null) {
            return;
        }
        for (AutoCloseable opened : open) {
            opened.close();
        }
        connection.close();
        onServer("DROP DATABASE " + name);
    }

    private static String serverUrl() {
        return Server.URL.orElseThrow();
    }

    /** The URL of the tests' database, with user and password. */
    String url() {
        return serverUrl() + ";databaseName=" + name;
    }

    /** Whether it is Microsoft's, so that all of the contract can be demanded. */
    boolean isGenuine() {
        return Server.PRODUCT.startsWith("Microsoft SQL");
    }

    /** Opens the database as a run does, until the class ends or the caller closes it. */
    Database open(String side) {
        Database database = JdbcDatabases.open(settings(side));
        open.add(database);
        return database;
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
        try (Statement statement = own().createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first value of a query. */
    String ask(String query) {
        try {
            return ask(own(), query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection own() {
        return Objects.requireNonNull(connection, "The class does not register the server.");
    }

    private static void onServer(String sql) {
        try (Connection connection = DriverManager.getConnection(serverUrl() + ";databaseName=master");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
