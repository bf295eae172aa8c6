package dev.reconcile.core.history;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run that begins.
 *
 * @param id identifies it
 * @param job the job's name
 * @param trigger what began it
 * @param start when
 * @param due for which time its schedule meant it; null where no schedule did
 * @param resumes the interrupted run that it goes on with; null where it begins anew
 * @param goesOn whether a run that is interrupted leaves behind what another can go on with
 */
public record RunStart(
        String id,
        String job,
        Trigger trigger,
        Instant start,
        @Nullable Instant due,
        @Nullable String resumes,
        boolean goesOn) {

    public RunStart {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(start, "start");
    }
}
