package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.jdbc.dialect.RangeSql.Direction;
import java.util.List;
import java.util.stream.Collectors;

/** A range of keys in PostgreSQL's words. */
final class PostgresRangeWords implements RangeSql.Words {

    @Override
    public String name(ReadColumn column) {
        return PostgresSql.quoted(column.column().name());
    }

    /**
     * A whole number may be beyond the column's own type. Another value is one that the column holds: its literal has no
     * type, and takes the column's.
     */
    @Override
    public String literal(Value value, ReadColumn column) {
        if (value instanceof Value.Whole whole) {
            // The minus sign is an operator, and the number behind it too great for a bigint.
            return whole.value() == Long.MIN_VALUE ? "'" + Long.MIN_VALUE + "'::bigint" : whole.text();
        }
        String text = PostgresLiterals.text(value)
                .orElseThrow(() -> new IllegalStateException("The index held a value that its type does not hold."));
        boolean isInstant =
                value instanceof Value.Timestamp && column.column().valueType() instanceof ValueType.Instant;
        return PostgresLiterals.quoted(isInstant ? PostgresLiterals.inUtc(text) : text);
    }

    /**
     * Rows are compared column by column from the left, through the index. See <a
     * href="https://www.postgresql.org/docs/current/functions-comparisons.html">Row and Array Comparisons</a>.
     */
    @Override
    public String beyond(Direction direction, List<ReadColumn> columns, List<String> literals) {
        String operator = switch (direction) {
            case AFTER -> " > ";
            case UP_TO -> " <= ";
        };
        return row(columns.stream().map(this::name).toList()) + operator + row(literals);
    }

    private static String row(List<String> values) {
        return values.size() == 1 ? values.get(0) : values.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
