package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.Feature;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a SQL Server offers a reader, and what the login may do. */
final class SqlServerFeatures {

    /**
     * Whether the connection is encrypted is told only to logins that may VIEW SERVER STATE. See <a
     * href="https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-exec-connections-transact-sql">sys.dm_exec_connections</a>.
     */
    private static final String FEATURES = """
            SELECT SUSER_SNAME() AS login,
              (SELECT COUNT(*) FROM sys.databases
               WHERE database_id = DB_ID() AND snapshot_isolation_state = 1) AS allows_snapshots,
              (SELECT COUNT(*) FROM sys.tables WHERE is_memory_optimized = 1) AS in_memory,
              (SELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases
               WHERE database_id = DB_ID()) AS row_versions,
              HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION') AS sees_definitions,
              HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UNMASK') AS unmasked,
              (SELECT COUNT(*) FROM sys.columns WHERE is_masked = 1) AS masked""";

    private SqlServerFeatures() {}

    /**
     * The features of a database.
     *
     * @param utf8 whether the database can convert text to UTF-8
     */
    static List<Feature> read(Connection connection, boolean utf8) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(FEATURES)) {
            row.next();
            List<Feature> features = new ArrayList<>();
            features.add(new Feature("login", row.getString("login")));
            features.add(new Feature("snapshot isolation", snapshots(row)));
            features.add(new Feature(
                    "UTF-8 collations",
                    utf8 ? "yes: text can be hashed in the database" : "none: tables with text are hashed here"));
            features.add(new Feature(
                    "VIEW DEFINITION",
                    row.getInt("sees_definitions") == 1
                            ? "granted: security policies are seen"
                            : "not granted: a security policy that hides rows would not be seen"));
            features.add(new Feature("masked columns", masks(row)));
            return features;
        }
    }

    private static String snapshots(ResultSet row) throws SQLException {
        if (row.getInt("allows_snapshots") > 0 && row.getInt("in_memory") == 0) {
            return "on: reads neither block writers nor wait for them";
        }
        String why = row.getInt("allows_snapshots") > 0 ? "not used beside memory-optimized tables" : "off";
        return row.getInt("row_versions") == 1
                ? why + ", READ COMMITTED with row versions instead: reads do not wait for writers"
                : why + ": reads wait for writers, and rows that move meanwhile may be read twice or not at all";
    }

    private static String masks(ResultSet row) throws SQLException {
        int masked = row.getInt("masked");
        if (masked == 0) {
            return "none that the login can see";
        }
        return masked + (row.getInt("unmasked") == 1 ? ", seen as they are (UNMASK)" : ", not compared without UNMASK");
    }
}
