package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.port.TableRead.ReadColumn;
import dev.reconcile.jdbc.dialect.RangeSql.Bound;
import dev.reconcile.jdbc.dialect.RangeSql.Direction;
import java.util.List;
import java.util.Optional;

/** A range of keys in T-SQL. */
final class SqlServerRangeWords implements RangeSql.Words {

    private final SqlServerKeyWords keys = new SqlServerKeyWords();

    @Override
    public String name(ReadColumn column) {
        return keys.name(column);
    }

    @Override
    public Bound bound(Value value, ReadColumn column) {
        Optional<String> own = keys.literal(value, column);
        if (own.isPresent()) {
            return Bound.at(own.get());
        }
        return SqlServerReach.greatestUpTo(value, column.column())
                .map(less -> Bound.behind(keys.literal(less, column).orElseThrow()))
                .orElse(Bound.BEFORE_ALL);
    }

    /**
     * T-SQL compares no rows of values. The first column's bound stands by itself too, so that the index is sought by it;
     * behind that a row that is not beyond in the first column equals it there.
     */
    @Override
    public String beyond(Direction direction, List<ReadColumn> columns, List<String> literals) {
        String name = name(columns.get(0));
        String literal = literals.get(0);
        if (columns.size() == 1) {
            return name + operator(direction) + literal;
        }
        boolean behind = direction == Direction.AFTER || direction == Direction.FROM;
        return "(" + name + operator(behind ? Direction.FROM : Direction.UP_TO) + literal + " AND (" + name
                + operator(behind ? Direction.AFTER : Direction.BEFORE) + literal + " OR "
                + beyond(direction, columns.subList(1, columns.size()), literals.subList(1, literals.size())) + "))";
    }

    private static String operator(Direction direction) {
        return switch (direction) {
            case AFTER -> " > ";
            case UP_TO -> " <= ";
            case FROM -> " >= ";
            case BEFORE -> " < ";
        };
    }
}
