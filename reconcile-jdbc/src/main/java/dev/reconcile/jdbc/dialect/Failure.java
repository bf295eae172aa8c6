package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.DatabaseException.Kind;

/**
 * What an error of a driver means, in our own words: the database's may carry values of rows.
 *
 * @param kind what sort of failure it is
 * @param persistence whether trying again may help
 * @param suspicion who may have caused it
 * @param reason what happened, as the end of the sentence "Cannot read …: …", without a full stop
 * @param remedy what to do, as a sentence; empty where nothing in particular helps
 * @param code the engine's own code, for looking it up: {@code SQLState 57014}
 */
public record Failure(
        Kind kind, Persistence persistence, Suspicion suspicion, String reason, String remedy, String code) {

    /** Whether trying again may help. */
    public enum Persistence {
        /** The same read may well succeed a moment later. */
        PASSING,
        /** Trying again would give the same, or somebody wanted it to end. */
        LASTING
    }

    /** Who may have caused a failure. */
    public enum Suspicion {
        /** The database, its table, or what this library asks of it. */
        OURS,
        /** First of all the SQL that a person wrote for the read, where there is any. */
        WRITTEN_SQL
    }

    /** A failure that trying again does not help. */
    public static Failure lasting(Kind kind, String reason, String remedy, String code) {
        return new Failure(kind, Persistence.LASTING, Suspicion.OURS, reason, remedy, code);
    }

    /**
     * A failure that trying again does not help, and that lies with the SQL of a person where there is any.
     *
     * @param remedy what to do beside looking at that SQL
     */
    public static Failure ofSql(Kind kind, String reason, String remedy, String code) {
        return new Failure(kind, Persistence.LASTING, Suspicion.WRITTEN_SQL, reason, remedy, code);
    }

    /** A failure that may be over in a moment. */
    public static Failure passing(Kind kind, String reason, String remedy, String code) {
        return new Failure(kind, Persistence.PASSING, Suspicion.OURS, reason, remedy, code);
    }
}
