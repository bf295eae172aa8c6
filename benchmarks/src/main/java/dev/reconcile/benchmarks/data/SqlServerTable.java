package dev.reconcile.benchmarks.data;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import dev.reconcile.benchmarks.server.Endpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A measured table in SQL Server. Its rows are made by PostgreSQL, the same as its own, and copied. A table beside the measured
 * ones says how each was made.
 *
 * @param table the schema and the name
 * @param rows how many rows it has
 * @param key the column of its primary key
 */
record SqlServerTable(String table, long rows, String key) {

    private static final String DEFINITION = """
            (id bigint NOT NULL, customer nvarchar(60), status varchar(20), amount decimal(12,2), ordered_at datetime2(6),
            active bit, reference uniqueidentifier NOT NULL, note nvarchar(200))""";

    /** The form of each table that was made whole. */
    private static final String MADE = RowTable.SCHEMA + ".made";

    private static final String COPIED = RowTable.SCHEMA + ".copied";

    private static final int BATCH = 50_000;

    /**
     * Sees to it that the server holds it.
     *
     * @param postgres makes the rows
     * @return whether it had to be made
     */
    boolean load(Connection connection, Endpoint postgres) throws SQLException {
        String create = "CREATE TABLE " + table + " " + DEFINITION;
        // The driver asks for the size of each.
        String select = "SELECT id, customer::varchar(60), status::varchar(20), amount::numeric(12,2),"
                + " ordered_at::timestamp(6), active, reference::varchar(36), note::varchar(200) FROM ("
                + RowTable.select(rows) + ") made (" + String.join(", ", RowTable.COLUMNS) + ")";
        String form = Integer.toHexString((create + select + key).hashCode());
        try (Statement statement = connection.createStatement()) {
            createSchema(statement, RowTable.SCHEMA);
            createSchema(statement, table.replaceFirst("\\..*", ""));
            statement.execute("IF OBJECT_ID('" + MADE + "') IS NULL CREATE TABLE " + MADE
                    + " (name varchar(200) NOT NULL, form varchar(20) NOT NULL)");
            if (form.equals(formIn(connection))) {
                return false;
            }
            statement.execute("DELETE FROM " + MADE + " WHERE name = '" + table + "'");
            statement.execute("DROP TABLE IF EXISTS " + table);
            statement.execute(create);
            // A server that speaks as SQL Server does may take a UUID's text for its bytes.
            statement.execute("DROP TABLE IF EXISTS " + COPIED);
            statement.execute("CREATE TABLE " + COPIED + " " + DEFINITION.replace("uniqueidentifier", "varchar(36)"));
            copy(select, postgres, connection);
            statement.execute("INSERT INTO " + table + " SELECT * FROM " + COPIED);
            statement.execute("DROP TABLE " + COPIED);
            statement.execute("ALTER TABLE " + table + " ADD PRIMARY KEY (" + key + ")");
            statement.execute("INSERT INTO " + MADE + " VALUES ('" + table + "', '" + form + "')");
        }
        return true;
    }

    private static void createSchema(Statement statement, String schema) throws SQLException {
        statement.execute("IF SCHEMA_ID('" + schema + "') IS NULL EXEC('CREATE SCHEMA " + schema + "')");
    }

    private String formIn(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT form FROM " + MADE + " WHERE name = ?")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private void copy(String select, Endpoint postgres, Connection connection) throws SQLException {
        SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
        options.setBatchSize(BATCH);
        options.setBulkCopyTimeout(0);
        try (Connection from = postgres.connect();
                Statement statement = from.createStatement();
                SQLServerBulkCopy copy = new SQLServerBulkCopy(connection)) {
            from.setAutoCommit(false);
            statement.setFetchSize(BATCH);
            copy.setBulkCopyOptions(options);
            copy.setDestinationTableName(COPIED);
            copy.writeToServer(statement.executeQuery(select));
        }
    }
}
