package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL Server's catalogue. It shows a login only what the login has some right on. See <a
 * href="https://learn.microsoft.com/sql/relational-databases/security/metadata-visibility-configuration">Metadata
 * visibility</a>.
 */
final class SqlServerCatalog {

    private static final String TABLES = """
            SELECT s.name, o.name
            FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
            WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
            ORDER BY s.name, o.name""";

    /**
     * All about one table in one round trip, as four results. OBJECT_ID finds a name without a schema as a query would.
     * Columns that are hidden but not generated are the graph tables' own, which no query can name. The views of security
     * policies came with SQL Server 2016; a server without them hides no rows in this way.
     */
    private static final String DESCRIBE = """
            DECLARE @id int = OBJECT_ID(?);
            DECLARE @base nvarchar(1035) = (SELECT base_object_name FROM sys.synonyms WHERE object_id = @id);
            IF @base IS NOT NULL
              SET @id = CASE
                WHEN PARSENAME(@base, 4) IS NULL AND ISNULL(PARSENAME(@base, 3), DB_NAME()) = DB_NAME()
                THEN OBJECT_ID(@base) END;
            DECLARE @unmasked int = ISNULL(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK'), 0);
            DECLARE @name nvarchar(517) = QUOTENAME(OBJECT_SCHEMA_NAME(@id)) + '.' + QUOTENAME(OBJECT_NAME(@id));

            SELECT @base AS base, s.name AS [schema], o.name, RTRIM(o.type) AS type, t.is_external,
              (SELECT SUM(p.rows) FROM sys.partitions p
               WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)) AS estimate,
              (SELECT COUNT(*) FROM sys.partitions p
               WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)) AS partitions,
              CASE WHEN o.type = 'V' AND @unmasked = 0 AND EXISTS (SELECT 1 FROM sys.columns WHERE is_masked = 1)
                THEN 1 ELSE 0 END AS may_be_masked
            FROM (SELECT 1 AS always) AS one
              LEFT JOIN sys.objects o ON o.object_id = @id AND o.type IN ('U', 'V')
              LEFT JOIN sys.schemas s ON s.schema_id = o.schema_id
              LEFT JOIN sys.tables t ON t.object_id = o.object_id;

            SELECT c.name,
              CASE WHEN t.is_user_defined = 1 AND t.is_assembly_type = 0 THEN TYPE_NAME(c.system_type_id)
                ELSE ISNULL(t.name, TYPE_NAME(c.system_type_id)) END AS type,
              c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name, c.is_computed,
              CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)) AS default_collation,
              CASE WHEN c.is_masked = 1 AND @unmasked = 0
                  AND ISNULL(HAS_PERMS_BY_NAME(@name, 'OBJECT', 'UNMASK', c.name, 'COLUMN'), 0) = 0
                THEN 1 ELSE 0 END AS masked,
              c.encryption_type
            FROM sys.columns c LEFT JOIN sys.types t ON t.user_type_id = c.user_type_id
            WHERE c.object_id = @id AND (c.is_hidden = 0 OR c.generated_always_type <> 0)
            ORDER BY c.column_id;

            SELECT i.name, i.is_primary_key, c.name
            FROM sys.indexes i
              JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
              JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
            WHERE i.object_id = @id AND i.is_unique = 1 AND i.is_disabled = 0 AND i.has_filter = 0
              AND i.is_hypothetical = 0 AND k.is_included_column = 0 AND k.key_ordinal > 0
            ORDER BY i.name, k.key_ordinal;

            IF OBJECT_ID('sys.security_policies') IS NOT NULL
            BEGIN
              WITH sources (id) AS (
                SELECT @id
                UNION ALL
                SELECT d.referenced_id
                FROM sources r
                  JOIN sys.views v ON v.object_id = r.id
                  JOIN sys.sql_expression_dependencies d ON d.referencing_id = r.id
                WHERE d.referenced_id IS NOT NULL
              )
              SELECT DISTINCT s.name, p.name
              FROM sys.security_policies p
                JOIN sys.schemas s ON s.schema_id = p.schema_id
                JOIN sys.security_predicates f ON f.object_id = p.object_id
              WHERE p.is_enabled = 1 AND f.predicate_type_desc = 'FILTER'
                AND f.target_object_id IN (SELECT id FROM sources)
              ORDER BY s.name, p.name;
            END
            ELSE
              SELECT name, name FROM sys.schemas WHERE 1 = 0;""";

    /** What a column holds whose values this login sees only masked. */
    static final ValueType MASKED = new ValueType.Incomparable("it is masked for this login");

    private SqlServerCatalog() {}

    static List<TableName> tables(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery(TABLES)) {
            List<TableName> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(new TableName(rows.getString(1), rows.getString(2)));
            }
            return tables;
        }
    }

    /**
     * See <a
     * href="https://learn.microsoft.com/sql/t-sql/functions/has-perms-by-name-transact-sql">HAS_PERMS_BY_NAME</a>.
     */
    static String unreadableColumns(TableName table) {
        String name = "N'" + SqlServerSql.quoted(table).replace("'", "''") + "'";
        return "SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(" + name + ") AND HAS_PERMS_BY_NAME(" + name
                + ", 'OBJECT', 'SELECT', name, 'COLUMN') = 0 ORDER BY column_id";
    }

    /** Clustered and not, by rows: those by columns keep no order that a query could follow. */
    static String index(TableName table, Column column) {
        return "SELECT i.name FROM sys.indexes i JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id"
                + " JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE i.object_id = OBJECT_ID(N'"
                + SqlServerSql.quoted(table).replace("'", "''") + "') AND c.name = N'"
                + column.name().replace("'", "''")
                + "' AND k.key_ordinal = 1 AND i.type IN (1, 2) AND i.is_disabled = 0 AND i.has_filter = 0"
                + " AND i.is_hypothetical = 0";
    }

    static Optional<TableDescription> describe(Connection connection, TableName wanted, String side)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DESCRIBE)) {
            query.setString(1, SqlServerSql.quoted(wanted));
            query.execute();
            Optional<Found> found = result(query, rows -> found(rows, wanted, side));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Found table = found.get();
            List<String> warnings = new ArrayList<>(table.warnings());
            List<Column> columns = nextResult(query, rows -> columns(rows, warnings));
            List<UniqueKey> keys = nextResult(query, KeyRows::read);
            List<String> hidden = nextResult(query, rows -> hiddenRows(rows, table.name(), side));
            return Optional.of(new TableDescription(
                    table.name(), table.kind(), columns, keys, table.estimate(), hidden, warnings));
        }
    }

    /** Makes something of a result's rows. */
    @FunctionalInterface
    private interface RowsTo<T> {

        T of(ResultSet rows) throws SQLException;
    }

    private static <T> T nextResult(Statement statement, RowsTo<T> result) throws SQLException {
        statement.getMoreResults();
        return result(statement, result);
    }

    private static <T> T result(Statement statement, RowsTo<T> result) throws SQLException {
        ResultSet current = statement.getResultSet();
        while (current == null) {
            if (statement.getUpdateCount() < 0) {
                throw new SQLException("The description of a table ended early.", "HY000");
            }
            statement.getMoreResults();
            current = statement.getResultSet();
        }
        try (ResultSet rows = current) {
            return result.of(rows);
        }
    }

    /** A table that was found. */
    private record Found(TableName name, TableKind kind, OptionalLong estimate, List<String> warnings) {}

    private static Optional<Found> found(ResultSet row, TableName wanted, String side) throws SQLException {
        row.next();
        String base = row.getString("base");
        String name = row.getString("name");
        if (name == null) {
            if (base != null) {
                throw new DatabaseException(
                        DatabaseException.Kind.NOT_FOUND,
                        "Cannot read the " + side + " table " + wanted + ": it is a synonym of " + base
                                + ", which is no table of this database that the login can see."
                                + " Connect to the table's own database and name the table there.",
                        null);
            }
            return Optional.empty();
        }
        TableName found = new TableName(row.getString("schema"), name);
        List<String> warnings = new ArrayList<>();
        if (base != null) {
            warnings.add(wanted + " is a synonym of " + found + ", which is compared.");
        }
        if (row.getBoolean("may_be_masked")) {
            warnings.add(
                    "The " + side + "'s login lacks UNMASK, and there are masked columns in its database: where the"
                            + " view " + found + " reads one of them, the masked values are compared.");
        }
        // The count of 0 is also what a login sees that may not see the partitions.
        long estimate = row.getLong("estimate");
        return Optional.of(
                new Found(found, kind(row), estimate > 0 ? OptionalLong.of(estimate) : OptionalLong.empty(), warnings));
    }

    private static TableKind kind(ResultSet row) throws SQLException {
        if (row.getString("type").equals("V")) {
            return TableKind.VIEW;
        }
        if (row.getBoolean("is_external")) {
            return TableKind.FOREIGN_TABLE;
        }
        return row.getInt("partitions") > 1 ? TableKind.PARTITIONED_TABLE : TableKind.TABLE;
    }

    private static List<Column> columns(ResultSet rows, List<String> warnings) throws SQLException {
        List<Column> columns = new ArrayList<>();
        while (rows.next()) {
            String name = rows.getString("name");
            SqlServerTypes.Declared type = new SqlServerTypes.Declared(
                    rows.getString("type"), rows.getInt("max_length"), rows.getInt("precision"), rows.getInt("scale"));
            columns.add(new Column(
                    name, type.text(), valueType(rows, type), rows.getBoolean("is_nullable"), collation(rows)));
            if (rows.getBoolean("is_computed")) {
                // See https://learn.microsoft.com/previous-versions/sql/sql-server-2008/cc645593(v=sql.100)
                warnings.add("The column " + name + " is computed; change data capture delivers NULL for it.");
            }
        }
        return columns;
    }

    private static ValueType valueType(ResultSet rows, SqlServerTypes.Declared type) throws SQLException {
        if (rows.getBoolean("masked")) {
            return MASKED;
        }
        if (rows.getObject("encryption_type") != null) {
            return new ValueType.Incomparable("it is encrypted with Always Encrypted");
        }
        return type.valueType();
    }

    private static @Nullable String collation(ResultSet rows) throws SQLException {
        String collation = rows.getString("collation_name");
        return collation == null || collation.equalsIgnoreCase(rows.getString("default_collation")) ? null : collation;
    }

    private static List<String> hiddenRows(ResultSet rows, TableName table, String side) throws SQLException {
        List<String> hidden = new ArrayList<>();
        while (rows.next()) {
            TableName policy = new TableName(rows.getString(1), rows.getString(2));
            hidden.add("The security policy " + policy + " may hide rows of the " + side + " table " + table
                    + " from this login. Switch it off for the comparison, or compare a copy.");
        }
        return hidden;
    }
}
