package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.port.Feature;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What a PostgreSQL offers a reader, and what the login may do. */
final class PostgresFeatures {

    /** The reset value is what the session began with: the read that asks is read-only by itself. */
    private static final String FEATURES = """
            SELECT r.rolname, r.rolsuper, r.rolsuper OR r.rolbypassrls AS sees_every_row,
              (SELECT reset_val FROM pg_settings WHERE name = 'default_transaction_read_only') AS reads_only,
              current_setting('server_encoding') AS encoding,
              (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl) AS tls
            FROM pg_roles r WHERE r.rolname = current_user""";

    private PostgresFeatures() {}

    static List<Feature> read(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(FEATURES)) {
            row.next();
            String tls = row.getString("tls");
            return List.of(
                    new Feature(
                            "login", row.getString("rolname") + (row.getBoolean("rolsuper") ? ", a superuser" : "")),
                    new Feature("TLS", tls == null ? "none" : tls),
                    new Feature(
                            "sessions read-only by default",
                            row.getString("reads_only").equals("on")
                                    ? "on"
                                    : "off; every read is a read-only transaction all the same"),
                    new Feature(
                            "row-level security",
                            row.getBoolean("sees_every_row")
                                    ? "the login sees every row"
                                    : "holds for the login: a table with a policy is not compared"),
                    new Feature("encoding", row.getString("encoding")));
        }
    }
}
