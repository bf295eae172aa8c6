package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.jdbc.dialect.RangeSql.Bound;
import dev.reconcile.jdbc.dialect.RangeSql.Direction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A range of keys in PostgreSQL's words. */
final class PostgresRangeWords implements RangeSql.Words {

    @Override
    public String name(ReadColumn column) {
        return PostgresSql.quoted(column.column().name());
    }

    /**
     * A whole number may be beyond the column's own type, and is compared with it all the same. A literal of another value has
     * no type, and takes the column's, without its scale.
     */
    @Override
    public Bound bound(Value value, ReadColumn column) {
        ValueType type = column.column().valueType();
        if (value instanceof Value.Whole whole) {
            return Bound.at(literal(whole.value()));
        }
        if (type instanceof ValueType.Whole) {
            return amongWholeNumbers(value, type);
        }
        if (value instanceof Value.Timestamp at) {
            Value.Timestamp held = PostgresReach.greatestUpTo(at);
            String text = type instanceof ValueType.Instant ? PostgresLiterals.inUtc(held.text()) : held.text();
            return new Bound(PostgresLiterals.quoted(text), held.equals(at));
        }
        if (value instanceof Value.Time at) {
            Value.Time held = PostgresReach.greatestUpTo(at);
            return new Bound(PostgresLiterals.quoted(held.text()), held.equals(at));
        }
        return Bound.at(PostgresLiterals.quoted(PostgresLiterals.text(value)
                .orElseThrow(() -> new IllegalStateException("The index held a value that its type does not hold."))));
    }

    private static Bound amongWholeNumbers(Value value, ValueType type) {
        Optional<Value> own = KeyValues.fit(value, type);
        return own.isPresent()
                ? Bound.at(literal(((Value.Whole) own.get()).value()))
                : PostgresReach.greatestWholeUpTo(value)
                        .map(less -> Bound.behind(literal(less)))
                        .orElse(Bound.BEFORE_ALL);
    }

    private static String literal(long whole) {
        // The minus sign is an operator, and the number behind it too great for a bigint.
        return whole == Long.MIN_VALUE ? "'" + Long.MIN_VALUE + "'::bigint" : Long.toString(whole);
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
            case FROM -> " >= ";
            case BEFORE -> " < ";
        };
        return row(columns.stream().map(this::name).toList()) + operator + row(literals);
    }

    private static String row(List<String> values) {
        return values.size() == 1 ? values.get(0) : values.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
