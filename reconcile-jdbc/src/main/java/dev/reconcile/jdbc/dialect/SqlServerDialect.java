package dev.reconcile.jdbc.dialect;

import com.microsoft.sqlserver.jdbc.ISQLServerStatement;
import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowSink;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.fingerprint.Bucketing;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.port.DatabaseException.Kind;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** SQL Server, 2016 and later, and Azure SQL. */
final class SqlServerDialect implements Dialect {

    private static final ReadColumn HALF_OF_HASH = new ReadColumn(
            new Column("half of the hash", "bigint", new ValueType.Whole(), false, null), new CanonicalType.Whole());

    private static final int EURO_SIGN_BYTES = 3;
    private static final int MOST_LOGIN_SECONDS = 65_535;

    @Override
    public String engine() {
        return "SQL Server";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:sqlserver://");
    }

    /**
     * The packet size stays the driver's 8,000: over TLS it cannot exceed 16,383, and beyond 8,060 the server takes its
     * memory from elsewhere. See <a
     * href="https://learn.microsoft.com/sql/database-engine/configure-windows/configure-the-network-packet-size-server-configuration-option">network
     * packet size</a>. ApplicationIntent stays the user's: it may lead to a replica that lags behind.
     */
    @Override
    public Map<String, String> driverProperties(String url, Map<String, String> wanted, Limits limits) {
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        properties.put("encrypt", "true");
        properties.put("trustServerCertificate", "false");
        properties.put("applicationName", "reconcile");
        properties.put("responseBuffering", "adaptive");
        properties.put("loginTimeout", Integer.toString(Math.min(seconds(limits.connect()), MOST_LOGIN_SECONDS)));
        properties.put("lockTimeout", Integer.toString(milliseconds(limits.lock())));
        properties.put("socketTimeout", Integer.toString(milliseconds(limits.socket())));
        properties.put("tcpKeepAlive", "true");
        properties.putAll(wanted);
        Set<String> ofUrl = SqlServerUrl.propertyNames(url);
        properties.keySet().removeIf(ofUrl::contains);
        return properties;
    }

    /** Whole seconds, rather more than less. */
    private static int seconds(Duration duration) {
        return (int) Math.min(duration.plusMillis(999).toSeconds(), Integer.MAX_VALUE);
    }

    private static int milliseconds(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }

    @Override
    public String tlsRemedy(String side) {
        return "If the server signed its certificate itself, say --" + side
                + "-trust-certificate; to connect without TLS, --" + side + "-encrypt false.";
    }

    @Override
    public ReadSession beginRead(Connection connection, Limits limits) throws SQLException {
        return SqlServerSession.begin(connection, limits);
    }

    @Override
    public void bound(Statement statement, Limits limits) throws SQLException {
        statement.setQueryTimeout(seconds(limits.statement()));
    }

    @Override
    public DatabaseFacts facts(Connection connection, String side) throws SQLException {
        return SqlServerFacts.read(connection, side);
    }

    @Override
    public List<Feature> features(Connection connection) throws SQLException {
        return SqlServerFeatures.read(connection, hasUtf8(connection));
    }

    @Override
    public LoadReading load(Connection connection, LoadMeasure measure, Limits limits, Running running)
            throws SQLException {
        try (Statement query = connection.createStatement()) {
            bound(query, limits);
            try (RunningStatement ignored = running.begins(query::cancel)) {
                return SqlServerLoad.read(query, measure);
            }
        }
    }

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return SqlServerCatalog.tables(connection);
    }

    @Override
    public Optional<TableDescription> describe(Connection connection, TableName name, String side) throws SQLException {
        return SqlServerCatalog.describe(connection, name, side);
    }

    @Override
    public String rehearsalSql(TableRead read) {
        return SqlServerSql.rehearsal(read);
    }

    @Override
    public Column describeExpression(
            Connection connection, TableDescription table, String column, SqlExpression expression, Limits limits)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            bound(statement, limits);
            return SqlServerExpressions.describe(statement, table, column, expression);
        }
    }

    @Override
    public String unreadableColumnsSql(TableName table) {
        return SqlServerCatalog.unreadableColumns(table);
    }

    @Override
    public String countSql(TableRead read) {
        return SqlServerSql.count(read);
    }

    @Override
    public Optional<String> obstacleToHashing(Connection connection, TableRead read) throws SQLException {
        boolean readsText =
                read.columns().stream().anyMatch(column -> column.column().valueType() instanceof ValueType.Text);
        return !readsText || hasUtf8(connection)
                ? Optional.empty()
                : Optional.of("The server cannot convert text to UTF-8, which takes SQL Server 2019 or later.");
    }

    /** Tries it out: a version number says nothing of Azure SQL, which calls itself 12. */
    private boolean hasUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlServerValues.UTF8_PROBE)) {
            return row.next() && row.getInt(1) == EURO_SIGN_BYTES;
        } catch (SQLException e) {
            Failure failure = failure(e);
            if (failure.kind() == Kind.OTHER && failure.persistence() == Failure.Persistence.LASTING) {
                return false;
            }
            throw e;
        }
    }

    /** Its CHECKSUM and BINARY_CHECKSUM are of 32 bits, and the same for many a pair of rows that people write. */
    @Override
    public Optional<String> ownHash(Connection connection, TableRead read) {
        return Optional.empty();
    }

    @Override
    public String fingerprintsSql(Connection connection, TableRead read, Bucketing buckets) {
        return SqlServerSql.fingerprints(read, buckets);
    }

    @Override
    public void scan(Connection connection, TableRead read, Limits limits, RowSink sink, Running running)
            throws SQLException {
        stream(connection, SqlServerSql.select(read), read.columns(), limits, sink, running);
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
        stream(connection, SqlServerSql.hashedKeys(read, buckets, wanted), columns, limits, sink, running);
    }

    @Override
    public void keyAfter(Connection connection, TableRead read, long rows, Limits limits, RowSink sink, Running running)
            throws SQLException {
        stream(connection, SqlServerSql.keyAfter(read, rows), read.keyOrder(), limits, sink, running);
    }

    /**
     * A uniqueidentifier is ordered by its last six bytes first. See <a
     * href="https://learn.microsoft.com/sql/connect/ado-net/sql/compare-guid-uniqueidentifier-values">Comparing GUID and
     * uniqueidentifier values</a>.
     */
    @Override
    public boolean isInCommonOrder(Column column) {
        ValueType type = column.valueType();
        return type instanceof ValueType.Whole
                || type instanceof ValueType.FixedDecimal
                || type instanceof ValueType.Date
                || type instanceof ValueType.WithFraction;
    }

    /**
     * To see a plan takes a right of its own, which nobody should have to give. See <a
     * href="https://learn.microsoft.com/sql/t-sql/statements/set-showplan-xml-transact-sql">SET SHOWPLAN_XML</a>.
     */
    @Override
    public Optional<String> obstacleToCutting(
            Connection connection, TableRead read, long rows, Limits limits, Running running) {
        return Optional.empty();
    }

    @Override
    public String indexSql(TableName table, Column column) {
        return SqlServerCatalog.index(table, column);
    }

    @Override
    public void lookup(
            Connection connection, TableRead read, List<SoughtKey> keys, Limits limits, RowSink sink, Running running)
            throws SQLException {
        Optional<String> sql = SqlServerSql.lookup(read, keys);
        if (sql.isPresent()) {
            stream(connection, sql.get(), read.columns(), limits, sink, running);
        }
    }

    private void stream(
            Connection connection, String sql, List<ReadColumn> columns, Limits limits, RowSink sink, Running running)
            throws SQLException {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            bound(statement, limits);
            // Rows are taken from the network as they are asked for, whatever the caller's data source is set to.
            statement.unwrap(ISQLServerStatement.class).setResponseBuffering("adaptive");
            try (RunningStatement ignored = running.begins(statement::cancel);
                    ResultSet rows = statement.executeQuery(sql)) {
                read(rows, columns, sink, statement);
            }
        }
    }

    private static void read(ResultSet rows, List<ReadColumn> columns, RowSink sink, Statement statement)
            throws SQLException {
        try {
            new SqlServerRows(columns).read(rows, sink);
        } catch (SQLException | RuntimeException e) {
            // To close the result, the driver reads the rest of the table, unless the server is told to stop.
            try {
                statement.cancel();
            } catch (SQLException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    @Override
    public Failure failure(SQLException error) {
        return SqlServerFailures.of(error);
    }
}
