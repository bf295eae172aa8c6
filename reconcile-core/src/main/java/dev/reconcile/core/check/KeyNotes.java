package dev.reconcile.core.check;

import dev.reconcile.core.check.KeyUsed.Origin;
import dev.reconcile.core.check.Note.Level;
import dev.reconcile.core.check.Note.Topic;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableKind;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.core.table.UniqueKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be said of the key of a pair. */
final class KeyNotes {

    private KeyNotes() {}

    static List<Note> of(
            KeyUsed key, ComparisonPlan plan, TablePair pair, TableDescription source, TableDescription target) {
        if (key.origin() == Origin.NONE) {
            boolean wanted = !pair.key().isEmpty() || source.identifyingKey().isPresent();
            // Of a key that cannot be used the plan warns itself.
            return wanted
                    ? List.of()
                    : List.of(note("There is no key: rows are told apart by all their values, and those that differ can"
                            + " neither be named nor looked up again. If some columns tell rows apart, name them as the pair's"
                            + " key in the settings."));
        }
        List<ColumnPair> columns = plan.pairs().subList(0, plan.key().size());
        List<Note> notes = new ArrayList<>();
        if (key.origin() == Origin.SETTINGS) {
            lacking("source", source, key.columns()).ifPresent(notes::add);
        }
        lacking("target", target, columns.stream().map(c -> c.target().name()).toList())
                .ifPresent(notes::add);
        return notes;
    }

    /** That nothing keeps a table from holding a key twice, unless it is a view or the like, which has no keys. */
    private static Optional<Note> lacking(String side, TableDescription table, List<String> columns) {
        boolean mayHaveKeys = table.kind() == TableKind.TABLE || table.kind() == TableKind.PARTITIONED_TABLE;
        Set<String> ofKey = new HashSet<>(columns);
        boolean unique = table.uniqueKeys().stream().anyMatch(key -> ofKey.containsAll(key.columns()));
        if (!mayHaveKeys || unique) {
            return Optional.empty();
        }
        String own = table.uniqueKeys().stream()
                .filter(UniqueKey::primary)
                .findFirst()
                .map(primary -> "; its primary key is (" + String.join(", ", primary.columns()) + ")")
                .orElse("");
        return Optional.of(note("The " + side + "'s " + table.name() + " has no unique key over ("
                + String.join(", ", columns) + ")" + own
                + ": rows may be there twice, and without an index each look at rows that differ reads the whole"
                + " table."));
    }

    private static Note note(String text) {
        return new Note(Level.WARNS, Topic.KEY, text);
    }
}
