package dev.reconcile.benchmarks.data;

import dev.reconcile.benchmarks.server.Databases;
import dev.reconcile.benchmarks.server.Endpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The measured tables in both databases. A table that an earlier call loaded is taken as it is; a comment on it says how it
 * was made, so that one of another form is made again.
 */
public final class Tables {

    private final Databases databases;
    private final Consumer<String> progress;

    /** @param progress told what is being loaded */
    public Tables(Databases databases, Consumer<String> progress) {
        this.databases = databases;
        this.progress = progress;
    }

    /** Sees to it that both sides hold the tables of a variant. */
    public void load(Variant variant, RowCount rows) throws InterruptedException {
        String key = variant == Variant.UUID ? "reference" : "id";
        databases.both(database -> {
            boolean isSource = database.equals(databases.source());
            List<String> damage = isSource ? List.of() : damage(variant, variant.targetTable(rows), rows);
            String table = isSource ? variant.sourceTable(rows) : variant.targetTable(rows);
            load(database, table, rows.rows(), key, damage);
            return table;
        });
    }

    private static List<String> damage(Variant variant, String table, RowCount rows) {
        return variant == Variant.DIFFERENCES ? new Damage(rows).statements(table) : List.of();
    }

    private void load(Endpoint database, String table, long rows, String key, List<String> damage) throws SQLException {
        List<String> making = new ArrayList<>();
        making.add("CREATE SCHEMA IF NOT EXISTS " + table.replaceFirst("\\..*", ""));
        making.add("DROP TABLE IF EXISTS " + table);
        making.add(RowTable.create(table));
        making.add(RowTable.fill(table, rows));
        making.add("ALTER TABLE " + table + " ADD PRIMARY KEY (" + key + ")");
        making.addAll(damage);
        String form = Integer.toHexString(making.hashCode());
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (form.equals(commentOn(connection, table))) {
                return;
            }
            progress.accept("Loading " + table + " in " + database + " ...");
            connection.setAutoCommit(false);
            for (String sql : making) {
                statement.execute(sql);
            }
            connection.commit();
            connection.setAutoCommit(true);
            // Later reads find every row visible to all and write nothing.
            statement.execute("VACUUM (ANALYZE) " + table);
            statement.execute("CHECKPOINT");
            statement.execute("COMMENT ON TABLE " + table + " IS '" + form + "'");
        }
    }

    private static String commentOn(Connection connection, String table) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT coalesce(obj_description(to_regclass(?), 'pg_class'), '')")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
