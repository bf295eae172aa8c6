package dev.reconcile.metrics;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.TableState.Condition;
import java.util.ArrayList;
import java.util.List;

/** What is known of one table from all runs, in numbers. */
final class TableKnowledge {

    private TableKnowledge() {}

    static List<Sample> of(TableState state) {
        PairName pair = state.pair();
        List<String> labels = List.of(pair.job(), pair.source(), pair.target());
        List<Sample> samples = new ArrayList<>();
        for (Condition condition : Condition.values()) {
            List<String> all = new ArrayList<>(labels);
            all.add(TableResult.word(condition));
            samples.add(new Sample(Metric.TABLE_CONDITION, all, state.condition() == condition ? 1 : 0));
        }
        Severity severity = state.severity();
        if (severity != null) {
            samples.add(new Sample(Metric.TABLE_KNOWN_SEVERITY, labels, TableResult.rank(severity)));
        } else if (state.condition() == Condition.IN_SYNC) {
            samples.add(new Sample(Metric.TABLE_KNOWN_SEVERITY, labels, 0));
        }
        return samples;
    }
}
