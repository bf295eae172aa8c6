package dev.reconcile.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** The file of a history as an earlier version made it, in its place. */
final class OldHistory {

    private OldHistory() {}

    /** Makes its tables as they were with a version, or changes them to it. */
    static void make(Path folder, String version) {
        Flyway.configure(OldHistory.class.getClassLoader())
                .dataSource(url(folder), null, null)
                .locations("classpath:dev/reconcile/history/migration")
                .table("reconcile_schema_history")
                .placeholders(Map.of("bytes", "blob"))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }

    /** Puts runs into it, each with results of so many tables. */
    static void fill(Path folder, int runs, int tables) throws SQLException {
        execute(folder, """
                INSERT INTO reconcile_run (id, job, trigger_kind, state, status, started_at, ended_at, alive_at, owner, goes_on, summary)
                SELECT 'r' || x, 'old', 'COMMAND', 'COMPLETED', 'PASS', '2026-01-01 00:00:00Z', '2026-01-01 00:01:00Z',
                  '2026-01-01 00:01:00Z', 'host/1/x', false, 'All is well.' FROM system_range(1, %d)""".formatted(runs), """
                INSERT INTO reconcile_table_result (run, job, source, target, checked_at, verdict, depth, part, reason, milliseconds)
                SELECT 'r' || r.x, 'old', 't' || t.x, 't' || t.x, '2026-01-01 00:01:00Z', 'MATCH', 'ROWS', false,
                  'The row counts agree, and so do the contents of all columns compared.', 1
                FROM system_range(1, %d) r, system_range(1, %d) t""".formatted(runs, tables), """
                INSERT INTO reconcile_table_state (job, source, target, condition, since, depth, last_result, last_conclusive)
                SELECT 'old', source, target, 'IN_SYNC', '2026-01-01 00:01:00Z', 'ROWS', id, id FROM reconcile_table_result
                WHERE run = 'r1'""");
    }

    static void execute(Path folder, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(folder));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of what a query gives. */
    static List<String> ask(Path folder, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(folder));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private static String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("history") + ";TRACE_LEVEL_FILE=0";
    }
}
