package dev.reconcile.core.history;

import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.AcceptedRows;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run found out about one pair of tables, for the history.
 *
 * @param entry the result
 * @param rows the rows that were seen to differ, each identity once; not necessarily all
 * @param coverage which rows beside those the run found equal
 * @param key the columns of the key by which rows were told apart; empty where there was none
 * @param accepted the rows that differ and that the settings accept, as far as they are known: what accepts them, by their
 *     identities
 * @param unlisted the rows that were seen to differ beside {@code rows}: the coverage says nothing of them
 * @param incomparable the columns that were to be compared and could not be, such as one that the target lacks
 */
public record TableOutcome(
        TableEntry entry,
        List<SightedRow> rows,
        Coverage coverage,
        List<String> key,
        Map<String, String> accepted,
        UnlistedRows unlisted,
        Set<String> incomparable) {

    public TableOutcome {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(coverage, "coverage");
        Objects.requireNonNull(unlisted, "unlisted");
        rows = List.copyOf(rows);
        key = List.copyOf(key);
        accepted = Map.copyOf(accepted);
        incomparable = Set.copyOf(incomparable);
    }

    /** What a run found out that lists all rows which it saw to differ, and that compared all columns it was to. */
    public TableOutcome(
            TableEntry entry,
            List<SightedRow> rows,
            Coverage coverage,
            List<String> key,
            Map<String, String> accepted) {
        this(entry, rows, coverage, key, accepted, new UnlistedRows(), Set.of());
    }

    /** {@link #of(TableEntry, TableReport, List, Coverage, UnlistedRows)} where all rows that were told are listed. */
    public static TableOutcome of(TableEntry entry, TableReport table, List<SightedRow> rows, Coverage most) {
        return of(entry, table, rows, most, new UnlistedRows());
    }

    /**
     * What a report and the rows that its run told of come to.
     *
     * @param table the report of the pair
     * @param rows the rows that were told
     * @param most of which rows these can tell at most: {@link Coverage#THESE_ROWS} where these and the others are not all
     *     that were told
     * @param unlisted the others
     */
    public static TableOutcome of(
            TableEntry entry, TableReport table, List<SightedRow> rows, Coverage most, UnlistedRows unlisted) {
        Map<String, String> accepted = new HashMap<>();
        boolean allAccepted = true;
        RowsReport found = table.rows();
        if (found != null) {
            for (AcceptedRows of : found.accepted()) {
                for (RowDifference row : of.details()) {
                    RowIdentity.of(row).ifPresent(identity -> accepted.put(identity, of.entry()));
                }
                allAccepted &= of.details().stream()
                                .mapToLong(RowDifference::occurrences)
                                .sum()
                        == of.count();
            }
        }
        return new TableOutcome(
                entry,
                rows,
                allAccepted && isWhole(table) ? most : Coverage.THESE_ROWS,
                table.key(),
                accepted,
                unlisted,
                incomparable(entry, table));
    }

    private static Set<String> incomparable(TableEntry entry, TableReport table) {
        Set<String> columns = new HashSet<>(entry.reach().lacking());
        table.columnsNotCompared().stream()
                .filter(column -> !column.excluded())
                .forEach(column -> columns.add(column.column()));
        return columns;
    }

    /** Whether the run could compare what tells a row apart and what was seen of it to differ, as far as it was to. */
    boolean couldCompare(SightedRow row) {
        return Stream.concat(row.columns().stream(), row.key().stream().map(SightedRow.Cell::column))
                .noneMatch(incomparable::contains);
    }

    /**
     * Which rows the run was to compare, and by which rules what tells of this one: the same text for two runs that see it alike.
     * See {@link Reach#scope}.
     */
    String scopeOf(SightedRow row) {
        Set<String> names = new HashSet<>(row.columns());
        names.addAll(key.isEmpty() ? columns() : key);
        return entry.reach().scopeOf(names);
    }

    /** The columns whose values were compared. */
    Set<String> columns() {
        return entry.reach().names();
    }

    /** Whether the run told rows apart as the one did that saw this row; otherwise it cannot tell which is this one. */
    boolean tellsApart(SightedRow row) {
        List<String> names = row.key().stream().map(SightedRow.Cell::column).toList();
        return key.isEmpty() ? names.isEmpty() || columns().equals(new HashSet<>(names)) : key.equals(names);
    }

    /** Whether contents were compared to the end: only then a row is known not to differ that was not seen to. */
    private static boolean isWhole(TableReport table) {
        boolean contents = table.compared() == Depth.CHECKSUMS || table.compared() == Depth.ROWS;
        if (!contents || table.skipped() != null || table.isOfPart() || table.isHalted()) {
            return false;
        }
        Integer different = table.bucketsDifferent();
        return table.rows() != null || (different != null && different == 0);
    }

    /** Of which rows a run says something. */
    public enum Coverage {
        /** Of those that it saw to differ alone. */
        THESE_ROWS,
        /**
         * Of every row that is old enough by the settings: those that it did not see to differ are equal, or were written
         * too lately to be compared.
         */
        ALL_OLD_ROWS,
        /** Of every row that it was to compare: those that it did not see to differ are equal. */
        ALL_ROWS
    }
}
