package dev.reconcile.core.run;

import dev.reconcile.core.canonical.CanonicalType;
import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.key.SoughtKey;
import dev.reconcile.core.run.KeyLookup.FoundRow;
import dev.reconcile.core.table.AcceptedDifference;
import dev.reconcile.core.table.RowFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the databases which of the rows that differ satisfy a filter: each side looks the rows up by their keys twice,
 * without the filter and with it. A row satisfies it that is still what it was, if each row of its key does. What cannot be
 * decided so does not.
 */
final class FilterLooks {

    private final ComparisonPlan plan;
    private final List<CanonicalType> keyTypes;
    private final Function<RowFilter, KeyLookup> source;
    private final Function<RowFilter, KeyLookup> target;

    /**
     * Filters of the rows of one pair.
     *
     * @param source looks source rows up that satisfy a condition beside the pair's own
     * @param target the same for the target
     */
    FilterLooks(ComparisonPlan plan, Function<RowFilter, KeyLookup> source, Function<RowFilter, KeyLookup> target) {
        this.plan = plan;
        this.keyTypes = plan.identifyingTypes();
        this.source = source;
        this.target = target;
    }

    /** Those of the differences of which each side's row, where the side has one, satisfies the entry's filter. */
    List<RowDifference> satisfying(AcceptedDifference entry, List<RowDifference> differences) {
        if (!entry.hasFilter() || differences.isEmpty()) {
            return differences;
        }
        Answers ofSource = ask(
                entry,
                source,
                entry.sourceFilter(),
                differences.stream().map(RowDifference::sourceRow).toList(),
                plan::soughtInSource);
        Answers ofTarget = ask(
                entry,
                target,
                entry.targetFilter(),
                differences.stream().map(RowDifference::targetRow).toList(),
                plan::soughtInTarget);
        return differences.stream()
                .filter(difference ->
                        ofSource.holdsOf(difference.sourceRow()) && ofTarget.holdsOf(difference.targetRow()))
                .toList();
    }

    private Answers ask(
            AcceptedDifference entry,
            Function<RowFilter, KeyLookup> lookup,
            RowFilter filter,
            List<List<Value>> rows,
            Function<List<Value>, SoughtKey> sought) {
        List<List<Value>> keys = new ArrayList<>();
        for (List<Value> row : rows) {
            if (!row.isEmpty()) {
                keys.add(keyOf(row));
            }
        }
        if (keys.isEmpty()) {
            return new Answers(Map.of(), Map.of());
        }
        Set<String> wanted =
                keys.stream().map(key -> RowEncoder.frameOf(key, keyTypes)).collect(Collectors.toSet());
        List<SoughtKey> conditions = keys.stream().map(sought).toList();
        return new Answers(
                lookup.apply(RowFilter.none()).find(conditions, wanted),
                FilterRehearsal.naming(entry, () -> lookup.apply(filter).find(conditions, wanted)));
    }

    private List<Value> keyOf(List<Value> row) {
        return row.subList(0, keyTypes.size());
    }

    /** What one side answered: its rows by their keys, all of them and those that satisfy the filter. */
    private final class Answers {

        private final Map<String, List<FoundRow>> all;
        private final Map<String, List<FoundRow>> satisfying;

        Answers(Map<String, List<FoundRow>> all, Map<String, List<FoundRow>> satisfying) {
            this.all = all;
            this.satisfying = satisfying;
        }

        /** Whether the filter holds of this row; it does of a row that the side does not have. */
        boolean holdsOf(List<Value> row) {
            if (row.isEmpty()) {
                return true;
            }
            String key = RowEncoder.frameOf(keyOf(row), keyTypes);
            List<FoundRow> ofKey = all.getOrDefault(key, List.of());
            return ofKey.stream().anyMatch(found -> found.values().equals(row))
                    && KeyLookup.version(ofKey).equals(KeyLookup.version(satisfying.getOrDefault(key, List.of())));
        }
    }
}
