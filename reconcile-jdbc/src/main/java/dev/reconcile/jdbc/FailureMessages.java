package dev.reconcile.jdbc;

import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.TableName;
import dev.reconcile.jdbc.dialect.Dialect;
import dev.reconcile.jdbc.dialect.Failure;
import dev.reconcile.jdbc.dialect.Failure.Suspicion;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what failed, where, why and what to do, for one database. */
final class FailureMessages {

    private final String side;
    private final Dialect dialect;

    /**
     * Messages about a database.
     *
     * @param side what it is called: {@code source} or {@code target}
     */
    FailureMessages(String side, Dialect dialect) {
        this.side = side;
        this.dialect = dialect;
    }

    /** What the database is called. */
    String side() {
        return side;
    }

    /** The database, for a person. */
    String place() {
        return "the " + side + " (" + dialect.engine() + ")";
    }

    /** A table of the database. */
    Place table(TableName name) {
        return Place.of(name(name));
    }

    /** A read of a table. */
    Place table(TableRead read) {
        return Place.of(name(read.table().name()), read);
    }

    private String name(TableName table) {
        return "the " + side + " table " + table;
    }

    /** The expression that is read in place of a column. */
    Place expression(String column, TableName table) {
        return new Place(
                "the " + side + "'s expression for the column " + column + " of " + table, List.of("this expression"));
    }

    /** A read failed. */
    DatabaseException ofReading(Place place, Failure failure, SQLException cause) {
        String message = "Cannot read " + place + ": " + failure.reason() + " (" + failure.code() + ").";
        if (failure.suspicion() == Suspicion.WRITTEN_SQL && !place.writtenSql().isEmpty()) {
            message += " Check " + String.join(" and ", place.writtenSql()) + ".";
        }
        return new DatabaseException(failure.kind(), withRemedy(message, failure.remedy()), withoutValues(cause));
    }

    /** The server asks for a password, and none was given. */
    DatabaseException ofMissingPassword(SQLException error) {
        return new DatabaseException(
                Kind.LOGIN,
                "Cannot connect to " + place() + ": it asks for a password and none was given (SQLState "
                        + error.getSQLState() + "). Give it by --" + side
                        + "-password-file, by the environment, by Vault,"
                        + " or at the prompt.",
                withoutValues(error));
    }

    /** The first connection failed. */
    DatabaseException ofConnecting(Throwable error) {
        Optional<Failure> network = networkFailure(error);
        Failure failure = network.orElseGet(() -> ofDriver(error));
        String message = "Cannot connect to " + place() + ": " + failure.reason() + " (" + failure.code() + ").";
        return new DatabaseException(failure.kind(), withRemedy(message, failure.remedy()), withoutValues(error));
    }

    private Failure ofDriver(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return asFirst(dialect.failure(sql), sql.getSQLState());
            }
        }
        return Failure.lasting(
                Kind.CONNECTION,
                "the driver gave up",
                "Check the URL and the settings.",
                error.getClass().getSimpleName());
    }

    /** A connection that never was cannot be lost: SQL Server's driver tells the two apart by its text alone. */
    private static Failure asFirst(Failure failure, @Nullable String sqlState) {
        boolean lost =
                failure.persistence() == Failure.Persistence.PASSING && sqlState != null && sqlState.startsWith("08");
        return lost
                ? Failure.lasting(
                        Kind.CONNECTION,
                        "it cannot be reached",
                        "Check host, port and firewall, and that the server runs and takes connections.",
                        failure.code())
                : failure;
    }

    private Optional<Failure> networkFailure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String code = cause.getClass().getSimpleName();
            if (cause instanceof SSLException) {
                return Optional.of(
                        Failure.lasting(Kind.CONNECTION, "the TLS handshake failed", dialect.tlsRemedy(side), code));
            }
            if (cause instanceof UnknownHostException) {
                return Optional.of(Failure.lasting(
                        Kind.CONNECTION,
                        "its host name is unknown",
                        "Check the spelling of the host, and the name resolution of this machine.",
                        code));
            }
            if (cause instanceof ConnectException) {
                return Optional.of(Failure.lasting(
                        Kind.CONNECTION,
                        "nothing answers at its host and port",
                        "Check host, port and firewall, and that the server runs.",
                        code));
            }
            if (cause instanceof SocketTimeoutException) {
                return Optional.of(Failure.lasting(
                        Kind.CONNECTION,
                        "its host did not answer in time",
                        "Check host, port and firewall, or raise --connect-timeout.",
                        code));
            }
        }
        return Optional.empty();
    }

    private static String withRemedy(String message, String remedy) {
        return remedy.isEmpty() ? message : message + " " + remedy;
    }

    /**
     * The cause without its message: whoever logs an exception logs the messages of its causes, and the database's may
     * hold values of rows. The stack trace is kept.
     */
    private static @Nullable Throwable withoutValues(Throwable cause) {
        Throwable bare = new DatabaseFailure(cause.getClass().getName());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    /** The kind and the place of a driver's exception. */
    private static final class DatabaseFailure extends Exception {

        private static final long serialVersionUID = 1L;

        DatabaseFailure(String kind) {
            super(kind);
        }
    }
}
