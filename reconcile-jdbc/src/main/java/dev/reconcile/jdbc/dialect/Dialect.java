package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One database engine. Holds no state; each connection it is given is used by one thread and stays the caller's.
 *
 * <p>Methods throw the driver's {@link SQLException} as it comes; {@link #failure} says what it means.
 */
public interface Dialect {

    /** The engine's name for people. */
    String engine();

    /** Whether a JDBC URL is one of this engine's. */
    boolean accepts(String url);

    /**
     * The driver's properties for a gentle, named session over TLS, beside those of a URL.
     *
     * @param url what it says itself is not overridden by them
     * @param wanted the user's; they override the dialect's
     */
    Map<String, String> driverProperties(String url, Map<String, String> wanted, Limits limits);

    /** The flags of the command line that concern TLS, for the message of a failed handshake. */
    String tlsRemedy(String side);

    /**
     * Begins a read: a transaction or a session that cannot write, with the time limits and the text formats that the
     * dialect's expressions rely on.
     *
     * @return ends the read and leaves the connection as it was found
     */
    ReadSession beginRead(Connection connection, Limits limits) throws SQLException;

    /** Bounds one statement, where the session itself does not. */
    void bound(Statement statement, Limits limits) throws SQLException;

    /** What is known of the database as a whole. */
    DatabaseFacts facts(Connection connection, String side) throws SQLException;

    /** What the database offers and what the login may do, as {@link dev.reconcile.core.port.Database#features} says. */
    List<Feature> features(Connection connection) throws SQLException;

    /**
     * How busy the database is, as {@link dev.reconcile.core.port.Database#load} says.
     *
     * @param running is told how to stop the statement while it runs
     */
    LoadReading load(Connection connection, LoadMeasure measure, Limits limits, Running running) throws SQLException;

    /** All tables and views that a person could mean, ordered by schema and name. */
    List<TableName> tables(Connection connection) throws SQLException;

    /**
     * Describes a table.
     *
     * @param side what the database is called in messages
     * @return empty where there is none of that name that the login can see
     */
    Optional<TableDescription> describe(Connection connection, TableName name, String side) throws SQLException;

    /**
     * A query over the table, its columns and its filter that the database checks as it checks those that read, and that
     * reads no row and gives none.
     */
    String rehearsalSql(TableRead read);

    /**
     * Asks the type of an expression over a table's columns, without reading a row.
     *
     * @param column the column's name in whose place it is read
     */
    Column describeExpression(
            Connection connection, TableDescription table, String column, SqlExpression expression, Limits limits)
            throws SQLException;

    /** A query of one column: the names of the table's columns that the login may not read, in the table's order. */
    String unreadableColumnsSql(TableName table);

    /** A query of one row and one column: the number of rows. */
    String countSql(TableRead read);

    /** Why this database cannot hash these columns exactly, as a sentence; empty where it can. */
    Optional<String> obstacleToHashing(Connection connection, TableRead read) throws SQLException;

    /** A name for the hashes of the database's own, as {@link dev.reconcile.core.port.TableReader#ownHash} says. */
    Optional<String> ownHash(Connection connection, TableRead read) throws SQLException;

    /**
     * A query of one row for each bucket that holds rows: the bucket, its number of rows, the sum of the first and of the
     * last 64 bits of its rows' hashes.
     */
    String fingerprintsSql(Connection connection, TableRead read, Bucketing buckets) throws SQLException;

    /**
     * Streams the rows in constant memory.
     *
     * @param running is told how to stop the statement while it runs
     */
    void scan(Connection connection, TableRead read, Limits limits, RowSink sink, Running running) throws SQLException;

    /**
     * Streams the hashes and identifying columns of the rows of some buckets, as
     * {@link dev.reconcile.core.port.TableReader#hashedKeys} says.
     */
    void hashedKeys(
            Connection connection,
            TableRead read,
            Buckets buckets,
            BitSet wanted,
            Limits limits,
            RowSink sink,
            Running running)
            throws SQLException;

    /** Streams the one key that {@link dev.reconcile.core.port.TableReader#keyAfter} asks for, or none. */
    void keyAfter(Connection connection, TableRead read, long rows, Limits limits, RowSink sink, Running running)
            throws SQLException;

    /** Whether it orders the values of a column as {@link dev.reconcile.core.port.TableReader#columnsInCommonOrder} says. */
    boolean isInCommonOrder(Column column);

    /** Why the database would read too much for a cut, as {@link dev.reconcile.core.port.TableReader#obstacleToCutting} says. */
    Optional<String> obstacleToCutting(Connection connection, TableRead read, long rows, Limits limits, Running running)
            throws SQLException;

    /** A query that gives a row where an index begins with a column, for {@link dev.reconcile.core.port.TableReader#hasIndexOn}. */
    String indexSql(TableName table, Column column);

    /** Streams the rows that have one of the keys, as {@link dev.reconcile.core.port.TableReader#lookup} says. */
    void lookup(
            Connection connection, TableRead read, List<SoughtKey> keys, Limits limits, RowSink sink, Running running)
            throws SQLException;

    /** What an error of the driver means. */
    Failure failure(SQLException error);

    /** The end of a read. */
    @FunctionalInterface
    interface ReadSession extends AutoCloseable {

        @Override
        void close() throws SQLException;
    }

    /** Is told how to stop what runs. */
    @FunctionalInterface
    interface Running {

        /**
         * A statement is about to run.
         *
         * @param stop stops it in the database; may be called by another thread, several times
         * @return to be closed when it no longer runs
         */
        RunningStatement begins(Stop stop);
    }

    /** A statement that runs until it is closed. */
    @FunctionalInterface
    interface RunningStatement extends AutoCloseable {

        @Override
        void close();
    }

    /** Stops a statement in the database. */
    @FunctionalInterface
    interface Stop {

        void stop() throws SQLException;
    }
}
