package dev.reconcile.core.history;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of the times at which a job was due.
 *
 * @param job the job's name
 * @param paused whether its schedule is paused
 * @param times the last of them, the newest first
 */
public record DueTimes(String job, boolean paused, List<DueTime> times) {

    public DueTimes {
        Objects.requireNonNull(job, "job");
        times = List.copyOf(times);
    }

    /** Those of which no run came, or one late, or one that did not come to its end. */
    public List<DueTime> amiss() {
        return times.stream().filter(DueTime::isAmiss).toList();
    }

    /**
     * One of them.
     *
     * @param tick its account
     * @param run how far its run has come; null where none came of it, or it is no longer remembered
     */
    public record DueTime(Tick tick, @Nullable RunState run) {

        public DueTime {
            Objects.requireNonNull(tick, "tick");
        }

        /** Whether it did not simply run. */
        public boolean isAmiss() {
            return tick.outcome() != Tick.Outcome.RAN || isBrokenOff();
        }

        /** What became of it, in a word: that of its run where one began in time and did not come to its end. */
        public String word() {
            return isBrokenOff() && run != null && tick.outcome() == Tick.Outcome.RAN
                    ? run.name()
                    : tick.outcome().name();
        }

        private boolean isBrokenOff() {
            return run == RunState.INTERRUPTED || run == RunState.FAILED || run == RunState.CANCELLED;
        }
    }
}
