package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableRead.ReadColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The condition that finds the rows of a range of keys through the index that orders them. */
final class RangeSql {

    private static final String NEVER = "1 = 0";

    private final Words words;

    RangeSql(Words words) {
        this.words = words;
    }

    /** Where the engines differ. */
    interface Words {

        /** The column as SQL, as its index has it. */
        String name(ReadColumn column);

        /** Where a value, which the column or one of the other side's holds, lies among those of the column. Never NULL. */
        Bound bound(Value value, ReadColumn column);

        /** A condition that holds for the rows behind some values of the leading columns, or before them. */
        String beyond(Direction direction, List<ReadColumn> columns, List<String> literals);
    }

    /**
     * Where a value lies among those that a column's type holds.
     *
     * @param literal the greatest of them that is not greater than the value, as a literal that the index takes; null where
     *     all are greater
     * @param exact whether it equals the value
     */
    record Bound(@Nullable String literal, boolean exact) {

        /** All values of the column are greater. */
        static final Bound BEFORE_ALL = new Bound(null, false);

        /** The column's type holds the value. */
        static Bound at(String literal) {
            return new Bound(literal, true);
        }

        /** The column's type holds no value between this one, which is less, and the bound. */
        static Bound behind(String literal) {
            return new Bound(literal, false);
        }
    }

    /** On which side of a key its range lies. */
    enum Direction {
        /** Greater than it. */
        AFTER,
        /** Less than it, or equal to it. */
        UP_TO,
        /** Greater than it, or equal to it. */
        FROM,
        /** Less than it. */
        BEFORE
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
            beyond(Direction.AFTER, order, between.after()).ifPresent(conditions::add);
        }
        if (!between.upTo().isEmpty()) {
            beyond(Direction.UP_TO, order, between.upTo()).ifPresent(conditions::add);
        }
        Stream<ReadColumn> unbounded =
                conditions.isEmpty() ? order.stream() : order.stream().skip(1);
        unbounded
                .filter(column -> column.column().nullable() || conditions.isEmpty())
                .forEach(column -> conditions.add(words.name(column) + " IS NOT NULL"));
        return conditions;
    }

    /**
     * The condition for rows behind a key, or up to it; empty where it holds for all. What follows a value that a column does
     * not hold tells no two rows apart.
     */
    private Optional<String> beyond(Direction direction, List<ReadColumn> order, List<Value> key) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            Bound bound = words.bound(key.get(i), order.get(i));
            if (bound.literal() == null) {
                return beforeAll(direction, order.subList(0, i), literals);
            }
            literals.add(bound.literal());
            if (!bound.exact()) {
                break;
            }
        }
        return Optional.of(words.beyond(direction, order.subList(0, literals.size()), literals));
    }

    /** Of the rows with some values in the leading columns, all are greater. */
    private Optional<String> beforeAll(Direction direction, List<ReadColumn> columns, List<String> literals) {
        boolean behind = direction == Direction.AFTER;
        if (columns.isEmpty()) {
            return behind ? Optional.empty() : Optional.of(NEVER);
        }
        return Optional.of(words.beyond(behind ? Direction.FROM : Direction.BEFORE, columns, literals));
    }
}
