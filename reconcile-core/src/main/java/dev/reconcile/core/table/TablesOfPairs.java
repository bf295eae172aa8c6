package dev.reconcile.core.table;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tables of some pairs, by names of which nobody has asked the databases what they mean. Two names may mean one table
 * unless their parts tell them apart: {@code orders} may be {@code public.orders}, and {@code Orders} may be {@code orders},
 * for whether case and accents count is the database's own.
 */
public final class TablesOfPairs {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** The schemas under which each name stands, folded; an empty one where none is given. */
    private final Map<String, Set<String>> sources = new HashMap<>();

    private final Map<String, Set<String>> targets = new HashMap<>();

    /** The tables of these pairs. */
    public TablesOfPairs(Collection<TablePair> pairs) {
        for (TablePair pair : pairs) {
            add(sources, pair.source());
            add(targets, pair.target());
        }
    }

    /** Whether the pair's source may be one of the sources, or its target one of the targets. */
    public boolean mayHoldOneOf(TablePair pair) {
        return mayHold(sources, pair.source()) || mayHold(targets, pair.target());
    }

    /** A part of a name without what some collation takes for equal: case, accents, width and blanks around it. */
    static String folded(String part) {
        String ofOneCase = part.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return MARKS.matcher(Normalizer.normalize(ofOneCase, Form.NFKD))
                .replaceAll("")
                .strip();
    }

    private static void add(Map<String, Set<String>> tables, TableName table) {
        tables.computeIfAbsent(folded(table.name()), name -> new HashSet<>()).add(schema(table));
    }

    private static boolean mayHold(Map<String, Set<String>> tables, TableName table) {
        Set<String> schemas = tables.getOrDefault(folded(table.name()), Set.of());
        String schema = schema(table);
        return schemas.contains(schema) || schemas.contains("") || (schema.isEmpty() && !schemas.isEmpty());
    }

    private static String schema(TableName table) {
        return table.schema() == null ? "" : folded(table.schema());
    }
}
