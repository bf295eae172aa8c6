package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowEncoder;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.run.KeyLookup.FoundRow;
import dev.reconcile.core.run.SideWork.Both;
import java.util.ArrayList;
import java.util.List;

/** Says how the rows of one key differ. */
final class RowPairing {

    private final ComparisonPlan plan;

    RowPairing(ComparisonPlan plan) {
        this.plan = plan;
    }

    /**
     * The differences between the rows that both sides have of one key. Equal rows cancel out; of those left each source
     * row is set against a target row, and what has no partner is missing or extra.
     *
     * @param source in the order of their hashes
     * @param target likewise
     */
    List<RowDifference> differences(List<FoundRow> source, List<FoundRow> target, Confirmation confirmation) {
        List<FoundRow> onlySource = without(source, target);
        List<FoundRow> onlyTarget = without(target, source);
        List<RowDifference> differences = new ArrayList<>();
        int both = Math.min(onlySource.size(), onlyTarget.size());
        for (int i = 0; i < both; i++) {
            List<Value> from = onlySource.get(i).values();
            List<Value> to = onlyTarget.get(i).values();
            differences.add(new RowDifference(Kind.CHANGED, key(from), changed(from, to), 1, confirmation, from, to));
        }
        for (FoundRow row : onlySource.subList(both, onlySource.size())) {
            differences.add(missing(row.values(), 1, confirmation));
        }
        for (FoundRow row : onlyTarget.subList(both, onlyTarget.size())) {
            differences.add(extra(row.values(), 1, confirmation));
        }
        return differences;
    }

    /** The rows of one key that both sides have, each source row beside the target row that is equal to it. */
    static List<Both<FoundRow, FoundRow>> agreeing(List<FoundRow> source, List<FoundRow> target) {
        List<FoundRow> left = new ArrayList<>(target);
        List<Both<FoundRow, FoundRow>> agreeing = new ArrayList<>();
        for (FoundRow row : source) {
            left.stream()
                    .filter(other -> other.hash().equals(row.hash()))
                    .findFirst()
                    .ifPresent(other -> {
                        left.remove(other);
                        agreeing.add(new Both<>(row, other));
                    });
        }
        return agreeing;
    }

    /** A row that only the source has, so many times. */
    RowDifference missing(List<Value> row, long occurrences, Confirmation confirmation) {
        return new RowDifference(Kind.MISSING, key(row), List.of(), occurrences, confirmation, row, List.of());
    }

    /** A row that only the target has, so many times. */
    RowDifference extra(List<Value> row, long occurrences, Confirmation confirmation) {
        return new RowDifference(Kind.EXTRA, key(row), List.of(), occurrences, confirmation, List.of(), row);
    }

    /** The identifying columns with these values. */
    private List<NamedValue> key(List<Value> values) {
        int columns = plan.key().isEmpty() ? plan.pairs().size() : plan.key().size();
        List<NamedValue> key = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            key.add(new NamedValue(plan.pairs().get(i).source().name(), values.get(i)));
        }
        return key;
    }

    private List<ChangedColumn> changed(List<Value> source, List<Value> target) {
        List<ChangedColumn> changed = new ArrayList<>();
        for (int i = 0; i < plan.pairs().size(); i++) {
            ColumnPair pair = plan.pairs().get(i);
            if (!same(source.get(i), target.get(i), pair)) {
                changed.add(new ChangedColumn(pair.source().name(), source.get(i), target.get(i)));
            }
        }
        return changed;
    }

    private static boolean same(Value source, Value target, ColumnPair pair) {
        return source.equals(target)
                || RowEncoder.frameOf(List.of(source), List.of(pair.type()))
                        .equals(RowEncoder.frameOf(List.of(target), List.of(pair.type())));
    }

    private static List<FoundRow> without(List<FoundRow> rows, List<FoundRow> others) {
        List<RowHash> unmatched = new ArrayList<>(KeyLookup.version(others));
        return rows.stream().filter(row -> !unmatched.remove(row.hash())).toList();
    }
}
