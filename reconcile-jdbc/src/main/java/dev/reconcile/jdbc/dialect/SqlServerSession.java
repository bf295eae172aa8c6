package dev.reconcile.jdbc.dialect;

import com.microsoft.sqlserver.jdbc.ISQLServerConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A session of SQL Server while it reads. Every statement is a transaction of its own, so nothing stays open; what makes
 * a reader harmless is a login that may only SELECT. A statement reads one state of the data where the database allows
 * SNAPSHOT isolation. Without it READ COMMITTED is what is left: REPEATABLE READ would hold a lock on every row read
 * until the end. See <a href="https://learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql">SET
 * TRANSACTION ISOLATION LEVEL</a>.
 */
final class SqlServerSession implements Dialect.ReadSession {

    /**
     * A number that is 1 where snapshots are read. Memory-optimized tables refuse a session in SNAPSHOT isolation. See <a
     * href="https://learn.microsoft.com/sql/relational-databases/in-memory-oltp/transactions-with-memory-optimized-tables">Transactions
     * with Memory-Optimized Tables</a>.
     */
    static final String READS_SNAPSHOTS = """
            (SELECT COUNT(*) FROM sys.databases
             WHERE database_id = DB_ID() AND snapshot_isolation_state = 1
               AND NOT EXISTS (SELECT 1 FROM sys.tables WHERE is_memory_optimized = 1))""";

    private final Connection connection;
    private final boolean autoCommit;
    private final int isolation;
    private final int lockTimeout;

    private SqlServerSession(Connection connection, boolean autoCommit, int isolation, int lockTimeout) {
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.isolation = isolation;
        this.lockTimeout = lockTimeout;
    }

    static SqlServerSession begin(Connection connection, Limits limits) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean snapshots;
            SqlServerSession session;
            try (ResultSet state = statement.executeQuery("SELECT @@LOCK_TIMEOUT, " + READS_SNAPSHOTS)) {
                state.next();
                session = new SqlServerSession(
                        connection, connection.getAutoCommit(), connection.getTransactionIsolation(), state.getInt(1));
                snapshots = state.getBoolean(2);
            }
            try {
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(
                        snapshots ? ISQLServerConnection.TRANSACTION_SNAPSHOT : Connection.TRANSACTION_READ_COMMITTED);
                setLockTimeout(statement, (int) Math.min(limits.lock().toMillis(), Integer.MAX_VALUE));
                return session;
            } catch (SQLException e) {
                try {
                    session.close();
                } catch (SQLException failed) {
                    e.addSuppressed(failed);
                }
                throw e;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            setLockTimeout(statement, lockTimeout);
        }
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(autoCommit);
    }

    /** See https://learn.microsoft.com/sql/t-sql/statements/set-lock-timeout-transact-sql; -1 waits for ever. */
    private static void setLockTimeout(Statement statement, int millis) throws SQLException {
        statement.execute("SET LOCK_TIMEOUT " + millis);
    }
}
