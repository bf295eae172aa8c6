package dev.reconcile.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.jdbc.dialect.Dialect;
import dev.reconcile.jdbc.dialect.Dialects;
import dev.reconcile.jdbc.dialect.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;

/** Opens databases. */
public final class JdbcDatabases {

    private JdbcDatabases() {}

    /**
     * Opens a pool of connections to a database and checks that it can be reached.
     *
     * @throws DatabaseException if it cannot, saying why and what to do
     * @throws IllegalArgumentException if the URL belongs to no engine that is supported
     */
    public static Database open(ConnectionSettings settings) {
        Dialect dialect = dialectOf(settings.url(), settings.name());
        Limits limits = new Limits(settings.connectTimeout(), settings.statementTimeout(), settings.lockTimeout());
        FailureMessages messages = new FailureMessages(settings.name(), dialect);
        DataSource driver = driver(settings, dialect, limits);
        HikariDataSource pool;
        try {
            // The pool would try again and log what the driver says; the first failure is the one to show.
            pool = new HikariDataSource(poolConfig(settings, OpenedDataSource.of(driver, driver.getConnection())));
        } catch (SQLException e) {
            throw lacksPassword(settings, e) ? messages.ofMissingPassword(e) : messages.ofConnecting(e);
        }
        try {
            return new JdbcDatabase(new Connections(pool, settings.maxConnections()), pool, dialect, limits, messages);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * A database over the caller's own connections. Closing it leaves the data source open. The default time limits hold;
     * the data source should hand out one connection more than tables are compared at once.
     *
     * @param name what the database is called in messages
     * @throws DatabaseException if it cannot be reached, saying why and what to do
     * @throws IllegalArgumentException if it is no engine that is supported
     */
    public static Database over(DataSource dataSource, String name) {
        Limits limits = new Limits(
                ConnectionSettings.DEFAULT_CONNECT_TIMEOUT,
                ConnectionSettings.DEFAULT_STATEMENT_TIMEOUT,
                ConnectionSettings.DEFAULT_LOCK_TIMEOUT);
        String url;
        try (Connection connection = dataSource.getConnection()) {
            url = connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new DatabaseException(
                    DatabaseException.Kind.CONNECTION,
                    "Cannot connect to the " + name + ": its data source gave no connection (SQLState "
                            + e.getSQLState() + "). Check the data source.",
                    e);
        }
        Dialect dialect = dialectOf(url, name);
        Connections asManyAsThereAre = new Connections(dataSource, Integer.MAX_VALUE);
        return new JdbcDatabase(asManyAsThereAre, () -> {}, dialect, limits, new FailureMessages(name, dialect));
    }

    private static Dialect dialectOf(String url, String name) {
        return Dialects.ofUrl(url)
                .orElseThrow(() -> new IllegalArgumentException("The URL of the " + name
                        + " belongs to no engine that is supported. These are: "
                        + String.join(", ", Dialects.engines())
                        + ". A URL begins with jdbc:sqlserver:// or jdbc:postgresql://."));
    }

    /**
     * Whether the server asked for a password that was not given. PostgreSQL's driver has one SQLState, 08004, for that and
     * for a server without TLS; where no TLS was asked for it can only be the password.
     */
    private static boolean lacksPassword(ConnectionSettings settings, SQLException error) {
        boolean withoutTls = "disable".equals(settings.driverProperties().get("sslmode"))
                || settings.url().contains("sslmode=disable");
        return settings.password() == null && withoutTls && "08004".equals(error.getSQLState());
    }

    private static DataSource driver(ConnectionSettings settings, Dialect dialect, Limits limits) {
        Properties properties = new Properties();
        dialect.driverProperties(settings.url(), settings.driverProperties(), limits)
                .forEach(properties::setProperty);
        return new DriverDataSource(settings.url(), null, properties, settings.username(), settings.password());
    }

    private static HikariConfig poolConfig(ConnectionSettings settings, DataSource driver) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("reconcile-" + settings.name());
        config.setDataSource(driver);
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setReadOnly(true);
        // It would open a connection to see that it can, and close it.
        config.setInitializationFailTimeout(-1);
        return config;
    }
}
