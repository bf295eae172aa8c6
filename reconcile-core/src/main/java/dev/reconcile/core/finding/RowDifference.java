package dev.reconcile.core.finding;

import dev.reconcile.core.canonical.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * @param copies how many equal rows the source holds; null where nobody asked to have them counted, and where rules take
 *     values for equal that are only near
 */
public record RowDifference(
        Kind kind,
        List<NamedValue> key,
        List<ChangedColumn> columns,
        long occurrences,
        Confirmation confirmation,
        List<Value> sourceRow,
        List<Value> targetRow,
        @Nullable Copies copies) {

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
        this(kind, key, columns, occurrences, confirmation, List.of(), List.of(), null);
    }

    /**
     * How many rows of the source are equal to those that differ.
     *
     * @param ofSourceRow to the source's row, 0 where only the target has one
     * @param ofTargetRow to the target's row, 0 where only the source has one
     */
    public record Copies(long ofSourceRow, long ofTargetRow) {

        public Copies {
            if (ofSourceRow < 0 || ofTargetRow < 0) {
                throw new IllegalArgumentException("There cannot be fewer rows than none.");
            }
        }
    }

    /**
     * The same without a value of these columns.
     *
     * @param masked names as on the source
     * @param order the columns in the order of the rows
     */
    public RowDifference masking(Set<String> masked, List<String> order) {
        return new RowDifference(
                kind,
                key.stream()
                        .map(named -> masked.contains(named.column()) ? named.hidden() : named)
                        .toList(),
                columns.stream()
                        .map(changed -> masked.contains(changed.column()) ? changed.hidden() : changed)
                        .toList(),
                occurrences,
                confirmation,
                masked(sourceRow, masked, order),
                masked(targetRow, masked, order),
                copies);
    }

    private static List<Value> masked(List<Value> row, Set<String> masked, List<String> order) {
        List<Value> values = new ArrayList<>(row);
        for (int i = 0; i < values.size(); i++) {
            if (masked.contains(order.get(i))) {
                values.set(i, Value.Hidden.HIDDEN);
            }
        }
        return values;
    }

    /** The same without the rows and with which columns differ, but not how. */
    public RowDifference withoutValues() {
        return new RowDifference(
                kind, key, columns.stream().map(ChangedColumn::hidden).toList(), occurrences, confirmation);
    }

    /** The same without what tells the row apart. */
    public RowDifference withoutKey() {
        return new RowDifference(kind, List.of(), columns, occurrences, confirmation, sourceRow, targetRow, copies);
    }

    /** The same without the rows and with no more than a part of long values that differ: the part where they do. */
    public RowDifference excerpt() {
        return new RowDifference(
                kind, key, columns.stream().map(ChangedColumn::excerpt).toList(), occurrences, confirmation);
    }

    /** The same with no more than the beginning of long values in the key, which then finds nothing any more. */
    public RowDifference excerptOfKey() {
        return new RowDifference(
                kind,
                key.stream().map(NamedValue::excerpt).toList(),
                columns,
                occurrences,
                confirmation,
                sourceRow,
                targetRow,
                copies);
    }

    /** Whether any value of a column that differs is told. */
    public boolean tellsValues() {
        return columns.stream()
                .anyMatch(column -> column.source() != Value.Hidden.HIDDEN || column.target() != Value.Hidden.HIDDEN);
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

        private NamedValue hidden() {
            return new NamedValue(column, Value.Hidden.HIDDEN);
        }

        private NamedValue excerpt() {
            return new NamedValue(column, Value.Excerpt.of(value));
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

        private ChangedColumn hidden() {
            return new ChangedColumn(column, Value.Hidden.HIDDEN, Value.Hidden.HIDDEN);
        }

        private ChangedColumn excerpt() {
            return Value.Excerpt.ofBoth(source, target, (from, to) -> new ChangedColumn(column, from, to));
        }
    }
}
