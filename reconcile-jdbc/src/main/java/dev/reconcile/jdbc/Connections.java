package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Connections to one database, never more at once than a number. Who finds none free waits for its turn, however long the
 * statements of the others take: a pool would give up after a while.
 */
final class Connections {

    private static final long LOOK_AROUND_MILLIS = 50;

    private final DataSource pool;
    private final Semaphore free;

    /** @param most how many are handed out at once, at least 1 */
    Connections(DataSource pool, int most) {
        this.pool = pool;
        this.free = new Semaphore(most, true);
    }

    /** Something done on a connection. */
    @FunctionalInterface
    interface Work<T> {

        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work on a connection of its own.
     *
     * @throws CancelledException if the cancellation is cancelled before it had one
     */
    <T> T with(Cancellation cancellation, Work<T> work) throws SQLException {
        await(cancellation);
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } finally {
            free.release();
        }
    }

    private void await(Cancellation cancellation) {
        try {
            while (!free.tryAcquire(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                cancellation.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }
}
