package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.DatabaseException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;

/**
 * A script that changes a database: it makes the data of databases that are our own, such as the demo's. Nothing that
 * compares uses it; whatever a user points us to is read through {@link JdbcDatabases} and never written.
 *
 * @param name what the script is called in messages
 * @param sql the statements, as the engine's own tools take them
 */
public record SqlScript(String name, String sql) {

    public SqlScript {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sql, "sql");
    }

    /**
     * Runs the statements in their order and in one transaction.
     *
     * @param database where; only the URL and the credentials are used
     * @throws DatabaseException if a statement fails; nothing is done then
     * @throws CancelledException if it was cancelled; nothing is done then
     */
    public void run(ConnectionSettings database, Cancellation cancellation) {
        Properties credentials = new Properties();
        if (database.username() != null) {
            credentials.setProperty("user", database.username());
        }
        if (database.password() != null) {
            credentials.setProperty("password", database.password());
        }
        try (Connection connection = DriverManager.getConnection(database.url(), credentials);
                Statement statement = connection.createStatement()) {
            execute(statement, cancellation);
        } catch (SQLException failure) {
            cancellation.check();
            throw new DatabaseException(
                    DatabaseException.Kind.OTHER,
                    "The script '" + name + "' failed on the database '" + database.name() + "' (SQLState "
                            + failure.getSQLState() + ").",
                    failure);
        }
    }

    private void execute(Statement statement, Cancellation cancellation) throws SQLException {
        Cancellation.Registration registration = cancellation.onCancel(() -> cancel(statement));
        try {
            cancellation.check();
            statement.execute(sql);
        } finally {
            registration.close();
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException alreadyOver) {
            // The statement has ended by itself: there is nothing left to cancel.
        }
    }
}
