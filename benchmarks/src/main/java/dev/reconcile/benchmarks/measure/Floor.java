package dev.reconcile.benchmarks.measure;

import dev.reconcile.benchmarks.data.RowTable;
import dev.reconcile.benchmarks.server.Databases;
import dev.reconcile.benchmarks.server.Endpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What the databases themselves take: the cheapest statement that reads every value of both tables and would notice a
 * difference, in both at once on connections that are open already, with as many parallel workers as PostgreSQL takes by
 * itself. It is no comparison: {@code concat_ws} leaves out NULLs, and columns run into each other.
 */
final class Floor implements AutoCloseable {

    private final Databases databases;
    private final Connection source;
    private final Connection target;

    private Floor(Databases databases, Connection source, Connection target) {
        this.databases = databases;
        this.source = source;
        this.target = target;
    }

    static Floor on(Databases databases) throws SQLException {
        return new Floor(
                databases, databases.source().connect(), databases.target().connect());
    }

    /** The statement over a whole table of a database. */
    static String contents(Endpoint database, String table) {
        if (database.isSqlServer()) {
            return "SELECT count_big(*), sum(cast(cast(substring(hashbytes('MD5', concat_ws('|', "
                    + String.join(", ", RowTable.COLUMNS) + ")), 1, 8) AS bigint) AS decimal(38, 0))) FROM " + table;
        }
        return "SELECT count(*), sum(('x' || substr(md5(concat_ws('|', " + String.join(", ", RowTable.COLUMNS)
                + ")), 1, 16))::bit(64)::bigint) FROM " + table;
    }

    /** The statement that counts a table. */
    static String count(String table) {
        return "SELECT count(*) FROM " + table;
    }

    /** How long the two statements took together, in seconds. */
    double seconds(String sourceSql, String targetSql) throws InterruptedException {
        long began = System.nanoTime();
        databases.both(database ->
                database.equals(databases.source()) ? answer(source, sourceSql) : answer(target, targetSql));
        return (System.nanoTime() - began) / 1e9;
    }

    /** Whether both databases write their rows alike, so that they can be asked whether these are the same. */
    boolean canAgree() {
        return !databases.source().isSqlServer();
    }

    /** Whether both tables hold the same rows, as far as the statement tells. */
    boolean agree(String sourceTable, String targetTable) throws InterruptedException {
        List<String> answers = databases.both((Endpoint database) -> database.equals(databases.source())
                ? answer(source, contents(database, sourceTable))
                : answer(target, contents(database, targetTable)));
        return answers.get(0).equals(answers.get(1));
    }

    private static String answer(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            StringBuilder answer = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                answer.append(row.getString(i)).append(' ');
            }
            return answer.toString();
        }
    }

    @Override
    public void close() throws SQLException {
        source.close();
        target.close();
    }
}
