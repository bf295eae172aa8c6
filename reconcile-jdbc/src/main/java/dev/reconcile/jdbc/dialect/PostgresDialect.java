package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** PostgreSQL, 12 and later. */
final class PostgresDialect implements Dialect {

    private static final ReadColumn HALF_OF_HASH = new ReadColumn(
            new Column("half of the hash", "bigint", new ValueType.Whole(), false, null), new CanonicalType.Whole());

    /** A table of fewer segments of that size is quickly gone through. */
    private static final int MANY_CUTS = 10;

    /**
     * The rows of a range may lie in as many pages as the table has. A bitmap of them that does not fit in memory leaves out which
     * rows they are, and all of a page's rows are looked at. A page takes some 50 bytes of it: this is enough for 5 GB of a table.
     */
    private static final String WORK_MEM =
            "pg_catalog.set_config('work_mem', CASE WHEN pg_catalog.pg_size_bytes(pg_catalog.current_setting('work_mem'))"
                    + " OPERATOR(pg_catalog.<) pg_catalog.pg_size_bytes('32MB') THEN '32MB'"
                    + " ELSE pg_catalog.current_setting('work_mem') END, true), ";

    @Override
    public String engine() {
        return "PostgreSQL";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    /** The driver itself lets the URL's properties win. */
    @Override
    public Map<String, String> driverProperties(String url, Map<String, String> wanted, Limits limits) {
        Map<String, String> properties = new HashMap<>();
        properties.put("ApplicationName", "reconcile");
        properties.put("sslmode", "require");
        properties.put("connectTimeout", seconds(limits.connect()));
        properties.put("loginTimeout", seconds(limits.connect()));
        properties.put("socketTimeout", seconds(limits.socket()));
        properties.put("tcpKeepAlive", "true");
        // Every statement is run once: nothing is gained by preparing it, and poolers between need not know it.
        properties.put("prepareThreshold", "0");
        // The driver would put the message's DETAIL, which holds values of rows, into its exceptions.
        properties.put("logServerErrorDetail", "false");
        properties.putAll(wanted);
        return properties;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    @Override
    public String tlsRemedy(String side) {
        return "If the server has no TLS, say --" + side
                + "-sslmode disable; to encrypt without checking its certificate," + " --" + side + "-sslmode require.";
    }

    /**
     * One read-only transaction. Its settings end with it. With row_security off a policy that would hide rows makes a
     * query fail instead.
     */
    @Override
    public ReadSession beginRead(Connection connection, Limits limits) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        boolean readOnly = connection.isReadOnly();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT "
                    + local("statement_timeout", limits.statement().toMillis())
                    + local("lock_timeout", limits.lock().toMillis())
                    + local("row_security", "off")
                    + local("TimeZone", "UTC")
                    + local("DateStyle", "ISO, YMD")
                    + local("IntervalStyle", "postgres")
                    + local("standard_conforming_strings", "on")
                    + WORK_MEM
                    // Whatever the search path says, md5() and the others are PostgreSQL's own.
                    + "pg_catalog.set_config('search_path', concat_ws(', ', 'pg_catalog',"
                    + " nullif(current_setting('search_path'), '')), true)");
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
        return () -> {
            connection.rollback();
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(autoCommit);
        };
    }

    private static String local(String setting, Object value) {
        return "pg_catalog.set_config('" + setting + "', '" + value + "', true), ";
    }

    @Override
    public void bound(Statement statement, Limits limits) {
        // The session's statement_timeout does it.
    }

    @Override
    public DatabaseFacts facts(Connection connection, String side) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('server_version'), pg_is_in_recovery(),"
                        + " current_setting('transaction_isolation')")) {
            row.next();
            return new DatabaseFacts(
                    "PostgreSQL " + row.getString(1).replaceFirst(" .*", ""),
                    row.getString(3),
                    row.getBoolean(2),
                    List.of());
        }
    }

    @Override
    public List<Feature> features(Connection connection) throws SQLException {
        return PostgresFeatures.read(connection);
    }

    @Override
    public LoadReading load(Connection connection, LoadMeasure measure, Limits limits, Running running)
            throws SQLException {
        try (Statement query = connection.createStatement();
                RunningStatement ignored = running.begins(query::cancel);
                ResultSet row = query.executeQuery(PostgresLoad.sql(measure))) {
            return PostgresLoad.reading(measure, row);
        }
    }

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return PostgresCatalog.tables(connection);
    }

    @Override
    public Optional<TableDescription> describe(Connection connection, TableName name, String side) throws SQLException {
        return PostgresCatalog.describe(connection, name, side);
    }

    @Override
    public String rehearsalSql(TableRead read) {
        return new PostgresSql(PostgresSql.Encoding.UTF8).rehearsal(read);
    }

    @Override
    public Column describeExpression(
            Connection connection, TableDescription table, String column, SqlExpression expression, Limits limits)
            throws SQLException {
        return PostgresExpressions.describe(connection, table, column, expression);
    }

    @Override
    public String unreadableColumnsSql(TableName table) {
        return PostgresCatalog.unreadableColumns(table);
    }

    @Override
    public String countSql(TableRead read) {
        return new PostgresSql(PostgresSql.Encoding.UTF8).count(read);
    }

    /**
     * Between two types of PostgreSQL's own somebody may have defined a cast, which the expressions would then use. Streaming
     * takes the values in their binary form. See <a
     * href="https://www.postgresql.org/docs/current/sql-createcast.html">CREATE CAST</a>; an oid from 16384 on is a user's.
     */
    @Override
    public Optional<String> obstacleToHashing(Connection connection, TableRead read) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM pg_cast"
                        + " WHERE oid >= 16384 AND castsource < 16384 AND casttarget < 16384)")) {
            row.next();
            return row.getBoolean(1)
                    ? Optional.of(
                            "Somebody defined casts between PostgreSQL's own types, which may change what is hashed.")
                    : Optional.empty();
        }
    }

    @Override
    public Optional<String> ownHash(Connection connection, TableRead read) throws SQLException {
        boolean utf8 = sqlOf(connection).encoding() == PostgresSql.Encoding.UTF8;
        return utf8 ? PostgresOwnHash.name(connection, read) : Optional.empty();
    }

    @Override
    public String fingerprintsSql(Connection connection, TableRead read, Bucketing buckets) throws SQLException {
        return sqlOf(connection).fingerprints(read, buckets);
    }

    /** The server tells its encoding to each connection that begins. */
    private static PostgresSql sqlOf(Connection connection) throws SQLException {
        boolean utf8 = "UTF8".equals(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"));
        return new PostgresSql(utf8 ? PostgresSql.Encoding.UTF8 : PostgresSql.Encoding.OTHER);
    }

    @Override
    public void scan(Connection connection, TableRead read, Limits limits, RowSink sink, Running running)
            throws SQLException {
        String sql = new PostgresSql(PostgresSql.Encoding.UTF8).copy(read);
        copy(connection, sql, read.columns(), sink, running);
    }

    @Override
    public void hashedKeys(
            Connection connection,
            TableRead read,
            Buckets buckets,
            BitSet wanted,
            Limits limits,
            RowSink sink,
            Running running)
            throws SQLException {
        List<ReadColumn> columns = new ArrayList<>(List.of(HALF_OF_HASH, HALF_OF_HASH));
        columns.addAll(read.identifying());
        copy(connection, sqlOf(connection).copyHashedKeys(read, buckets, wanted), columns, sink, running);
    }

    @Override
    public void keyAfter(Connection connection, TableRead read, long rows, Limits limits, RowSink sink, Running running)
            throws SQLException {
        // No comparison takes a domain over an enum and a literal, and only the catalogue tells one from a domain over
        // text.
        if (read.keyOrder().stream().noneMatch(PostgresKeyWords::mayBeEnum)) {
            String sql = new PostgresSql(PostgresSql.Encoding.UTF8).copyKeyAfter(read, rows);
            copy(connection, sql, read.keyOrder(), sink, running);
        }
    }

    /** Of the types that others have too, an amount of money alone takes no literal but one of the server's locale. */
    @Override
    public boolean isInCommonOrder(Column column) {
        ValueType type = column.valueType();
        return type instanceof ValueType.Whole
                || type instanceof ValueType.FixedDecimal
                || (type instanceof ValueType.FreeDecimal && column.nativeType().equals("numeric"))
                || type instanceof ValueType.Date
                || type instanceof ValueType.WithFraction
                || type instanceof ValueType.Uuid;
    }

    @Override
    public Optional<String> obstacleToCutting(
            Connection connection, TableRead read, long rows, Limits limits, Running running) throws SQLException {
        if (read.keyOrder().stream().anyMatch(PostgresKeyWords::mayBeEnum)) {
            return Optional.empty();
        }
        String sql = "EXPLAIN " + new PostgresSql(PostgresSql.Encoding.UTF8).keyAfter(read, rows);
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                RunningStatement ignored = running.begins(statement::cancel);
                ResultSet plan = statement.executeQuery(sql)) {
            while (plan.next()) {
                lines.add(plan.getString(1));
            }
        }
        return new PostgresPlan(lines).rowsWithoutIndex() < MANY_CUTS * rows
                ? Optional.empty()
                : Optional.of("PostgreSQL means to go through the whole of "
                        + read.table().name()
                        + " to find where each segment ends, and not through the index of its key. That is slow and"
                        + " hurts the database. Run VACUUM (ANALYZE) on the table, and see that enable_indexscan and"
                        + " enable_indexonlyscan are on.");
    }

    @Override
    public String indexSql(TableName table, Column column) {
        return PostgresCatalog.index(table, column);
    }

    @Override
    public void lookup(
            Connection connection, TableRead read, List<SoughtKey> keys, Limits limits, RowSink sink, Running running)
            throws SQLException {
        PostgresKeyWords words = new PostgresKeyWords(
                read.identifying().stream().anyMatch(PostgresKeyWords::mayBeEnum)
                        ? PostgresCatalog.labels(connection, read.table().name())
                        : Map.of());
        Optional<String> sql = new PostgresSql(PostgresSql.Encoding.UTF8).copyOf(read, keys, words);
        if (sql.isPresent()) {
            copy(connection, sql.get(), read.columns(), sink, running);
        }
    }

    private static void copy(Connection connection, String sql, List<ReadColumn> columns, RowSink sink, Running running)
            throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        PostgresRows rows = new PostgresRows(columns, sink);
        try (RunningStatement ignored = running.begins(postgres::cancelQuery)) {
            CopyOut copy = postgres.getCopyAPI().copyOut(sql);
            try {
                for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                    rows.read(message);
                }
            } finally {
                if (copy.isActive()) {
                    // The sink failed. What is still to come of the table is nobody's, and neither is the connection.
                    connection.abort(Runnable::run);
                }
            }
        }
    }

    @Override
    public Failure failure(SQLException error) {
        return PostgresFailures.of(error);
    }
}
