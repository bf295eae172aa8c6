package dev.reconcile.core.table;

import dev.reconcile.core.finding.RowDifference.Kind;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Differences between the two tables of a pair that somebody knows of and accepts until a day: they are counted and shown
 * apart, and do not make the pair differ. What an entry says of a row must all hold.
 *
 * @param name what the entry is called in reports and messages, such as its place in the settings
 * @param keys only rows with one of these keys: each the values of all of the key's columns as a person writes them, by the
 *     columns' names on the source, {@code \N} being NULL. Empty for rows of any key.
 * @param sourceFilter only rows whose source row, if there is one, satisfies the condition; none for all rows
 * @param targetFilter the same of the target; there is one exactly if there is one for the source
 * @param kinds only differences of these kinds, at least one
 * @param columns only changes of no other columns than these, named as on the source; empty for any. Then there is no other
 *     kind than {@link Kind#CHANGED}.
 * @param reason why they are accepted, never blank
 * @param until the last day, in UTC, on which they are
 */
public record AcceptedDifference(
        String name,
        List<Map<String, String>> keys,
        RowFilter sourceFilter,
        RowFilter targetFilter,
        Set<Kind> kinds,
        Set<String> columns,
        String reason,
        LocalDate until) {

    public AcceptedDifference {
        Objects.requireNonNull(sourceFilter, "sourceFilter");
        Objects.requireNonNull(targetFilter, "targetFilter");
        Objects.requireNonNull(until, "until");
        keys = keys.stream().map(Map::copyOf).toList();
        kinds = Set.copyOf(kinds);
        columns = Set.copyOf(columns);
        if (name.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("Accepted differences need a name and a reason.");
        }
        if (keys.stream().anyMatch(Map::isEmpty)) {
            throw new IllegalArgumentException("A key without columns finds no row: " + name + ".");
        }
        if (kinds.isEmpty() || (!columns.isEmpty() && !kinds.equals(Set.of(Kind.CHANGED)))) {
            throw new IllegalArgumentException("Only changed rows have columns that change: " + name + ".");
        }
        if (sourceFilter.isNone() != targetFilter.isNone()) {
            throw new IllegalArgumentException("A filter is asked of each side that has the row: " + name + ".");
        }
    }

    /** Every difference of a pair. */
    public static AcceptedDifference all(String name, String reason, LocalDate until) {
        return new AcceptedDifference(
                name,
                List.of(),
                RowFilter.none(),
                RowFilter.none(),
                EnumSet.allOf(Kind.class),
                Set.of(),
                reason,
                until);
    }

    /** Of these differences those of rows that have one of some keys. */
    public AcceptedDifference withKeys(List<Map<String, String>> others) {
        return new AcceptedDifference(name, others, sourceFilter, targetFilter, kinds, columns, reason, until);
    }

    /** Of these differences those of rows that satisfy a condition on each side that has the row. */
    public AcceptedDifference withFilters(RowFilter ofSource, RowFilter ofTarget) {
        return new AcceptedDifference(name, keys, ofSource, ofTarget, kinds, columns, reason, until);
    }

    /** Of these differences those of some kinds. */
    public AcceptedDifference withKinds(Set<Kind> others) {
        return new AcceptedDifference(name, keys, sourceFilter, targetFilter, others, columns, reason, until);
    }

    /** Of these differences the changes of no other columns than these. */
    public AcceptedDifference withColumns(Set<String> others) {
        return new AcceptedDifference(
                name, keys, sourceFilter, targetFilter, Set.of(Kind.CHANGED), others, reason, until);
    }

    /** Whether the databases are asked which rows are meant. */
    public boolean hasFilter() {
        return !sourceFilter.isNone();
    }

    /** Whether they are no longer accepted on a day. */
    public boolean isOverOn(LocalDate day) {
        return day.isAfter(until);
    }

    /** The entry for a person: {@code tables.accepted[1] ("Ticket 4711")}. */
    @Override
    public String toString() {
        return name + " (\"" + reason + "\")";
    }
}
