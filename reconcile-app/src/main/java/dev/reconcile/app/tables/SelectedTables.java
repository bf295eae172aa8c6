package dev.reconcile.app.tables;

import dev.reconcile.core.report.FirstFew;
import dev.reconcile.core.report.PlainName;
import dev.reconcile.core.table.TablePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of a run.
 *
 * @param pairs what is compared, each pair once
 * @param warnings what was asked for and found no partner, one sentence each
 */
public record SelectedTables(List<TablePair> pairs, List<String> warnings) {

    public SelectedTables {
        pairs = List.copyOf(pairs);
        warnings = List.copyOf(warnings);
    }

    /**
     * Some of them.
     *
     * @param names each the name of a source or a target, as it is compared; empty for all
     * @throws NoSuchTablesException if there is no table of one of the names
     */
    public SelectedTables only(Set<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        Set<String> unknown = new TreeSet<>(names);
        List<TablePair> some = new ArrayList<>();
        for (TablePair pair : pairs) {
            String source = pair.source().toString();
            String target = pair.target().toString();
            if (names.contains(source) || names.contains(target)) {
                some.add(pair);
                unknown.remove(source);
                unknown.remove(target);
            }
        }
        if (!unknown.isEmpty()) {
            throw new NoSuchTablesException("The job compares no table of the name "
                    + FirstFew.of(unknown.stream().map(PlainName::of).toList())
                    + ". Name some of those that it does, as its reports spell them.");
        }
        return new SelectedTables(some, warnings);
    }
}
