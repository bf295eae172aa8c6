package dev.reconcile.core.key;

import dev.reconcile.core.canonical.Value;
import java.util.List;

/**
 * Some of a table's rows, by where their keys lie in the order of an index. What a database calls greater is its own
 * business: of the two parts that a key divides its rows into, each row lies in exactly one.
 */
public sealed interface KeyRange {

    /** Every row, also those with NULL in a column of their key. */
    KeyRange ALL = new All();

    /** The rows with NULL in a column of their key, which no comparison finds. */
    KeyRange WITH_NULL = new WithNull();

    /** See {@link #ALL}. */
    record All() implements KeyRange {}

    /** See {@link #WITH_NULL}. */
    record WithNull() implements KeyRange {}

    /**
     * The rows without NULL in their key that come after a key and not after another: {@code (after, upTo]}. In the order of
     * keys of two integers {@code (after (3, 7), upTo (5))} holds (3, 8), (4, 1) and all keys that begin with 5. A bound need
     * not be a key that the table's columns can hold.
     *
     * @param after the values of the index's leading key columns, in the index's order; of fewer columns than the key has, all
     *     keys that begin with them are left out; empty where the range has no lower end
     * @param upTo likewise, the keys that begin with them taken in; empty where the range has no upper end
     */
    record Between(List<Value> after, List<Value> upTo) implements KeyRange {

        /** Every row that has a key. */
        public static final Between EVERY_KEY = new Between(List.of(), List.of());

        public Between {
            after = List.copyOf(after);
            upTo = List.copyOf(upTo);
        }
    }

    /**
     * The rows of several ranges that do not overlap.
     *
     * @param ranges at least one, in the order of their keys
     */
    record AnyOf(List<Between> ranges) implements KeyRange {

        public AnyOf {
            ranges = List.copyOf(ranges);
            if (ranges.isEmpty()) {
                throw new IllegalArgumentException("No row lies in no range.");
            }
        }
    }
}
