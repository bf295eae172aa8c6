package dev.reconcile.jdbc.dialect;

import dev.reconcile.core.canonical.RowHash;
import java.util.Objects;
import java.util.Set;

/** What is to be done about one row that differs. */
public sealed interface Mending {

    /**
     * A row is to be inserted, by one statement with others.
     *
     * @param values its values in parentheses
     */
    record Insert(String values) implements Mending {

        public Insert {
            Objects.requireNonNull(values, "values");
        }
    }

    /**
     * Rows are to be inserted by a statement of their own.
     *
     * @param statement the whole statement
     * @param rows how many rows it inserts if nothing has changed
     */
    record InsertAlone(String statement, long rows) implements Mending {

        public InsertAlone {
            Objects.requireNonNull(statement, "statement");
        }
    }

    /**
     * A row is to be updated.
     *
     * @param statement the whole statement
     * @param row the row's key for a person, on one line; empty where the tables have none
     * @param gives what the row gives up of values that only one row may have, each as a hash; empty where none changes
     * @param takes what it takes of them, likewise
     */
    record Update(String statement, String row, Set<RowHash> gives, Set<RowHash> takes) implements Mending {

        public Update {
            Objects.requireNonNull(statement, "statement");
            Objects.requireNonNull(row, "row");
            gives = Set.copyOf(gives);
            takes = Set.copyOf(takes);
        }
    }

    /**
     * Rows are to be deleted.
     *
     * @param condition which ones; holds for no others, and for none that have changed since
     * @param rows for how many rows it holds if nothing has changed
     */
    record Delete(String condition, long rows) implements Mending {

        public Delete {
            Objects.requireNonNull(condition, "condition");
        }
    }

    /**
     * Nothing can be done.
     *
     * @param row the row's key for a person, on one line; empty where the tables have none
     * @param reason why, without values of the row
     * @param rows of how many rows that is said
     */
    record Impossible(String row, String reason, long rows) implements Mending {

        public Impossible {
            Objects.requireNonNull(row, "row");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
