package dev.reconcile.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose first connection is open already: a handshake costs both sides more than most statements, and passwords
 * are hashed thousands of times in it. Whoever takes that connection closes it.
 */
final class OpenedDataSource implements DataSource {

    private final DataSource further;
    private final AtomicReference<@Nullable Connection> first;

    /** @param further gives the connections after the first */
    OpenedDataSource(DataSource further, Connection first) {
        this.further = further;
        this.first = new AtomicReference<>(first);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection opened = first.getAndSet(null);
        return opened == null ? further.getConnection() : opened;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return further.getConnection(username, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return further.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        further.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return further.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        further.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return further.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return further.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return further.isWrapperFor(type);
    }
}
