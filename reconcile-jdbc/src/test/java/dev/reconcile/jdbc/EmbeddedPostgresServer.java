package dev.reconcile.jdbc;

import dev.reconcile.core.port.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all tests of this JVM, and databases of their own for those that ask. */
public final class EmbeddedPostgresServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private EmbeddedPostgresServer() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("timezone", "America/New_York")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a database; returns its JDBC URL. */
    public static String createDatabase(String options) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(url("postgres"), "CREATE DATABASE " + name + " " + options);
        return url(name);
    }

    /** Creates a database in UTF-8; returns its JDBC URL. */
    public static String createDatabase() {
        return createDatabase("");
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + database + "?user=postgres&sslmode=disable";
    }

    /** The same database for another login. */
    public static String as(String url, String user) {
        return url.replace("user=postgres", "user=" + user);
    }

    /** Opens a database as a run does. */
    public static Database open(String name, String url) {
        return JdbcDatabases.open(ConnectionSettings.of(name, url, null, null));
    }

    /** Opens a database with driver properties of the test's. */
    public static Database open(String name, String url, Map<String, String> driverProperties) {
        return JdbcDatabases.open(ConnectionSettings.of(name, url, null, null).withDriverProperties(driverProperties));
    }

    /** Has the server ask this login for its password, which it asks nobody else for. */
    public static void requirePassword(String url, String user) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW hba_file")) {
            row.next();
            Path file = Path.of(row.getString(1));
            Files.writeString(file, "host all " + user + " all scram-sha-256\n" + Files.readString(file));
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs statements, each in a transaction of its own. */
    public static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
