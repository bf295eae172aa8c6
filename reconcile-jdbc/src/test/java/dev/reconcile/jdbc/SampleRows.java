package dev.reconcile.jdbc;

import dev.reconcile.jdbc.TypeSamples.Sample;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

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
        try (Connection connection = server.connect()) {
            insert(connection, "INSERT INTO dbo.sample (id, v) VALUES (?, " + value + ")", sample.values(), true);
        }
    }

    /** With a statement of two parameters: the id, counted from 0, and the value. */
    static void insert(Connection connection, String sql, List<Object> values, boolean toSqlServer)
            throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int id = 0;
            for (Object value : values) {
                insert.setInt(1, id++);
                bind(insert, value, toSqlServer);
                insert.addBatch();
                if (id % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    private static void bind(PreparedStatement insert, Object value, boolean toSqlServer) throws SQLException {
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
            insert.setString(2, text(timestamp, toSqlServer));
        } else if (value instanceof OffsetDateTime instant) {
            insert.setString(
                    2,
                    text(instant.toLocalDateTime(), toSqlServer)
                            + instant.getOffset().toString().replace("Z", "+00:00"));
        } else if (value instanceof UUID || value instanceof String || value == null) {
            insert.setString(2, value == null ? null : value.toString());
        } else {
            insert.setString(2, value.toString());
        }
    }

    /** As ISO 8601, which SQL Server reads the same under every language. */
    private static String text(LocalDateTime timestamp, boolean toSqlServer) {
        String date = timestamp.toLocalDate().toString().replace("+", "");
        String time = timestamp.toLocalTime().truncatedTo(ChronoUnit.NANOS).toString();
        String full = time.length() == 5 ? time + ":00" : time;
        String cut = toSqlServer && full.length() > 16 ? full.substring(0, 16) : full;
        return date + "T" + (cut.endsWith("000") && cut.contains(".") ? cut.replaceFirst("0+$", "") : cut);
    }
}
