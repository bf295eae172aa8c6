package dev.reconcile.app.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The schedules of a process's jobs. Safe for use by several threads. */
public interface Schedules {

    /** What is known of each job's schedule at this moment, in the order of the settings. */
    List<State> list();

    /**
     * Has no run of a job begin when one is due, until {@link #resume}. A run that is going on is let end. Outlives this
     * process, where there is a history.
     *
     * @throws NoSuchJobException if there is no such job
     */
    void pause(String job);

    /**
     * Ends a pause; what was due meanwhile is not made up for.
     *
     * @throws NoSuchJobException if there is no such job
     */
    void resume(String job);

    /**
     * Has a job run now, also where its schedule is paused; when it has ended where it runs already.
     *
     * @throws NoSuchJobException if there is no such job
     */
    void trigger(String job);

    /**
     * A job's schedule at one moment.
     *
     * @param job the job's name
     * @param timetable when it is due, for a person; empty where it runs only when it is told to
     * @param next when it is due next; null where it is not
     * @param paused whether nothing comes of that
     * @param running whether the job runs in this process
     */
    record State(String job, String timetable, @Nullable Instant next, boolean paused, boolean running) {

        public State {
            Objects.requireNonNull(job, "job");
            Objects.requireNonNull(timetable, "timetable");
        }
    }

    /** There is no job of a name. */
    final class NoSuchJobException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        /** @param known the names that there are */
        public NoSuchJobException(List<String> known) {
            super("There is no such job. There are " + String.join(", ", known) + ".");
        }
    }
}
