package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks PostgreSQL for the types of a user's expressions. */
final class PostgresExpressions {

    /**
     * A type is known by its name only where it is PostgreSQL's own, as in {@link PostgresCatalog}. The driver's metadata tells
     * the name as the search path finds it, and pg_catalog is first on it.
     */
    private static final String TYPE = """
            SELECT CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace OR t.typname = 'citext' THEN t.typname ELSE '' END,
              %s,
              format_type(t.oid, ?)
            FROM pg_type t WHERE t.oid = ?::regtype""".formatted(PostgresCatalog.KIND);

    private PostgresExpressions() {}

    /** The column that an expression stands for. */
    static Column describe(Connection connection, TableDescription table, String column, SqlExpression expression)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet none = statement.executeQuery(PostgresSql.typeOf(expression, table.name()))) {
                return describe(connection, none.getMetaData(), column, expression);
            }
        }
    }

    private static Column describe(
            Connection connection, ResultSetMetaData metadata, String column, SqlExpression expression)
            throws SQLException {
        String type = metadata.getColumnTypeName(1);
        int modifier = modifier(type, metadata.getPrecision(1), metadata.getScale(1));
        try (PreparedStatement query = connection.prepareStatement(TYPE)) {
            query.setInt(1, modifier);
            query.setString(2, type);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                String display = row.getString(3);
                return Column.of(
                        expression,
                        column,
                        display,
                        PostgresTypes.of(row.getString(1), row.getString(2), modifier, display));
            }
        }
    }

    /** What the catalogue would hold for a column of the type; -1 where it would hold none. */
    private static int modifier(String type, int precision, int scale) {
        return switch (type) {
            case "numeric" -> precision == 0 ? -1 : ((precision << 16) | (scale & 0x7ff)) + PostgresTypes.TYPMOD_OFFSET;
            case "varchar", "bpchar" -> precision == Integer.MAX_VALUE ? -1 : precision + PostgresTypes.TYPMOD_OFFSET;
            case "time", "timestamp", "timestamptz" -> scale;
            default -> -1;
        };
    }
}
