package dev.reconcile.core.run;

import dev.reconcile.core.port.CheckpointStore;
import java.util.Map;
import java.util.Objects;

/**
 * How tables are compared a part at a time, each run another part.
 *
 * @param runs in about how many runs each key is compared once, at least 2
 * @param wholeUpTo tables of so many rows are compared whole in each run, at least 0
 * @param store where it is kept what was compared when
 * @param about what the runs are of, as in {@link Checkpointing}
 */
public record Scrubbing(int runs, long wholeUpTo, CheckpointStore store, Map<String, String> about) {

    public Scrubbing {
        Objects.requireNonNull(store, "store");
        about = Map.copyOf(about);
        if (runs < 2) {
            throw new IllegalArgumentException("A table has at least 2 parts, not " + runs + ".");
        }
    }

    /** A scrub that compares tables of up to 10,000 rows whole in each run. */
    public Scrubbing(int runs, CheckpointStore store, Map<String, String> about) {
        this(runs, SmallTable.MOST_ROWS, store, about);
    }
}
