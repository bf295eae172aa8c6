package dev.reconcile.core.table;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to be known of a table before somebody writes to it, beyond the types and the keys of its columns. Asked of
 * PostgreSQL alone.
 *
 * @param obstacles why a statement that changes one row may change others or none, one sentence each; empty where it does
 *     what it says
 * @param deferrableKeys the names of the unique and exclusion constraints that may be checked later than at each row, in
 *     the order of their names
 * @param checks the names of the CHECK constraints, those of its columns' domains among them, in the order of their names
 * @param labels all that a column of an enum can hold, by the column's name; absent for other columns
 * @param neverNull the names of the columns whose domain takes no NULL
 * @param zeros how many digits before the point are always 0, by the column's name; absent where it is none
 */
public record WriteConditions(
        List<String> obstacles,
        List<String> deferrableKeys,
        List<String> checks,
        Map<String, Set<String>> labels,
        Set<String> neverNull,
        Map<String, Integer> zeros) {

    /** Nothing has to be known, or nobody asked. */
    public static final WriteConditions NONE =
            new WriteConditions(List.of(), List.of(), List.of(), Map.of(), Set.of(), Map.of());

    public WriteConditions {
        Objects.requireNonNull(labels, "labels");
        obstacles = List.copyOf(obstacles);
        deferrableKeys = List.copyOf(deferrableKeys);
        checks = List.copyOf(checks);
        labels = labels.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
        neverNull = Set.copyOf(neverNull);
        zeros = Map.copyOf(zeros);
    }
}
