package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The condition that finds the rows of a range of keys through the index that orders them. */
final class RangeSql {

    private final Words words;

    RangeSql(Words words) {
        this.words = words;
    }

    /** Where the engines differ. */
    interface Words {

        /** The column as SQL, as its index has it. */
        String name(ReadColumn column);

        /** The value, which the column or one of the other side's holds, as a literal that the index takes. Never NULL. */
        String literal(Value value, ReadColumn column);

        /** A condition that holds for the rows behind some values of the leading columns, or before them. */
        String beyond(Direction direction, List<ReadColumn> columns, List<String> literals);
    }

    /** On which side of a key its range lies. */
    enum Direction {
        /** Greater than it. */
        AFTER,
        /** Less than it, or equal to it. */
        UP_TO
    }

    /** The condition; empty where every row is read. */
    String condition(TableRead read) {
        KeyRange range = read.range();
        if (range instanceof KeyRange.Between between) {
            return all(between(between, read.keyOrder()));
        }
        if (range instanceof KeyRange.AnyOf any) {
            return any.ranges().stream()
                    .map(between -> all(between(between, read.keyOrder())))
                    .collect(Collectors.joining("\n  OR ", "(", ")"));
        }
        if (range instanceof KeyRange.WithNull) {
            return read.keyOrder().stream()
                    .map(column -> words.name(column) + " IS NULL")
                    .collect(Collectors.joining(" OR ", "(", ")"));
        }
        return "";
    }

    private static String all(List<String> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : "(" + String.join(" AND ", conditions) + ")";
    }

    /** A key with NULL behind its first column would lie in a range too, and belongs to none. */
    private List<String> between(KeyRange.Between between, List<ReadColumn> order) {
        List<String> conditions = new ArrayList<>();
        if (!between.after().isEmpty()) {
            conditions.add(beyond(Direction.AFTER, order, between.after()));
        }
        if (!between.upTo().isEmpty()) {
            conditions.add(beyond(Direction.UP_TO, order, between.upTo()));
        }
        Stream<ReadColumn> unbounded =
                conditions.isEmpty() ? order.stream() : order.stream().skip(1);
        unbounded
                .filter(column -> column.column().nullable() || conditions.isEmpty())
                .forEach(column -> conditions.add(words.name(column) + " IS NOT NULL"));
        return conditions;
    }

    private String beyond(Direction direction, List<ReadColumn> order, List<Value> bound) {
        List<ReadColumn> columns = order.subList(0, bound.size());
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < bound.size(); i++) {
            literals.add(words.literal(bound.get(i), columns.get(i)));
        }
        return words.beyond(direction, columns, literals);
    }
}
