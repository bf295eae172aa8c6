package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.jdbc.dialect.Dialect;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a statement in the database when its work is cancelled. A request to stop that arrives before the statement does
 * is lost, so the request is repeated until the statement has ended; one that came later would stop whatever the connection
 * does next.
 */
final class CancellableStatement implements Dialect.RunningStatement {

    private static final Logger LOG = LoggerFactory.getLogger(CancellableStatement.class);
    private static final long REPEAT_MILLIS = 200;

    private final Dialect.Stop stop;
    private final Cancellation.Registration registration;

    /** Guards itself, and every request to stop. */
    private final Object lock = new Object();

    private boolean ended;

    private CancellableStatement(Dialect.Stop stop, Cancellation cancellation) {
        this.stop = stop;
        this.registration = cancellation.onCancel(this::stopUntilEnded);
    }

    /** Has the statement that is about to run stopped on cancellation, until it is closed. */
    static CancellableStatement begin(Dialect.Stop stop, Cancellation cancellation) {
        CancellableStatement statement = new CancellableStatement(stop, cancellation);
        if (cancellation.isCancelled()) {
            statement.close();
            throw new CancelledException();
        }
        return statement;
    }

    private void stopUntilEnded() {
        Thread thread = new Thread(this::repeatStop, "reconcile-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    private void repeatStop() {
        try {
            synchronized (lock) {
                while (!ended) {
                    requestStop();
                    lock.wait(REPEAT_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requestStop() {
        try {
            stop.stop();
        } catch (SQLException e) {
            LOG.debug("A request to stop a statement failed (SQLState {}).", e.getSQLState());
        }
    }

    /** Waits for a request that is on its way. */
    @Override
    public void close() {
        registration.close();
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }
}
