package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.jdbc.dialect.RangeSql.Direction;
import java.util.List;

/** A range of keys in T-SQL. */
final class SqlServerRangeWords implements RangeSql.Words {

    private final SqlServerKeyWords keys = new SqlServerKeyWords();

    @Override
    public String name(ReadColumn column) {
        return keys.name(column);
    }

    /** A whole number may be beyond the column's own type, and bounds all its values then. */
    @Override
    public String literal(Value value, ReadColumn column) {
        return keys.literal(value, column).orElseGet(() -> {
            if (value instanceof Value.Whole whole) {
                return "CAST(" + whole.text() + " AS bigint)";
            }
            throw new IllegalStateException("The index held a value that its type does not hold.");
        });
    }

    /**
     * T-SQL compares no rows of values. The first column's bound stands by itself too, so that the index is sought by it;
     * behind that a row that is not beyond in the first column equals it there.
     */
    @Override
    public String beyond(Direction direction, List<ReadColumn> columns, List<String> literals) {
        String operator = switch (direction) {
            case AFTER -> " > ";
            case UP_TO -> " < ";
        };
        String name = name(columns.get(0));
        String literal = literals.get(0);
        if (columns.size() == 1) {
            return name + (direction == Direction.UP_TO ? " <= " : operator) + literal;
        }
        return "(" + name + operator.stripTrailing() + "= " + literal + " AND (" + name + operator + literal + " OR "
                + beyond(direction, columns.subList(1, columns.size()), literals.subList(1, literals.size())) + "))";
    }
}
