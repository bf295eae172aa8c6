package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.server.Databases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many statements reach each server, as its own extension pg_stat_statements counts them. */
final class StatementCounts implements AutoCloseable {

    private static final String COUNT = """
            SELECT coalesce(sum(calls), 0), coalesce(sum(calls) FILTER (WHERE strpos(replace(query, '"', ''), ?) > 0), 0)
            FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'
            """;

    private final Connection source;
    private final Connection target;

    private StatementCounts(Connection source, Connection target) {
        this.source = source;
        this.target = target;
    }

    static StatementCounts on(Databases databases) throws SQLException {
        StatementCounts counts = new StatementCounts(
                databases.source().connect(), databases.target().connect());
        counts.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        return counts;
    }

    /** Counts from 0 again. */
    void reset() throws SQLException {
        execute("SELECT pg_stat_statements_reset()");
    }

    /** The source's number and the target's, of everything but these questions; behind each, how many name its table. */
    String counts(String sourceTable, String targetTable) throws SQLException {
        return count(source, sourceTable) + ", " + count(target, targetTable);
    }

    private void execute(String sql) throws SQLException {
        for (Connection connection : new Connection[] {source, target}) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static String count(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) + " (" + row.getLong(2) + ")";
            }
        }
    }

    @Override
    public void close() throws SQLException {
        source.close();
        target.close();
    }
}
