package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.LoadReading.Known;
import dev.reconcile.core.port.LoadReading.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How busy a SQL Server is. See <a
 * href="https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-exec-requests-transact-sql">sys.dm_exec_requests</a>
 * and <a
 * href="https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-hadr-database-replica-states-transact-sql">sys.dm_hadr_database_replica_states</a>.
 */
final class SqlServerLoad {

    /** Without the right a login sees its own session alone, and no error. A right that a version lacks gives NULL. */
    private static final String SEES = """
            SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') = 1
                OR HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE') = 1
                OR CAST(SERVERPROPERTY('EngineEdition') AS int) = 5
                  AND (HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DATABASE STATE') = 1
                    OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'VIEW DATABASE PERFORMANCE STATE') = 1)
              THEN 1 ELSE 0 END""";

    /** Sessions of this login and this application's name are this library's own. */
    private static final String ACTIVE_SESSIONS = """
            SELECT COUNT_BIG(*)
            FROM sys.dm_exec_requests AS r
            JOIN sys.dm_exec_sessions AS s ON s.session_id = r.session_id
            WHERE s.is_user_process = 1 AND r.status NOT IN (N'background', N'sleeping')
              AND CASE WHEN s.program_name = APP_NAME() AND s.original_login_name = ORIGINAL_LOGIN()
                THEN 0 ELSE 1 END = 1""";

    /** A primary sees all its secondaries, a secondary itself. Who is suspended falls behind and does not say so. */
    private static final String REPLICA_LAG = """
            SELECT COUNT_BIG(*),
              COUNT_BIG(CASE WHEN secondary_lag_seconds IS NULL OR is_suspended = 1 THEN 1 END),
              1000 * MAX(secondary_lag_seconds)
            FROM sys.dm_hadr_database_replica_states
            WHERE database_id = DB_ID() AND (is_local = 0 OR is_primary_replica = 0)""";

    private SqlServerLoad() {}

    /** @param query whose time is bounded already */
    static LoadReading read(Statement query, LoadMeasure measure) throws SQLException {
        try (ResultSet row = query.executeQuery(SEES)) {
            row.next();
            if (!row.getBoolean(1)) {
                return new Unknown("The login may not see what the server does: GRANT VIEW SERVER STATE to it"
                        + " (VIEW SERVER PERFORMANCE STATE from SQL Server 2022 on, VIEW DATABASE STATE on Azure SQL"
                        + " Database).");
            }
        }
        return switch (measure) {
            case ACTIVE_SESSIONS -> activeSessions(query);
            case REPLICA_LAG -> replicaLag(query);
        };
    }

    private static LoadReading activeSessions(Statement query) throws SQLException {
        try (ResultSet row = query.executeQuery(ACTIVE_SESSIONS)) {
            row.next();
            return new Known(row.getLong(1));
        }
    }

    private static LoadReading replicaLag(Statement query) throws SQLException {
        try (ResultSet row = query.executeQuery(REPLICA_LAG)) {
            row.next();
            if (row.getLong(1) == 0) {
                return new Unknown("It is in no availability group, or has no secondary in it.");
            }
            if (row.getLong(2) > 0) {
                return new Unknown("A secondary does not say how far it is behind, or is suspended.");
            }
            return new Known(row.getLong(3));
        }
    }
}
