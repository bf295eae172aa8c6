package dev.reconcile.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a job from before this process began.
 *
 * @param job its name
 * @param lastSuccess when a run of it passed last; null where none is known to have
 * @param tables the tables of its newest run
 */
public record EarlierJob(String job, @Nullable Instant lastSuccess, List<Table> tables) {

    public EarlierJob {
        Objects.requireNonNull(job, "job");
        tables = List.copyOf(tables);
    }

    /**
     * What is known of one table.
     *
     * @param source the source table as reports name it
     * @param target the target table as reports name it
     * @param lastChecked when a run could last tell whether it is in sync; null where that is not known
     * @param lastMatch when it matched last; null where that is not known
     */
    public record Table(
            String source,
            String target,
            @Nullable Instant lastChecked,
            @Nullable Instant lastMatch) {

        public Table {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }
}
