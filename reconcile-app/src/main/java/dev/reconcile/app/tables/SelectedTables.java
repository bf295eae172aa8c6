package dev.reconcile.app.tables;

import dev.reconcile.core.table.TablePair;
import java.util.List;

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
}
