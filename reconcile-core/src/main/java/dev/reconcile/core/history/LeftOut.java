package dev.reconcile.core.history;

import java.time.Instant;
import java.util.Objects;

/**
 * Since when the runs of a job no longer hold a pair of tables, for the settings or their patterns no longer mean it.
 *
 * @param since when the first run of the whole job ended that did not hold it
 * @param run that run
 */
public record LeftOut(Instant since, String run) {

    public LeftOut {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(run, "run");
    }
}
