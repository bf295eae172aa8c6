package dev.reconcile.core.key;

import dev.reconcile.core.canonical.Value;
import java.util.Objects;

/**
 * What a key column must hold for a row to be looked at. A lookup may bring rows that do not have the key (a collation
 * may take others for equal): who asked compares canonical keys and drops them.
 */
public sealed interface KeyCondition {

    /** The column equals this value, NULL being equal to NULL; compared in the column's own type. */
    record Exactly(Value value) implements KeyCondition {

        public Exactly {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * The column lies between two values of one kind, both included: for a key that is known only in reduced form.
     *
     * @param from the least
     * @param to the greatest
     */
    record Between(Value from, Value to) implements KeyCondition {

        public Between {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * The column holds this text, spaces at the end not counted.
     *
     * @param text without spaces at its end
     */
    record WithoutTrailingBlanks(String text) implements KeyCondition {

        public WithoutTrailingBlanks {
            Objects.requireNonNull(text, "text");
        }
    }

    /** No row can have the key: the column's type does not hold such a value. */
    enum Never implements KeyCondition {
        /** The only one. */
        NEVER
    }
}
