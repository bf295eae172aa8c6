package dev.reconcile.history;

import dev.reconcile.core.port.HistoryException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables in a file of H2. H2 changes a table by way of a copy of it, step by step and not in one transaction: where a kill or
 * a full disk cuts that short, the copy stays, and the keys of other tables may ask for their rows in it, so that nothing can be
 * written any more. Versions before this one changed the file in its place, and did not see it.
 */
final class TablesOfFile {

    private static final Logger LOG = LoggerFactory.getLogger(TablesOfFile.class);

    private static final String COPIES = """
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = SCHEMA() AND REGEXP_LIKE(table_name, '^RECONCILE_.*_COPY_[0-9]+_[0-9]+$')
            """;

    private static final String COLUMNS = """
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = SCHEMA() AND table_name LIKE 'RECONCILE%'
            """;

    private static final String KEYS = """
            SELECT k.table_name || ' ' || k.constraint_type || ' ' || LISTAGG(c.column_name, ',')
                WITHIN GROUP (ORDER BY c.ordinal_position) || ' ' || COALESCE(MAX(other.table_name), '')
            FROM information_schema.table_constraints k
            JOIN information_schema.key_column_usage c
                ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name
            LEFT JOIN information_schema.referential_constraints r
                ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
            LEFT JOIN information_schema.table_constraints other
                ON other.constraint_schema = r.unique_constraint_schema AND other.constraint_name = r.unique_constraint_name
            WHERE k.constraint_schema = SCHEMA() AND k.table_name LIKE 'RECONCILE%'
            GROUP BY k.constraint_schema, k.constraint_name, k.table_name, k.constraint_type
            """;

    private final DataSource source;
    private final Tables tables;
    private final StorePlace place;

    TablesOfFile(DataSource source, StorePlace place) {
        this.source = source;
        this.tables = Tables.ofFile(source);
        this.place = place;
    }

    /** Whether they are what this version, or a later one, makes them, and nothing that was cut short is left. */
    boolean areCurrent() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return tables.areCurrent() && list(connection, COPIES).isEmpty();
        }
    }

    /**
     * Makes them so. Not all or nothing: done with a copy of the file.
     *
     * @throws HistoryException if they are broken and cannot be mended
     */
    void bringUp() throws SQLException {
        // Else the file would be closed and opened with each step.
        try (Connection connection = source.getConnection()) {
            boolean isNew = list(connection, COLUMNS).isEmpty();
            mend(connection);
            tables.migrate();
            if (!isNew) {
                requireWhole(connection);
            }
        }
    }

    private void mend(Connection connection) throws SQLException {
        List<String> copies = list(connection, COPIES);
        for (String copy : copies) {
            String table = copy.replaceFirst("_COPY_[0-9]+_[0-9]+$", "");
            // H2 removes the table when its copy is complete, and then gives the copy its name.
            boolean isTaken = list(
                            connection,
                            "SELECT table_name FROM information_schema.tables WHERE table_schema = SCHEMA()"
                                    + " AND table_name = '" + table + "'")
                    .isEmpty();
            execute(
                    connection,
                    isTaken ? "ALTER TABLE " + copy + " RENAME TO " + table : "DROP TABLE " + copy + " CASCADE");
        }
        if (!copies.isEmpty()) {
            LOG.warn(
                    "{}: an earlier version was cut short when it changed the tables of the history; they are mended",
                    place.label());
        }
    }

    /** Compares them with those of a new history. */
    private void requireWhole(Connection connection) throws SQLException {
        JdbcDataSource empty = new JdbcDataSource();
        empty.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        try (Connection model = empty.getConnection()) {
            Tables.ofFile(empty).migrate();
            for (String what : List.of(COLUMNS, KEYS)) {
                List<String> missing = list(model, what);
                missing.removeAll(list(connection, what));
                if (!missing.isEmpty()) {
                    LOG.debug("Missing in the tables of the history: {}", missing);
                    throw new HistoryException(
                            place.label()
                                    + ": the tables of the history are broken: a full disk, or the end of a process, cut an earlier"
                                    + " version short when it changed them. Move the file aside, and a new history begins; nothing"
                                    + " was changed in it.",
                            null);
                }
            }
        }
    }

    private static List<String> list(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
