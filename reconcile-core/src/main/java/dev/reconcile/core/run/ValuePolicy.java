package dev.reconcile.core.run;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.table.TablePair;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which values of one table pair's rows leave the comparison. They are held back here and nowhere else: what nobody is
 * given nobody can forget to hide.
 */
final class ValuePolicy {

    private final List<String> columns;
    private final Set<String> masked;
    private final int keyColumns;
    private final ShownValues shown;

    ValuePolicy(TablePair pair, ComparisonPlan plan, ShownValues shown) {
        this.columns = plan.comparedColumns();
        this.masked = plan.pairs().stream()
                .filter(column -> pair.columns().masks(column.source().name())
                        || pair.columns().masks(column.target().name()))
                .map(column -> column.source().name())
                .collect(Collectors.toSet());
        this.keyColumns = plan.key().size();
        this.shown = shown;
    }

    /** What a listener is given: everything but the values of masked columns. */
    RowDifference told(RowDifference difference) {
        return masked.isEmpty() ? difference : difference.masking(masked, columns);
    }

    /** The value of a column, named as on the source, unless it is masked. */
    Value told(String column, Value value) {
        return masked.contains(column) ? Value.Hidden.HIDDEN : value;
    }

    /** What the report keeps of a difference that a listener was given. */
    RowDifference kept(RowDifference told) {
        RowDifference excerpt = shown.of(told, keyColumns).excerpt();
        return keyColumns == 0 ? excerpt.excerptOfKey() : excerpt;
    }
}
