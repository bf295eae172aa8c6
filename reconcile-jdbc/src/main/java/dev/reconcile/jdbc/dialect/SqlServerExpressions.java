package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;

/** Asks SQL Server for the types of a user's expressions. */
final class SqlServerExpressions {

    /** The length that the driver gives to the types without one: 2^30 - 1 characters of UTF-16, 2^31 - 1 bytes. */
    private static final int LENGTH_OF_MAX = 1_073_741_823;

    private static final int UNICODE_BYTES = 2;

    private SqlServerExpressions() {}

    /** The column that an expression stands for. */
    static Column describe(Statement statement, TableDescription table, String column, SqlExpression expression)
            throws SQLException {
        statement.setEscapeProcessing(false);
        try (ResultSet none = statement.executeQuery(SqlServerSql.typeOf(expression, table.name()))) {
            SqlServerTypes.Declared type = declared(none.getMetaData());
            Optional<String> masked = masked(table, expression);
            ValueType values = masked.isPresent()
                    ? new ValueType.Incomparable(
                            "the expression may read " + masked.get() + ", which is masked for this login")
                    : type.valueType();
            return Column.of(expression, column, type.text(), values);
        }
    }

    private static SqlServerTypes.Declared declared(ResultSetMetaData metadata) throws SQLException {
        // An identity column is of the type "int identity" there.
        String name = metadata.getColumnTypeName(1).replaceFirst(" .*", "");
        int length = metadata.getPrecision(1);
        int bytes = length >= LENGTH_OF_MAX ? -1 : name.startsWith("n") ? UNICODE_BYTES * length : length;
        return new SqlServerTypes.Declared(name, bytes, metadata.getPrecision(1), metadata.getScale(1));
    }

    /** What is masked for the login is masked in an expression too, where no catalogue tells it. */
    private static Optional<String> masked(TableDescription table, SqlExpression expression) {
        String sql = expression.sql().toLowerCase(Locale.ROOT);
        return table.columns().stream()
                .filter(column -> column.valueType().equals(SqlServerCatalog.MASKED))
                .map(Column::name)
                .filter(name -> sql.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
