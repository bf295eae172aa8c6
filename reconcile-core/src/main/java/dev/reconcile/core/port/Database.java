package dev.reconcile.core.port;

import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.util.List;
import java.util.Map;

/**
 * One database that is read and never written. Safe for use by several threads; each {@link TableReader} is used by one.
 *
 * <p>Every method may throw {@link DatabaseException}; its message names the place, the reason and the remedy and holds
 * neither secrets nor values of rows. Transient failures (a lost connection, a deadlock, a serialization failure, a lock
 * that was not free) have been tried again before.
 */
public interface Database extends AutoCloseable {

    /** What is known of the database as a whole; constant while it is open. */
    DatabaseFacts facts();

    /**
     * What the database offers and what the login may do, for somebody who prepares a run, in an order of the engine's.
     * Reads no row of any table.
     */
    List<Feature> features();

    /**
     * How busy the database is at this moment. Takes one connection for a moment, and waits for it where all that the
     * database may have are in use.
     *
     * @param cancellation ends the wait and the query
     * @return {@link LoadReading.Unknown} where the login may not see it, or where the database has no such thing
     * @throws CancelledException once it is cancelled
     */
    LoadReading load(LoadMeasure measure, Cancellation cancellation);

    /**
     * All tables and views that a person could mean, without those of the system and without the partitions of a
     * partitioned table, ordered by schema and name. Empty where there are none or none may be seen.
     */
    List<TableName> tables();

    /**
     * Describes a table or view.
     *
     * @param name with a schema, or without one to have the database find it as it would in a query
     * @throws TableNotFoundException if there is none that this login can see, naming those with similar names
     */
    default TableDescription describe(TableName name) {
        return describe(name, Map.of());
    }

    /**
     * Describes a table or view some of whose columns are read as expressions of the user's.
     *
     * @param name as above
     * @param expressions by the names of the columns in whose place they are read, or beside which where there is no column
     *     of that name; none of them is {@linkplain SqlExpression#isNone() none}
     * @return with the expressions' types, which the database is asked for without reading a row
     * @throws TableNotFoundException as above
     * @throws DatabaseException naming the column, if the database does not take an expression
     */
    TableDescription describe(TableName name, Map<String, SqlExpression> expressions);

    /**
     * A reader of one table. Opens nothing yet.
     *
     * @param cancellation stops the reader's running statement, in the database too
     */
    TableReader reader(TableRead read, Cancellation cancellation);

    /** How much was asked of the database since it was opened. Sends nothing, and may be asked after it was closed. */
    DatabaseTraffic traffic();

    /** Ends all connections. Does nothing the second time. */
    @Override
    void close();
}
