package dev.reconcile.core.history;

import dev.reconcile.core.report.Status;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as the history knows it.
 *
 * @param start how it began
 * @param state how far it has come
 * @param status what it said as a whole; null where it has not
 * @param end when it ended; for an interrupted run when that was noticed, null while it runs
 * @param summary what there is to say of it; empty while it runs
 * @param tables how many tables have a result by now
 * @param matched how many of them match
 * @param mismatched how many of them differ
 * @param inconclusive how many of them could not be compared completely
 * @param errored how many of them failed
 */
public record RunEntry(
        RunStart start,
        RunState state,
        @Nullable Status status,
        @Nullable Instant end,
        String summary,
        int tables,
        int matched,
        int mismatched,
        int inconclusive,
        int errored) {

    public RunEntry {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(summary, "summary");
    }

    /** Identifies it. */
    public String id() {
        return start.id();
    }
}
