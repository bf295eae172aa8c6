package dev.reconcile.core.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered, for a person who asks.
 *
 * @param timestamp when it was asked for
 * @param table the table that was asked about, as the person named it; null for all
 * @param states what is known of each pair that is meant, ordered by job, source and target
 * @param openFindings how many findings of each of them are open
 * @param results the last results of each, the newest first
 * @param runs the last runs; none where a table was asked about
 * @param schedules what became of the times at which jobs were due, ordered by their names; none where a table was asked about
 * @param findings findings of the table, those seen last first; none where no table was asked about
 */
public record HistoryReport(
        Instant timestamp,
        @Nullable String table,
        List<TableState> states,
        Map<PairName, Long> openFindings,
        Map<PairName, List<TableEntry>> results,
        Page<RunEntry> runs,
        List<DueTimes> schedules,
        Page<Finding> findings) {

    public HistoryReport {
        Objects.requireNonNull(timestamp, "timestamp");
        states = List.copyOf(states);
        openFindings = Map.copyOf(openFindings);
        results = Map.copyOf(results);
        Objects.requireNonNull(runs, "runs");
        schedules = List.copyOf(schedules);
        Objects.requireNonNull(findings, "findings");
    }

    /** Whether nothing is known of what was asked for. */
    public boolean isEmpty() {
        return states.isEmpty() && runs.items().isEmpty() && schedules.isEmpty();
    }
}
