package dev.reconcile.metrics;

import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job from before this process began.
 *
 * @param job its name
 * @param lastSuccess when a run of it passed last; null where none is known to have
 * @param lastRun its newest run that ended; null where none is known to have
 * @param tables the tables that it has
 */
public record EarlierJob(
        String job, @Nullable Instant lastSuccess, @Nullable RunEntry lastRun, List<Table> tables) {

    public EarlierJob {
        Objects.requireNonNull(job, "job");
        if (lastRun != null && (lastRun.state() == RunState.RUNNING || lastRun.end() == null)) {
            throw new IllegalArgumentException("The last run has ended.");
        }
        tables = List.copyOf(tables);
    }

    /**
     * What is known of one table.
     *
     * @param result what its newest run said
     * @param lastChecked when a run could last tell whether it is in sync; null where that is not known
     * @param lastMatch when it matched last; null where that is not known
     */
    public record Table(
            TableEntry result,
            @Nullable Instant lastChecked,
            @Nullable Instant lastMatch) {

        public Table {
            Objects.requireNonNull(result, "result");
        }
    }
}
