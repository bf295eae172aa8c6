package dev.reconcile.benchmarks.data;

import dev.reconcile.benchmarks.server.Databases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The measured tables in both databases. A table that an earlier call loaded is taken as it is; a comment on it says how it
 * was made, so that one of another form is made again.
 */
public final class Tables {

    /** The schema of the small tables, which holds nothing else. */
    public static final String SMALL_SCHEMA = "reconcile_benchmark_small";

    private static final int SMALL_ROWS = 10;

    private final Databases databases;
    private final Consumer<String> progress;

    /** @param progress told which tables are being looked for, and loaded where they are missing */
    public Tables(Databases databases, Consumer<String> progress) {
        this.databases = databases;
        this.progress = progress;
    }

    /** Sees to it that both sides hold the tables of a variant. */
    public void load(Variant variant, RowCount rows) throws InterruptedException {
        String key = variant == Variant.UUID ? "reference" : "id";
        databases.both(database -> {
            boolean isSource = database.equals(databases.source());
            String table = isSource ? variant.sourceTable(rows) : variant.targetTable(rows);
            boolean isDamaged = !isSource && variant == Variant.DIFFERENCES;
            boolean isRounded = !isSource && variant == Variant.ROUNDED;
            String create = isRounded ? RowTable.createRounded(table) : RowTable.create(table);
            List<String> damage = isDamaged ? new Damage(rows).statements(table) : List.of();
            try (Connection connection = database.connect()) {
                progress.accept("Tables: " + table);
                if (database.isSqlServer()) {
                    return new SqlServerTable(table, rows.rows(), key).load(connection, databases.target());
                }
                return load(connection, table, create, rows.rows(), key, damage);
            }
        });
    }

    /** Sees to it that both sides hold so many tables of a few rows each, alone in {@link #SMALL_SCHEMA}. */
    public void loadSmall(int count) throws InterruptedException {
        databases.both(database -> {
            progress.accept("Tables: " + count + " in " + SMALL_SCHEMA);
            boolean loaded = false;
            try (Connection connection = database.connect()) {
                for (int i = 1; i <= count; i++) {
                    String table = String.format(Locale.ROOT, "%s.small_%04d", SMALL_SCHEMA, i);
                    loaded |= database.isSqlServer()
                            ? new SqlServerTable(table, SMALL_ROWS, "id").load(connection, databases.target())
                            : load(connection, table, RowTable.create(table), SMALL_ROWS, "id", List.of());
                }
            }
            return loaded;
        });
    }

    /** Whether the table had to be made. */
    private boolean load(Connection connection, String table, String create, long rows, String key, List<String> damage)
            throws SQLException {
        List<String> making = new ArrayList<>();
        making.add("CREATE SCHEMA IF NOT EXISTS " + table.replaceFirst("\\..*", ""));
        making.add("DROP TABLE IF EXISTS " + table);
        making.add(create);
        making.add(RowTable.fill(table, rows));
        making.add("ALTER TABLE " + table + " ADD PRIMARY KEY (" + key + ")");
        making.addAll(damage);
        String form = Integer.toHexString(making.hashCode());
        if (form.equals(commentOn(connection, table))) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : making) {
                statement.execute(sql);
            }
            connection.commit();
            connection.setAutoCommit(true);
            // Later reads find every row visible to all and write nothing. Only a second VACUUM marks the pages of rows
            // that
            // the transaction before the first one wrote.
            statement.execute("VACUUM (ANALYZE) " + table);
            statement.execute("VACUUM " + table);
            statement.execute("COMMENT ON TABLE " + table + " IS '" + form + "'");
        }
        return true;
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
