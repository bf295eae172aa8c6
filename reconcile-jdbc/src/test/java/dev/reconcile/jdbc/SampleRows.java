package dev.reconcile.jdbc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes samples into tables of both engines. */
final class SampleRows {

    private static final int BATCH = 1_000;

    private SampleRows() {}

    /** Into an empty table dbo.sample of SQL Server's: id from 0, and v. */
    static void createOnSqlServer(SqlServerTestServer server, Sample sample) throws SQLException {
        String type = sample.declared();
        server.execute(
                "IF OBJECT_ID('dbo.sample') IS NOT NULL DROP TABLE dbo.sample",
                "CREATE TABLE dbo.sample (id int NOT NULL PRIMARY KEY, v " + type + " NULL)");
        String value = type.contains("char") || type.equals("ntext") ? "?" : "CAST(? AS " + type + ")";
        try (Connection connection = server.connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO dbo.sample (id, v) VALUES (?, " + value + ")")) {
            connection.setAutoCommit(false);
            int id = 0;
            for (Object next : sample.values()) {
                insert.setInt(1, id++);
                bind(insert, next);
                insert.addBatch();
                if (id % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    /** Into columns id, counted from 0, and v of a table of PostgreSQL's. */
    static void copyToPostgres(String url, String table, List<@Nullable Object> values) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            rows.append(i)
                    .append('\t')
                    .append(PostgresLiteral.copied(values.get(i)))
                    .append('\n');
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            // Not as a Reader: the driver would encode piece by piece, and cut surrogate pairs in two.
            byte[] encoded = rows.toString().getBytes(StandardCharsets.UTF_8);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " (id, v) FROM STDIN", new ByteArrayInputStream(encoded));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void bind(PreparedStatement insert, @Nullable Object value) throws SQLException {
        if (value instanceof BigDecimal number) {
            insert.setBigDecimal(2, number);
        } else if (value instanceof Boolean flag) {
            insert.setInt(2, flag ? 1 : 0);
        } else if (value instanceof Long number) {
            insert.setLong(2, number);
        } else if (value instanceof Double number) {
            insert.setDouble(2, number);
        } else if (value instanceof byte[] bytes) {
            insert.setBytes(2, bytes);
        } else if (value instanceof LocalDateTime timestamp) {
            insert.setString(2, text(timestamp));
        } else if (value instanceof OffsetDateTime instant) {
            insert.setString(
                    2,
                    text(instant.toLocalDateTime())
                            + instant.getOffset().toString().replace("Z", "+00:00"));
        } else if (value instanceof UUID || value instanceof String || value == null) {
            insert.setString(2, value == null ? null : value.toString());
        } else {
            insert.setString(2, value.toString());
        }
    }

    /** As ISO 8601, which SQL Server reads the same under every language. */
    private static String text(LocalDateTime timestamp) {
        String date = timestamp.toLocalDate().toString().replace("+", "");
        String time = timestamp.toLocalTime().truncatedTo(ChronoUnit.NANOS).toString();
        String full = time.length() == 5 ? time + ":00" : time;
        String cut = full.length() > 16 ? full.substring(0, 16) : full;
        return date + "T" + (cut.endsWith("000") && cut.contains(".") ? cut.replaceFirst("0+$", "") : cut);
    }
}
