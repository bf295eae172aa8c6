package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.DatabaseFacts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SQL Server tells of a database as a whole. */
final class SqlServerFacts {

    private static final String FACTS = """
            SELECT CAST(@@VERSION AS nvarchar(300)) AS banner,
              CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version,
              CAST(SERVERPROPERTY('EngineEdition') AS int) AS edition,
              CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(128)) AS updateability,
              %s AS snapshots,
              (SELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases
               WHERE database_id = DB_ID()) AS row_versions,
              SUSER_SNAME() AS login,
              CASE WHEN HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'INSERT') = 1
                  OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'UPDATE') = 1
                  OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'DELETE') = 1
                  OR IS_ROLEMEMBER('db_datawriter') = 1 OR IS_ROLEMEMBER('db_owner') = 1
                  OR IS_SRVROLEMEMBER('sysadmin') = 1
                THEN 1 ELSE 0 END AS writes,
              CASE WHEN HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DEFINITION') = 1
                THEN 1 ELSE 0 END AS sees_definitions""".formatted(SqlServerSession.READS_SNAPSHOTS);

    private static final Pattern PRODUCT = Pattern.compile("Microsoft SQL Server (\\d{4}(?: R2)?)");

    /** The numbers that SERVERPROPERTY gives for the kinds of the engine. */
    private static final int AZURE_DATABASE = 5;

    private static final int AZURE_MANAGED_INSTANCE = 8;

    private SqlServerFacts() {}

    static DatabaseFacts read(Connection connection, String side) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(FACTS)) {
            row.next();
            return new DatabaseFacts(
                    engine(row.getString("banner"), row.getString("version"), row.getInt("edition")),
                    isolation(row.getInt("snapshots"), row.getInt("row_versions")),
                    "READ_ONLY".equals(row.getString("updateability")),
                    warnings(row, side));
        }
    }

    /** The name by which people know a version: {@code SQL Server 2022 (16.0.4135.4)}. */
    static String engine(String banner, String version, int edition) {
        Matcher product = PRODUCT.matcher(banner);
        String name = switch (edition) {
            case AZURE_DATABASE -> "Azure SQL Database";
            case AZURE_MANAGED_INSTANCE -> "Azure SQL Managed Instance";
            default -> product.find() ? "SQL Server " + product.group(1) : "SQL Server";
        };
        return name + " (" + version + ")";
    }

    private static String isolation(int snapshots, int rowVersions) {
        if (snapshots > 0) {
            return "SNAPSHOT";
        }
        return rowVersions == 1 ? "READ COMMITTED (row versions)" : "READ COMMITTED (locks)";
    }

    private static List<String> warnings(ResultSet row, String side) throws SQLException {
        List<String> warnings = new ArrayList<>();
        String login = "The " + side + "'s login " + row.getString("login");
        if (row.getBoolean("writes")) {
            warnings.add(
                    login + " can write to the database. A login with SELECT alone is enough: see docs/grants.md.");
        }
        if (!row.getBoolean("sees_definitions")) {
            // https://learn.microsoft.com/sql/relational-databases/system-catalog-views/sys-security-policies-transact-sql
            warnings.add(
                    login + " may not see security policies, which could hide rows from it. Grant it VIEW DEFINITION:"
                            + " see docs/grants.md.");
        }
        return warnings;
    }
}
