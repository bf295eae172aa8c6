package dev.reconcile.app.job;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that somebody wants.
 *
 * @param id what it is called
 * @param job the name of the job
 * @param trigger what wants it
 * @param due for which time a schedule meant it; null where none did
 * @param resumes the interrupted run that it goes on with; null where it begins anew
 * @param choice what it is to do otherwise than the job's settings say
 */
public record RunRequest(
        String id,
        String job,
        Trigger trigger,
        @Nullable Instant due,
        @Nullable String resumes,
        RunChoice choice) {

    public RunRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(choice, "choice");
    }

    /** A run that is as the job's settings say. */
    public RunRequest(String id, String job, Trigger trigger, @Nullable Instant due, @Nullable String resumes) {
        this(id, job, trigger, due, resumes, RunChoice.NONE);
    }

    /** A run that somebody asked the HTTP service for, now. */
    public static RunRequest asked(String job, RunChoice choice) {
        return new RunRequest(
                UUID.randomUUID().toString(),
                job,
                choice.isNone() ? Trigger.REQUEST : Trigger.REQUEST_FOR_PART,
                null,
                null,
                choice);
    }

    /** A run of a job, now. */
    public static RunRequest of(String job, Trigger trigger) {
        return new RunRequest(UUID.randomUUID().toString(), job, trigger, null, null);
    }

    /** A run of a job whose time has come. */
    public static RunRequest due(String job, Instant time) {
        return new RunRequest(UUID.randomUUID().toString(), job, Trigger.SCHEDULE, time, null);
    }

    /**
     * How it begins.
     *
     * @param goesOn whether it leaves behind what another can go on with, where it is interrupted
     */
    public RunStart start(Instant now, boolean goesOn) {
        return new RunStart(id, job, trigger, now, due, resumes, goesOn);
    }

    /** The same run, which goes on with one that was interrupted. */
    public RunRequest resuming(String run) {
        return new RunRequest(id, job, trigger, due, run, choice);
    }
}
