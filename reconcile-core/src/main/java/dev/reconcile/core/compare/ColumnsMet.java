package dev.reconcile.core.compare;

import dev.reconcile.core.table.Similarity;
import dev.reconcile.core.table.TableDescription;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of the columns of all tables that a run or a check has met, case aside, to tell which of the settings' names fit
 * none of them. Several threads may tell it of tables.
 */
public final class ColumnsMet {

    private final Map<String, String> ofSources = new ConcurrentHashMap<>();
    private final Map<String, String> ofTargets = new ConcurrentHashMap<>();

    /** Of no table yet. */
    public ColumnsMet() {}

    /** A pair's tables are known. */
    public void met(TableDescription source, TableDescription target) {
        source.columns().forEach(column -> ofSources.put(folded(column.name()), column.name()));
        target.columns().forEach(column -> ofTargets.put(folded(column.name()), column.name()));
    }

    /** Whether no table is known. */
    boolean isEmpty() {
        return ofSources.isEmpty() && ofTargets.isEmpty();
    }

    /** Whether a table of either side has a column of this name. */
    boolean hasOnEitherSide(String name) {
        return hasInSource(name) || ofTargets.containsKey(folded(name));
    }

    /** Whether a table of the source has a column of this name. */
    boolean hasInSource(String name) {
        return ofSources.containsKey(folded(name));
    }

    /** The source's names that somebody may have meant; empty where none is near. */
    List<String> nearestInSource(String name) {
        return Similarity.nearest(name, List.copyOf(ofSources.values()));
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
