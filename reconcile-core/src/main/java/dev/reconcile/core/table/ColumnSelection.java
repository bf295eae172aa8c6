package dev.reconcile.core.table;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns of a table pair are compared, and whose values nobody is told. Names are the source's, compared without
 * regard to case.
 *
 * @param included only these columns, in any order; empty for all of them
 * @param excluded never these columns, of which none may be included; also names of columns that only the target has
 * @param renames the target's name for a source column where the two differ
 * @param masked columns that are compared, but whose values are shown nowhere, not even in keys; names of either side, of
 *     which one must have each
 * @param maskedWherePresent likewise, for many pairs at once: columns that this one need not have
 */
public record ColumnSelection(
        List<String> included,
        Set<String> excluded,
        Map<String, String> renames,
        Set<String> masked,
        Set<String> maskedWherePresent) {

    public ColumnSelection {
        included = List.copyOf(included);
        excluded = Set.copyOf(excluded);
        renames = Map.copyOf(renames);
        masked = Set.copyOf(masked);
        maskedWherePresent = Set.copyOf(maskedWherePresent);
    }

    /** A selection that masks nothing. */
    public ColumnSelection(List<String> included, Set<String> excluded, Map<String, String> renames) {
        this(included, excluded, renames, Set.of(), Set.of());
    }

    /** All columns, paired by name. */
    public static ColumnSelection all() {
        return new ColumnSelection(List.of(), Set.of(), Map.of());
    }

    /** Only these columns, paired by name. */
    public static ColumnSelection only(List<String> names) {
        return new ColumnSelection(names, Set.of(), Map.of());
    }

    /** The same selection without these columns too. */
    public ColumnSelection without(Set<String> names) {
        return new ColumnSelection(included, union(excluded, names), renames, masked, maskedWherePresent);
    }

    /** The same selection with the values of these columns masked too; a pair that has none of a name is an error. */
    public ColumnSelection masking(Set<String> names) {
        return new ColumnSelection(included, excluded, renames, union(masked, names), maskedWherePresent);
    }

    /** The same selection with the values of these columns masked too, if the pair has them. */
    public ColumnSelection maskingWherePresent(Set<String> names) {
        return new ColumnSelection(included, excluded, renames, masked, union(maskedWherePresent, names));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /** The target's name for a source column. */
    public String nameInTarget(String column) {
        String exact = renames.get(column);
        if (exact != null) {
            return exact;
        }
        return renames.entrySet().stream()
                .filter(rename -> rename.getKey().equalsIgnoreCase(column))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(column);
    }

    /** Whether the user named the columns to compare, so that the others are left out on purpose. */
    public boolean isExplicit() {
        return !included.isEmpty();
    }

    /** Whether the user excluded this column. */
    public boolean excludes(String column) {
        return containsIgnoringCase(excluded, column);
    }

    /** Whether the values of this column, named as on either side, are shown nowhere. */
    public boolean masks(String column) {
        return containsIgnoringCase(masked, column) || containsIgnoringCase(maskedWherePresent, column);
    }

    /** Whether the selection takes this source column. */
    public boolean takes(String column) {
        return !excludes(column) && (included.isEmpty() || containsIgnoringCase(included, column));
    }

    private static boolean containsIgnoringCase(Iterable<String> names, String name) {
        for (String candidate : names) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
