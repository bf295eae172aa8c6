package dev.reconcile.app.tables;

import dev.reconcile.core.report.PlainName;
import dev.reconcile.core.table.TableName;
import dev.reconcile.core.table.TablePair;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The pairs that the settings mean, to be found by the names of their tables. A name that is spelled exactly as a pair has
 * it wins over one that differs in case, or that has a schema where the other has none.
 *
 * @param pairs in the order of the run
 */
public record KnownPairs(List<TablePair> pairs) {

    /** Pairs named in a message. */
    private static final int MOST_NAMED = 10;

    public KnownPairs {
        pairs = List.copyOf(pairs);
    }

    /**
     * The pair whose source table has this name, or else the one whose target table has it.
     *
     * @throws NoSuchTablesException if there is none, or several
     */
    public TablePair named(TableName table) {
        List<TablePair> found = allNamed(table);
        if (found.size() == 1) {
            return found.get(0);
        }
        String name = PlainName.of(table.toString());
        throw new NoSuchTablesException(
                found.isEmpty()
                        ? "The settings mean no table " + name + ", neither as a source nor as a target. They mean "
                                + listed(pairs) + "."
                        : "The settings mean several pairs by " + name + ": " + listed(found)
                                + ". Name the table, with its schema, that only one of them has.");
    }

    /** The pairs whose source tables have this name, or else those whose target tables have it. */
    List<TablePair> allNamed(TableName table) {
        return first(List.of(
                pair -> pair.source().equals(table),
                pair -> isLike(pair.source(), table),
                pair -> pair.target().equals(table),
                pair -> isLike(pair.target(), table)));
    }

    /**
     * The pair of these two tables, named as in a report; empty where there is none, or where the names fit several.
     */
    public Optional<TablePair> of(String source, String target) {
        try {
            TableName from = TableName.parse(source);
            TableName to = TableName.parse(target);
            List<TablePair> found = first(List.of(
                    pair -> pair.source().equals(from) && pair.target().equals(to),
                    pair -> isLike(pair.source(), from) && isLike(pair.target(), to)));
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** The pairs that the first condition holds for which holds for any. */
    private List<TablePair> first(List<Predicate<TablePair>> conditions) {
        return conditions.stream()
                .map(condition -> pairs.stream().filter(condition).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean isLike(TableName one, TableName other) {
        String schema = one.schema();
        return one.name().equalsIgnoreCase(other.name())
                && (schema == null || other.schema() == null || schema.equalsIgnoreCase(other.schema()));
    }

    private static String listed(List<TablePair> pairs) {
        if (pairs.isEmpty()) {
            return "none";
        }
        String first = pairs.stream().limit(MOST_NAMED).map(TablePair::toString).collect(Collectors.joining(", "));
        return pairs.size() <= MOST_NAMED ? first : first + " and " + (pairs.size() - MOST_NAMED) + " more";
    }
}
