package dev.reconcile.core.finding;

import dev.reconcile.core.canonical.Value;
import java.util.List;
import java.util.Objects;

/**
 * One row in which a target differs from its source. It holds values of rows: whoever shows it decides whether to show
 * them.
 *
 * @param kind how they differ
 * @param key the row's key, column by column in key order, as the source holds it (as the target does for an
 *     {@link Kind#EXTRA} row); all compared columns where the tables have no key
 * @param columns the columns that differ, in the order of the comparison; empty unless {@link Kind#CHANGED}
 * @param occurrences of how many equal rows this is said, at least 1; more than 1 only where the tables have no key or the
 *     key is not unique
 * @param confirmation whether the difference stood when it was looked at again
 * @param sourceRow all compared columns as the source holds them, in the order in which they are read; empty where the
 *     source has no such row, and where the row was not kept
 * @param targetRow the same of the target
 */
public record RowDifference(
        Kind kind,
        List<NamedValue> key,
        List<ChangedColumn> columns,
        long occurrences,
        Confirmation confirmation,
        List<Value> sourceRow,
        List<Value> targetRow) {

    public RowDifference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(confirmation, "confirmation");
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        sourceRow = List.copyOf(sourceRow);
        targetRow = List.copyOf(targetRow);
        if (occurrences < 1) {
            throw new IllegalArgumentException("A row cannot differ " + occurrences + " times.");
        }
        if ((kind == Kind.CHANGED) == columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "A row that is " + kind + " cannot have " + columns.size() + " columns that differ.");
        }
    }

    /** A difference whose rows were not kept. */
    public RowDifference(
            Kind kind, List<NamedValue> key, List<ChangedColumn> columns, long occurrences, Confirmation confirmation) {
        this(kind, key, columns, occurrences, confirmation, List.of(), List.of());
    }

    /** The same without the rows. */
    public RowDifference withoutRows() {
        return new RowDifference(kind, key, columns, occurrences, confirmation);
    }

    /** How a row differs. */
    public enum Kind {
        /** In the source only. */
        MISSING,
        /** In the target only. */
        EXTRA,
        /** In both, with other values. */
        CHANGED
    }

    /** What looking again at a difference gave. */
    public enum Confirmation {
        /** The source stood still for the whole delay, and the target still differs. */
        PERSISTENT,
        /** The row never came to rest: whether it differs is not known. */
        VOLATILE
    }

    /**
     * A value and the column that holds it.
     *
     * @param column its name as on the source
     * @param value as the database holds it
     */
    public record NamedValue(String column, Value value) {

        public NamedValue {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A column that differs.
     *
     * @param column its name as on the source
     * @param source what the source holds
     * @param target what the target holds
     */
    public record ChangedColumn(String column, Value source, Value target) {

        public ChangedColumn {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }
}
