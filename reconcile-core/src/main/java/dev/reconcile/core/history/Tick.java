package dev.reconcile.core.history;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time at which a schedule wanted a job to run, and what became of it. Each has an account, also where no run came of it.
 *
 * @param job the job's name
 * @param due the time that was meant
 * @param outcome what became of it
 * @param noted when that was noted
 * @param run the run that came of it; null where none did
 * @param reason why none did, or why it came late; empty where there is nothing to say
 */
public record Tick(
        String job,
        Instant due,
        Outcome outcome,
        Instant noted,
        @Nullable String run,
        String reason) {

    public Tick {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(noted, "noted");
        Objects.requireNonNull(reason, "reason");
    }

    /** What became of a time that was due. */
    public enum Outcome {
        /** A run began for it. */
        RAN,
        /** One run began late for it and for others before it, since no process was there at their time. */
        MISSED,
        /** The run before it was still going on. */
        OVERLAPPED,
        /** The schedule was paused. */
        PAUSED
    }
}
