package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ColumnPair;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.finding.RowDifference.ChangedColumn;
import dev.reconcile.core.finding.RowDifference.Confirmation;
import dev.reconcile.core.finding.RowDifference.Copies;
import dev.reconcile.core.finding.RowDifference.Kind;
import dev.reconcile.core.finding.RowDifference.NamedValue;
import dev.reconcile.core.run.KeyLookup.FoundRow;
import dev.reconcile.core.run.RowVersions.Partners;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how the rows of one key differ. */
final class RowPairing {

    private final ComparisonPlan plan;

    RowPairing(ComparisonPlan plan) {
        this.plan = plan;
    }

    /**
     * The differences between the rows of one key: each source row without a partner is set against a target row without
     * one, and what is left then is missing or extra.
     *
     * @param source in the order of their hashes
     * @param target likewise
     * @param partners which of them agree
     */
    List<RowDifference> differences(
            List<FoundRow> source, List<FoundRow> target, Partners partners, Confirmation confirmation) {
        List<FoundRow> onlySource = among(source, partners.source());
        List<FoundRow> onlyTarget = among(target, partners.target());
        Map<RowHash, Long> inSource = source.stream()
                .collect(Collectors.groupingBy(row -> row.version().hash(), Collectors.counting()));
        List<RowDifference> differences = new ArrayList<>();
        int both = Math.min(onlySource.size(), onlyTarget.size());
        for (int i = 0; i < both; i++) {
            List<Value> from = onlySource.get(i).values();
            List<Value> to = onlyTarget.get(i).values();
            Copies copies = copies(copiesOf(onlySource.get(i), inSource), copiesOf(onlyTarget.get(i), inSource));
            differences.add(
                    new RowDifference(Kind.CHANGED, key(from), changed(from, to), 1, confirmation, from, to, copies));
        }
        for (FoundRow row : onlySource.subList(both, onlySource.size())) {
            differences.add(missing(row.values(), 1, confirmation, copiesOf(row, inSource)));
        }
        for (FoundRow row : onlyTarget.subList(both, onlyTarget.size())) {
            differences.add(extra(row.values(), 1, confirmation, copiesOf(row, inSource)));
        }
        return differences;
    }

    private static long copiesOf(FoundRow row, Map<RowHash, Long> inSource) {
        return inSource.getOrDefault(row.version().hash(), 0L);
    }

    /** Where rows that are only near each other count as equal, the number of equal ones says nothing. */
    private @Nullable Copies copies(long ofSourceRow, long ofTargetRow) {
        return plan.tolerantColumns().isEmpty() ? new Copies(ofSourceRow, ofTargetRow) : null;
    }

    private static List<FoundRow> among(List<FoundRow> rows, BitSet which) {
        return which.stream().mapToObj(rows::get).toList();
    }

    /**
     * A row that the source has so many times more.
     *
     * @param copies how often the source has it; null where nobody counted
     */
    RowDifference missing(List<Value> row, long occurrences, Confirmation confirmation, @Nullable Long copies) {
        return new RowDifference(
                Kind.MISSING,
                key(row),
                List.of(),
                occurrences,
                confirmation,
                row,
                List.of(),
                copies == null ? null : copies(copies, 0));
    }

    /**
     * A row that the target has so many times more.
     *
     * @param copies how often the source has it; null where nobody counted
     */
    RowDifference extra(List<Value> row, long occurrences, Confirmation confirmation, @Nullable Long copies) {
        return new RowDifference(
                Kind.EXTRA,
                key(row),
                List.of(),
                occurrences,
                confirmation,
                List.of(),
                row,
                copies == null ? null : copies(0, copies));
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
            if (!pair.agree(source.get(i), target.get(i))) {
                changed.add(new ChangedColumn(pair.source().name(), source.get(i), target.get(i)));
            }
        }
        return changed;
    }
}
