package dev.reconcile.core.run;

import dev.reconcile.core.port.CheckpointStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Where a run keeps how far it has come.
 *
 * @param store where
 * @param about what the run is of, each setting that its results depend on under the name by which a person knows it; an
 *     earlier run of anything else is not gone on with
 * @param interval the least time between two writes, at least 0: what was read since the last one is read again
 * @param keptValues which values of rows are kept beside their keys, where the store keeps rows at all
 */
public record Checkpointing(
        CheckpointStore store, Map<String, String> about, Duration interval, ShownValues keptValues) {

    public Checkpointing {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(keptValues, "keptValues");
        about = Map.copyOf(about);
    }
}
