package dev.reconcile.core.memory;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.table.ColumnSelection;
import dev.reconcile.core.table.TablePair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two tables, and how a user has them compared.
 *
 * @param source the source
 * @param sourceKey its primary key; empty for none
 * @param target the target; its columns stand in the order of the source's, but may have other names and types
 * @param targetKey its primary key; empty for none
 * @param configuredKey the key of the settings, in the source's names; empty for none
 * @param rules for the source's columns
 */
public record RandomPair(
        RandomTable source,
        List<String> sourceKey,
        RandomTable target,
        List<String> targetKey,
        List<String> configuredKey,
        RandomRules rules) {

    public RandomPair {
        sourceKey = List.copyOf(sourceKey);
        targetKey = List.copyOf(targetKey);
        configuredKey = List.copyOf(configuredKey);
    }

    /** The columns that tell rows apart, in the source's names; empty where all do. */
    public List<String> key() {
        return configuredKey.isEmpty() ? sourceKey : configuredKey;
    }

    /** The pair as the settings have it. */
    public TablePair named(String sourceName, String targetName) {
        Map<String, String> renames = new HashMap<>();
        for (int i = 0; i < source.columns().size(); i++) {
            String name = source.columns().get(i).name();
            String inTarget = target.columns().get(i).name();
            if (!name.equalsIgnoreCase(inTarget)) {
                renames.put(name, inTarget);
            }
        }
        return TablePair.of(sourceName, targetName)
                .withColumns(new ColumnSelection(List.of(), Set.of(), renames))
                .withKey(configuredKey)
                .withRules(rules.rules());
    }

    /** The forms in which the columns are compared. */
    public List<CanonicalType> types() {
        List<CanonicalType> types = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            types.add(rules.form(source.columns().get(i), target.columns().get(i)));
        }
        return types;
    }
}
