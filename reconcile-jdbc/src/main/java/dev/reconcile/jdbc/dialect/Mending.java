package dev.reconcile.jdbc.dialect;

import java.util.Objects;

/** What is to be done about one row that differs. */
public sealed interface Mending {

    /**
     * A row is to be inserted.
     *
     * @param values its values in parentheses
     */
    record Insert(String values) implements Mending {

        public Insert {
            Objects.requireNonNull(values, "values");
        }
    }

    /**
     * A row is to be updated.
     *
     * @param statement the whole statement
     */
    record Update(String statement) implements Mending {

        public Update {
            Objects.requireNonNull(statement, "statement");
        }
    }

    /**
     * Rows are to be deleted.
     *
     * @param condition which ones; holds for no others, and for none that have changed since
     */
    record Delete(String condition) implements Mending {

        public Delete {
            Objects.requireNonNull(condition, "condition");
        }
    }

    /**
     * Nothing can be done.
     *
     * @param row the row's key for a person, on one line; empty where the tables have none
     * @param reason why, without values of the row
     */
    record Impossible(String row, String reason) implements Mending {

        public Impossible {
            Objects.requireNonNull(row, "row");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
