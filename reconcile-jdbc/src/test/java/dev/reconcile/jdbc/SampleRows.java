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
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes samples into tables of both engines. */
final class SampleRows {

    /** A statement takes 1,000 rows and 2,100 parameters at most. */
    private static final int ROWS_OF_STATEMENT = 100;

    private SampleRows() {}

    /** Into an empty table dbo.sample of SQL Server's: id from 0, and v. */
    static void createOnSqlServer(SqlServerTestServer server, Sample sample) throws SQLException {
        String type = sample.declared();
        server.execute(
                "IF OBJECT_ID('dbo.sample') IS NOT NULL DROP TABLE dbo.sample",
                "CREATE TABLE dbo.sample (id int NOT NULL PRIMARY KEY, v " + type + " NULL)");
        String value = type.contains("char") || type.equals("ntext") ? "?" : "CAST(? AS " + type + ")";
        List<@Nullable Object> values = sample.values();
        int inFullStatements = values.size() / ROWS_OF_STATEMENT * ROWS_OF_STATEMENT;
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            insert(connection, value, ROWS_OF_STATEMENT, values, 0, inFullStatements);
            insert(connection, value, 1, values, inFullStatements, values.size());
            connection.commit();
        }
    }

    private static void insert(
            Connection connection, String value, int rows, List<@Nullable Object> values, int from, int to)
            throws SQLException {
        String row = "(?, " + value + ")";
        String sql = "INSERT INTO dbo.sample (id, v) VALUES " + String.join(", ", Collections.nCopies(rows, row));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int first = from; first < to; first += rows) {
                for (int i = 0; i < rows; i++) {
                    insert.setInt(2 * i + 1, first + i);
                    bind(insert, 2 * i + 2, values.get(first + i), values);
                }
                insert.addBatch();
            }
            if (from < to) {
                insert.executeBatch();
            }
        }
    }

    /** Into a table of PostgreSQL's: the row's number, counted from 0, and the values of each other column. */
    static void copyToPostgres(String url, String table, List<List<@Nullable Object>> columns) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < columns.get(0).size(); i++) {
            rows.append(i);
            for (List<@Nullable Object> column : columns) {
                rows.append('\t').append(PostgresLiteral.copied(column.get(i)));
            }
            rows.append('\n');
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            // Not as a Reader: the driver would encode piece by piece, and cut surrogate pairs in two.
            byte[] encoded = rows.toString().getBytes(StandardCharsets.UTF_8);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(encoded));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every value of a sample as a parameter of one type, NULL too: the server would prepare the statement anew for each
     * other one. A decimal is written out, because the driver gives a decimal parameter each value's own scale.
     */
    private static void bind(
            PreparedStatement insert, int parameter, @Nullable Object value, List<@Nullable Object> values)
            throws SQLException {
        Object some = value != null
                ? value
                : values.stream().filter(Objects::nonNull).findFirst().orElse("");
        if (some instanceof Double) {
            insert.setObject(parameter, value, Types.DOUBLE);
        } else if (some instanceof byte[]) {
            insert.setBytes(parameter, (byte[]) value);
        } else {
            insert.setString(parameter, value == null ? null : text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Boolean flag) {
            return flag ? "1" : "0";
        }
        if (value instanceof LocalDateTime timestamp) {
            return text(timestamp);
        }
        if (value instanceof OffsetDateTime instant) {
            return text(instant.toLocalDateTime())
                    + instant.getOffset().toString().replace("Z", "+00:00");
        }
        return value.toString();
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
