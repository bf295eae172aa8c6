package dev.reconcile.app;

import dev.reconcile.core.schedule.Timetable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When the runs of a job are due.
 *
 * @param timetable empty where none is given: then the job runs when it is told to
 * @param runNow whether it runs once at the start, too
 * @param stopTime how long a run may take to end once it is told to, at least 1 s
 * @param metricsPort where metrics are offered; empty where they are not, 0 for a free port
 * @param metricsAddress the address for that
 */
public record ScheduleSettings(
        Optional<Timetable> timetable,
        boolean runNow,
        Duration stopTime,
        OptionalInt metricsPort,
        String metricsAddress) {

    public ScheduleSettings {
        Objects.requireNonNull(timetable, "timetable");
        Objects.requireNonNull(stopTime, "stopTime");
        Objects.requireNonNull(metricsAddress, "metricsAddress");
    }
}
