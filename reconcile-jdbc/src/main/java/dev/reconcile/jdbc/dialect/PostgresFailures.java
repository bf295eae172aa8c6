package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.DatabaseException.Kind;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's and its driver's SQLStates mean. See <a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>.
 */
final class PostgresFailures {

    private PostgresFailures() {}

    static Failure of(SQLException error) {
        String state = state(error);
        String code = "SQLState " + state;
        return switch (state) {
            case "28P01", "28000" ->
                Failure.lasting(
                        Kind.LOGIN,
                        "the server refused the login",
                        "Check user name and password, and the server's pg_hba.conf.",
                        code);
            case "3D000" ->
                Failure.lasting(Kind.NOT_FOUND, "there is no such database", "Check the database's name.", code);
            case "42501" ->
                Failure.lasting(
                        Kind.PERMISSION,
                        "the login lacks a right, or row-level security would hide rows from it",
                        "Grant it USAGE on the schema and SELECT on the table: see docs/grants.md.",
                        code);
            case "42P01" ->
                Failure.lasting(Kind.NOT_FOUND, "the table is not there any more", "Was it dropped or renamed?", code);
            case "42703" -> Failure.ofSql(Kind.NOT_FOUND, "a column is not there", "Was the table altered?", code);
            case "42601", "42883" -> Failure.ofSql(Kind.OTHER, "the query has an error", "", code);
            case "57014" ->
                Failure.lasting(
                        Kind.TIMEOUT,
                        "the statement ran longer than it may, or was cancelled in the database",
                        "Raise --statement-timeout, or run at a quieter time.",
                        code);
            case "55P03" ->
                Failure.passing(
                        Kind.LOCKED,
                        "a lock was not free in time",
                        "Raise --lock-timeout, or run when nobody alters the table.",
                        code);
            case "57P01" ->
                Failure.lasting(
                        Kind.CONNECTION,
                        "the connection was ended by an administrator",
                        "Ask who ended it and why before running again.",
                        code);
            case "57P03" ->
                Failure.passing(Kind.CONNECTION, "the server is starting up or shutting down", "Wait for it.", code);
            case "55000" ->
                Failure.lasting(
                        Kind.OTHER,
                        "the table is not in a state to be read",
                        "Is it a materialized view that was never refreshed?",
                        code);
            case "53300" ->
                Failure.passing(
                        Kind.CONNECTION,
                        "the server has no connection left",
                        "Lower --max-connections, or free connections on the server.",
                        code);
            case "40001" -> Failure.passing(Kind.OTHER, "the transaction could not be serialised", "", code);
            case "40P01" -> Failure.passing(Kind.OTHER, "the statement was a deadlock's victim", "", code);
            // The driver's own: the server refused what the settings ask of it, which is TLS.
            case "08004" ->
                Failure.lasting(
                        Kind.CONNECTION,
                        "the server refused the connection: it offers no TLS, or it asks for a password and none was"
                                + " given",
                        "Without TLS say --source-sslmode disable or --target-sslmode disable; a password comes from"
                                + " --source-password-file, RECONCILE_SOURCE_PASSWORD or the target's.",
                        code);
            default -> byClass(state, code);
        };
    }

    private static Failure byClass(String state, String code) {
        if (state.startsWith("08")) {
            return Failure.passing(
                    Kind.CONNECTION, "the connection was lost", "Check the network and the server.", code);
        }
        if (state.startsWith("22")) {
            return Failure.ofSql(
                    Kind.OTHER,
                    "the database could not compute a value",
                    "Otherwise try --hash-in client, and report this if it persists.",
                    code);
        }
        if (state.startsWith("53") || state.startsWith("58")) {
            return Failure.lasting(Kind.OTHER, "the server is short of something it needs", "See its log.", code);
        }
        return Failure.lasting(Kind.OTHER, "the database refused", "See the server's log.", code);
    }

    private static String state(SQLException error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "08000";
    }
}
