package dev.reconcile.core.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order rows can be written to tables that refer to each other.
 *
 * @param groups tables that are referred to before those that refer to them; in this order rows are inserted, and against
 *     it deleted
 */
public record ForeignKeyOrder(List<Group> groups) {

    public ForeignKeyOrder {
        groups = List.copyOf(groups);
    }

    /**
     * Tables that refer to each other in a circle; usually one table alone.
     *
     * @param tables at least one
     * @param circle the foreign keys between them, also those of a table to itself; empty where there is no circle
     */
    public record Group(List<TableName> tables, List<ForeignKey> circle) {

        public Group {
            tables = List.copyOf(tables);
            circle = List.copyOf(circle);
        }
    }

    /** The order of these tables; where foreign keys leave it open, the order given. Foreign keys to others are of no matter. */
    public static ForeignKeyOrder of(List<TableDescription> tables) {
        Map<TableName, Set<TableName>> parents = new LinkedHashMap<>();
        Set<ForeignKey> keys = new LinkedHashSet<>();
        tables.forEach(table -> parents.put(table.name(), new LinkedHashSet<>()));
        for (TableDescription table : tables) {
            for (ForeignKey key : table.foreignKeys()) {
                Set<TableName> referredTo = parents.get(key.from());
                if (referredTo != null && parents.containsKey(key.to())) {
                    referredTo.add(key.to());
                    keys.add(key);
                }
            }
        }
        return new ForeignKeyOrder(sorted(parents, keys));
    }

    private static List<Group> sorted(Map<TableName, Set<TableName>> parents, Set<ForeignKey> keys) {
        Map<TableName, Set<TableName>> above = new LinkedHashMap<>();
        parents.keySet().forEach(table -> above.put(table, reached(table, parents)));
        Set<TableName> placed = new LinkedHashSet<>();
        List<Group> groups = new ArrayList<>();
        List<TableName> open = new ArrayList<>(parents.keySet());
        while (!open.isEmpty()) {
            for (TableName table : List.copyOf(open)) {
                List<TableName> members = open.stream()
                        .filter(other ->
                                other.equals(table) || (reaches(above, table, other) && reaches(above, other, table)))
                        .toList();
                boolean ready = members.stream()
                        .flatMap(member -> parents.getOrDefault(member, Set.of()).stream())
                        .allMatch(parent -> placed.contains(parent) || members.contains(parent));
                if (open.contains(table) && ready) {
                    groups.add(new Group(
                            members,
                            keys.stream()
                                    .filter(key -> members.contains(key.from()) && members.contains(key.to()))
                                    .toList()));
                    placed.addAll(members);
                    open.removeAll(members);
                }
            }
        }
        return groups;
    }

    private static boolean reaches(Map<TableName, Set<TableName>> above, TableName from, TableName to) {
        return above.getOrDefault(from, Set.of()).contains(to);
    }

    /** The tables that a table refers to, at first or at last hand. */
    private static Set<TableName> reached(TableName table, Map<TableName, Set<TableName>> parents) {
        Set<TableName> reached = new LinkedHashSet<>();
        Deque<TableName> next = new ArrayDeque<>(parents.getOrDefault(table, Set.of()));
        while (!next.isEmpty()) {
            TableName parent = next.pop();
            if (reached.add(parent)) {
                next.addAll(parents.getOrDefault(parent, Set.of()));
            }
        }
        return reached;
    }
}
