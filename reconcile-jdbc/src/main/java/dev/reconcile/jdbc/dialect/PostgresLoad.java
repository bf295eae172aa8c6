package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.LoadReading.Known;
import dev.reconcile.core.port.LoadReading.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How busy a PostgreSQL is. See <a href="https://www.postgresql.org/docs/current/monitoring-stats.html">The Cumulative
 * Statistics System</a> and <a
 * href="https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-CONTROL">Recovery Control
 * Functions</a>.
 */
final class PostgresLoad {

    /** Who may not read statistics sees that other sessions are there, but not what they do. */
    private static final String SEES = "pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees";

    /** Sessions of this login and this application's name are this library's own. */
    private static final String ACTIVE_SESSIONS = """
            SELECT %s,
              count(*) FILTER (WHERE state = 'disabled') AS untold,
              count(*) FILTER (WHERE state IN ('active', 'fastpath function call')) AS active
            FROM pg_stat_activity
            WHERE backend_type = 'client backend'
              AND (usename = current_user AND application_name = current_setting('application_name')) IS NOT TRUE""".formatted(SEES);

    /**
     * A replica that has replayed everything has no lag to show; one that takes a base backup replays nothing. A replica
     * itself has no lag only as long as it is connected: one that lost its primary has replayed everything it received, too.
     */
    private static final String REPLICA_LAG = """
            SELECT %s, pg_is_in_recovery() AS replica,
              (SELECT count(*) FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup') AS replicas,
              (SELECT count(*) FROM pg_stat_replication
               WHERE state IS DISTINCT FROM 'backup' AND replay_lag IS NULL
                 AND (replay_lsn >= sent_lsn) IS NOT TRUE) AS untold,
              (SELECT trunc(extract(epoch FROM max(replay_lag)) * 1000)::bigint FROM pg_stat_replication) AS of_replicas,
              CASE WHEN NOT pg_is_in_recovery() THEN NULL
                WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
                  AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) THEN 0
                ELSE trunc(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::bigint
              END AS own""".formatted(SEES);

    private static final String GRANT =
            "The login may not read the server's statistics: GRANT pg_read_all_stats (or pg_monitor) to it.";

    private PostgresLoad() {}

    /** A query of one row that {@link #reading} reads. */
    static String sql(LoadMeasure measure) {
        return switch (measure) {
            case ACTIVE_SESSIONS -> ACTIVE_SESSIONS;
            case REPLICA_LAG -> REPLICA_LAG;
        };
    }

    static LoadReading reading(LoadMeasure measure, ResultSet row) throws SQLException {
        row.next();
        return switch (measure) {
            case ACTIVE_SESSIONS -> activeSessions(row);
            case REPLICA_LAG -> row.getBoolean("replica") ? ownLag(row) : lagOfReplicas(row);
        };
    }

    private static LoadReading activeSessions(ResultSet row) throws SQLException {
        if (!row.getBoolean("sees")) {
            return new Unknown(GRANT);
        }
        if (row.getLong("untold") > 0) {
            return new Unknown("Sessions do not tell what they do: switch track_activities on.");
        }
        return new Known(row.getLong("active"));
    }

    private static LoadReading ownLag(ResultSet row) throws SQLException {
        long lag = row.getLong("own");
        return row.wasNull()
                ? new Unknown("The replica has replayed no transaction yet.")
                : new Known(Math.max(0, lag));
    }

    private static LoadReading lagOfReplicas(ResultSet row) throws SQLException {
        if (!row.getBoolean("sees")) {
            return new Unknown(GRANT);
        }
        if (row.getLong("replicas") == 0) {
            return new Unknown("No replica is connected to it.");
        }
        if (row.getLong("untold") > 0) {
            return new Unknown("A replica that is behind does not say how far.");
        }
        return new Known(Math.max(0, row.getLong("of_replicas")));
    }
}
