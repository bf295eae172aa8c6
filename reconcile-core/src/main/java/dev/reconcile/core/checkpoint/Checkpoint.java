package dev.reconcile.core.checkpoint;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * How far a run has come. It holds keys of rows, and what the report of a table holds.
 *
 * @param runId identifies the run, also when it goes on
 * @param start when it began: the age of rows is counted from there
 * @param about what the run is of, each setting under the name by which a person knows it; a run of anything else does not go
 *     on from here
 * @param tables how far each table pair has come, by the pair's text; a pair that has not begun is not there
 */
public record Checkpoint(String runId, Instant start, Map<String, String> about, Map<String, TableProgress> tables) {

    public Checkpoint {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(start, "start");
        about = Map.copyOf(about);
        tables = Map.copyOf(tables);
    }
}
