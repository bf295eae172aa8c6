package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.DatabaseException.Kind;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What SQL Server's error numbers and its driver's SQLStates mean. See <a
 * href="https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors">Database
 * Engine events and errors</a> and, for Azure, <a
 * href="https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues">transient fault errors</a>.
 */
final class SqlServerFailures {

    private static final String RAISE_TIMEOUT = "Raise --statement-timeout, or run at a quieter time.";
    private static final String SEE_LOG = "See the server's log.";
    private static final String GRANTS = "Grant it SELECT on the table: see docs/grants.md.";

    private SqlServerFailures() {}

    static Failure of(SQLException error) {
        int number = error.getErrorCode();
        return number == 0 ? ofDriver(error) : ofServer(number, "error " + number, error);
    }

    private static Failure ofServer(int number, String code, SQLException error) {
        return switch (number) {
            case 18452, 18456, 18470, 18486, 18487, 18488 ->
                Failure.lasting(
                        Kind.LOGIN,
                        "the server refused the login",
                        "Check --source-username or --target-username and the password, and that the login is enabled.",
                        code);
            case 4060, 911 ->
                Failure.lasting(
                        Kind.NOT_FOUND,
                        "there is no such database, or the login may not open it",
                        "Check the database's name, and that the login has a user in it.",
                        code);
            case 40615, 40914 ->
                Failure.lasting(
                        Kind.CONNECTION,
                        "the server's firewall does not let this machine in",
                        "Add a firewall rule for its address.",
                        code);
            case 978 ->
                Failure.lasting(
                        Kind.CONNECTION,
                        "the replica takes only readers that say so",
                        "Add applicationIntent=ReadOnly to the URL.",
                        code);
            case 229, 230, 262, 297, 300, 371, 916, 6335 ->
                Failure.lasting(Kind.PERMISSION, "the login lacks a right", GRANTS, code);
            case 208, 4902 ->
                Failure.lasting(
                        Kind.NOT_FOUND,
                        "the table is not there, or the login may not see it",
                        "Was it dropped or renamed?",
                        code);
            case 207, 4104 -> Failure.ofSql(Kind.NOT_FOUND, "a column is not there", "Was the table altered?", code);
            case 102, 105, 156, 174, 195, 4121, 4145, 8155 ->
                Failure.ofSql(Kind.OTHER, "the query has an error", "", code);
            case 220, 232, 241, 242, 245, 295, 517, 2628, 8114, 8115, 8134, 8152, 8169, 9813 ->
                Failure.ofSql(
                        Kind.OTHER,
                        "the database could not compute a value",
                        "Otherwise try --hash-in client, and report this if it persists.",
                        code);
            case 8623, 8631, 8632 ->
                Failure.lasting(Kind.OTHER, "the query is too large for the server", "Use --hash-in client.", code);
            case 1222 ->
                Failure.passing(
                        Kind.LOCKED,
                        "a lock was not free in time",
                        "Raise --lock-timeout, run at a quieter time, or allow SNAPSHOT isolation in the database.",
                        code);
            case 1205 -> Failure.passing(Kind.OTHER, "the statement was a deadlock's victim", "", code);
            case 3960, 3961 ->
                Failure.passing(Kind.OTHER, "the table was altered while a snapshot of it was read", "", code);
            case 3952 ->
                Failure.lasting(
                        Kind.OTHER,
                        "the view reads another database, which does not allow SNAPSHOT isolation",
                        "Allow it there, or compare the tables themselves.",
                        code);
            case 41332 ->
                Failure.lasting(
                        Kind.OTHER,
                        "memory-optimized tables cannot be read in SNAPSHOT isolation",
                        "Leave the table out, or switch ALLOW_SNAPSHOT_ISOLATION off.",
                        code);
            case 596 ->
                Failure.lasting(
                        Kind.CONNECTION,
                        "the connection was ended by an administrator",
                        "Ask who ended it and why before running again.",
                        code);
            case 601 -> Failure.passing(Kind.OTHER, "rows moved while they were read", "", code);
            case 10928, 10929, 40501, 49918, 49919, 49920 ->
                Failure.passing(
                        Kind.CONNECTION,
                        "the server is busy",
                        "Lower --max-connections, or run at a quieter time.",
                        code);
            case 921, 952, 976, 983, 4221, 6005, 17142, 40143, 40197, 40540, 40613 ->
                Failure.passing(
                        Kind.CONNECTION, "the database is moving, starting up or shutting down", "Wait for it.", code);
            case 926, 927, 942, 945 -> Failure.lasting(Kind.CONNECTION, "the database is offline", SEE_LOG, code);
            case 8628, 8645 ->
                Failure.passing(Kind.OTHER, "the server did not find memory for the query in time", SEE_LOG, code);
            case 701, 802, 1101, 1105, 3958, 3966, 8651, 9002 ->
                Failure.lasting(Kind.OTHER, "the server is short of something it needs", SEE_LOG, code);
            case 823, 824, 825 ->
                Failure.lasting(Kind.OTHER, "the server cannot read its own storage", "Run DBCC CHECKDB.", code);
            default -> bySeverity(error, code);
        };
    }

    private static Failure bySeverity(SQLException error, String code) {
        if (isConnectionState(error.getSQLState())) {
            return Failure.passing(
                    Kind.CONNECTION, "the connection was lost", "Check the network and the server.", code);
        }
        return Failure.lasting(Kind.OTHER, "the database refused", SEE_LOG, code);
    }

    /** The driver's own errors have no number. */
    private static Failure ofDriver(SQLException error) {
        String state = error.getSQLState();
        String code = state == null ? "a driver error" : "SQLState " + state;
        if (isCausedBy(error, SocketTimeoutException.class)) {
            return Failure.lasting(Kind.TIMEOUT, "the server said nothing for longer than it may", RAISE_TIMEOUT, code);
        }
        if (error instanceof SQLTimeoutException || "HY008".equals(state)) {
            return Failure.lasting(
                    Kind.TIMEOUT, "the statement ran longer than it may, or was cancelled", RAISE_TIMEOUT, code);
        }
        if (isConnectionState(state) || isCausedBy(error, java.io.IOException.class)) {
            return Failure.passing(
                    Kind.CONNECTION, "the connection was lost", "Check the network and the server.", code);
        }
        return Failure.lasting(Kind.OTHER, "the driver gave up", "Check the URL and the settings.", code);
    }

    private static boolean isConnectionState(@Nullable String state) {
        return state != null && state.startsWith("08");
    }

    private static boolean isCausedBy(Throwable error, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
