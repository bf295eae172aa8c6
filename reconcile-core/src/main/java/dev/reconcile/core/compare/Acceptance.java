package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.UnreadableValueException;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.TableDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Accepted differences, understood by the columns of the tables that they are about.
 *
 * @param entry as it was written
 * @param keyTypes the forms in which the key's columns are compared
 * @param keys the canonical keys of the rows that are meant; empty for rows of any key
 * @param columns the columns whose changes are accepted, as the source spells them; empty for any
 */
public record Acceptance(
        AcceptedDifference entry, List<CanonicalType> keyTypes, Set<String> keys, Set<String> columns) {

    public Acceptance {
        Objects.requireNonNull(entry, "entry");
        keyTypes = List.copyOf(keyTypes);
        keys = Set.copyOf(keys);
        columns = Set.copyOf(columns);
    }

    /**
     * Understands an entry.
     *
     * @param key the pairs of the key's columns, in key order; empty where the tables have no key
     * @throws UnusablePairException if it names a column that the source lacks, or has a key or a filter that does not fit
     */
    static Acceptance of(AcceptedDifference entry, TableDescription source, List<ColumnPair> key) {
        Set<String> columns = new HashSet<>();
        for (String name : entry.columns()) {
            columns.add(RequiredColumn.of(name, source, "accept changes of column " + name + " (" + entry.name() + ")")
                    .name());
        }
        if (key.isEmpty() && (entry.hasFilter() || !entry.keys().isEmpty())) {
            throw new UnusablePairException(entry.name() + " tells rows by "
                    + (entry.hasFilter() ? "a filter, which is asked of them by their keys" : "their keys") + ", but "
                    + source.name() + " has no key in common with the target. Name the pair's key, or take the entry"
                    + " out.");
        }
        List<CanonicalType> types = key.stream().map(ColumnPair::type).toList();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < entry.keys().size(); i++) {
            String place = "key " + (i + 1) + " of " + entry.name();
            keys.add(RowEncoder.frameOf(keyValues(entry.keys().get(i), place, source, key), types));
        }
        return new Acceptance(entry, types, keys, columns);
    }

    private static List<Value> keyValues(
            Map<String, String> written, String place, TableDescription source, List<ColumnPair> key) {
        List<Value> values = new ArrayList<>();
        for (ColumnPair column : key) {
            List<String> texts = written.entrySet().stream()
                    .filter(named -> source.column(named.getKey())
                            .filter(column.source()::equals)
                            .isPresent())
                    .map(Map.Entry::getValue)
                    .toList();
            if (texts.size() != 1 || written.size() != key.size()) {
                throw new UnusablePairException("The key of " + source.name() + " is ("
                        + String.join(
                                ", ", key.stream().map(k -> k.source().name()).toList()) + "), but "
                        + place + " names ("
                        + String.join(", ", written.keySet().stream().sorted().toList())
                        + "). Give exactly the key's columns, or a filter.");
            }
            values.add(value(texts.get(0), column, place, source));
        }
        return values;
    }

    private static Value value(String text, ColumnPair column, String place, TableDescription source) {
        try {
            return column.typed(text);
        } catch (UnreadableValueException e) {
            throw new UnusablePairException(source.name() + ": " + place + " does not fit: " + column.source()
                    + " must be " + e.expected() + ".");
        }
    }

    /** Whether the entry is about such a difference, if its filter does not say no. */
    public boolean covers(RowDifference difference) {
        return entry.kinds().contains(difference.kind())
                && (columns.isEmpty()
                        || difference.columns().stream()
                                .map(ChangedColumn::column)
                                .allMatch(columns::contains))
                && (keys.isEmpty() || keys.contains(keyOf(difference)));
    }

    private String keyOf(RowDifference difference) {
        return RowEncoder.frameOf(
                difference.key().stream().map(NamedValue::value).toList(), keyTypes);
    }
}
