package dev.reconcile.core.report;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one key on both sides, beside each other, as they were at one moment. It holds their values, except those of
 * masked columns.
 *
 * @param source the source table
 * @param target the target table
 * @param key what was looked for, in key order, named as on the source
 * @param sourceRows how many rows of the key the source has
 * @param targetRows how many the target has
 * @param differentRows how many of {@code rows} and of those left out are not {@link State#EQUAL}
 * @param rows the rows, those that differ first
 * @param rowsLeftOut how many more there are
 * @param uncompared columns whose values were not read, and why
 * @param notes how the rest was compared and what the reader should know, one sentence each
 * @param timestamp when the rows were looked at
 */
public record RowComparison(
        String source,
        String target,
        List<NamedValue> key,
        int sourceRows,
        int targetRows,
        int differentRows,
        List<SideBySide> rows,
        int rowsLeftOut,
        List<UncomparedColumn> uncompared,
        List<String> notes,
        Instant timestamp) {

    public RowComparison {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(timestamp, "timestamp");
        key = List.copyOf(key);
        rows = List.copyOf(rows);
        uncompared = List.copyOf(uncompared);
        notes = List.copyOf(notes);
    }

    /** Whether both sides have the row, it is equal, and nothing was left uncompared but what the user excluded. */
    public boolean matches() {
        return sourceRows > 0 && differentRows == 0 && uncompared.stream().allMatch(UncomparedColumn::excluded);
    }

    /** How a row of the one side stands to a row of the other. */
    public enum State {
        /** Both have it, and all compared values are equal or, by a rule, near enough. */
        EQUAL,
        /** In the source only. */
        MISSING,
        /** In the target only. */
        EXTRA,
        /** In both, with other values. */
        CHANGED
    }

    /** How the values of a column stand to each other. */
    public enum Agreement {
        /** Both sides hold the same, as the pair's rules compare it. */
        EQUAL,
        /** They are not equal, and no further apart than the column's rule allows. */
        TOLERATED,
        /** They differ. */
        DIFFERENT,
        /** Only one side has the row. */
        ONE_SIDED
    }

    /**
     * A row of either side.
     *
     * @param columns all compared columns, the key's first
     */
    public record SideBySide(State state, List<ColumnValues> columns) {

        public SideBySide {
            Objects.requireNonNull(state, "state");
            columns = List.copyOf(columns);
        }
    }

    /**
     * What both sides hold in a column.
     *
     * @param column its name on the source
     * @param targetColumn its name on the target
     * @param source what the source holds; null where the source has no such row
     * @param target what the target holds; null where the target has no such row
     * @param agreement how the two stand to each other
     */
    public record ColumnValues(
            String column,
            String targetColumn,
            @Nullable Value source,
            @Nullable Value target,
            Agreement agreement) {

        public ColumnValues {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(targetColumn, "targetColumn");
            Objects.requireNonNull(agreement, "agreement");
        }
    }
}
