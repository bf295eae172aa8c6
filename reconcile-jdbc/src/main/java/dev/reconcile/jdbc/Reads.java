package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.jdbc.dialect.Dialect;
import dev.reconcile.jdbc.dialect.Failure;
import dev.reconcile.jdbc.dialect.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs reads of one database: each on a connection of its own for as long as it takes, in a session that cannot write,
 * again where a failure may have passed, and stopped in the database where it is cancelled.
 */
final class Reads {

    private static final Logger LOG = LoggerFactory.getLogger(Reads.class);

    private final Connections connections;
    private final Dialect dialect;
    private final Limits limits;
    private final FailureMessages messages;
    private final TrafficCount traffic;

    /** @param traffic counts what is read, also by others */
    Reads(Connections connections, Dialect dialect, Limits limits, FailureMessages messages, TrafficCount traffic) {
        this.connections = connections;
        this.dialect = dialect;
        this.limits = limits;
        this.messages = messages;
        this.traffic = traffic;
    }

    /** Something done on a connection. */
    @FunctionalInterface
    interface Work<T> {

        T on(Connection connection, Dialect.Running running) throws SQLException;
    }

    /**
     * Does the work, several times where {@link Backoff} says so.
     *
     * @param place what is read, for messages
     * @throws CancelledException once the cancellation is cancelled
     */
    <T> T read(Place place, Cancellation cancellation, Work<T> work) {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            cancellation.check();
            long start = System.nanoTime();
            try {
                T result = once(cancellation, work);
                LOG.debug("Read {} in {} ms.", place, (System.nanoTime() - start) / 1_000_000);
                return result;
            } catch (SQLException e) {
                cancellation.check();
                Failure failure = dialect.failure(e);
                Backoff backoff = Backoff.of(failure);
                if (!backoff.triesAgain(failure, attempt, Duration.ofNanos(System.nanoTime() - begin))) {
                    throw messages.ofReading(place, failure, e);
                }
                LOG.warn(
                        "Reading {} failed: {} ({}). Trying again, {} of {}.",
                        place,
                        failure.reason(),
                        failure.code(),
                        attempt + 1,
                        backoff.attempts());
                backoff.pauseAfter(attempt, cancellation);
                traffic.retry();
            }
        }
    }

    private <T> T once(Cancellation cancellation, Work<T> work) throws SQLException {
        return connections.with(cancellation, connection -> {
            try (Dialect.ReadSession session = dialect.beginRead(connection, limits)) {
                return work.on(connection, stop -> begin(stop, cancellation));
            }
        });
    }

    private Dialect.RunningStatement begin(Dialect.Stop stop, Cancellation cancellation) {
        CancellableStatement statement = CancellableStatement.begin(stop, cancellation);
        traffic.statement();
        return statement;
    }
}
