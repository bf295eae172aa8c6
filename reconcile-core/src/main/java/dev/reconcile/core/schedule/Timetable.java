package dev.reconcile.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/** The times at which something is due. They depend on nothing but the timetable: a restart shifts none of them. */
public sealed interface Timetable {

    /**
     * The first time that is due after another.
     *
     * @return later than {@code time}; empty where there is none any more
     */
    Optional<Instant> next(Instant time);

    /**
     * Again and again after the same time, counted from the beginning of 1970 in UTC: every six hours is at midnight, six,
     * noon and six in UTC.
     *
     * @param interval a whole number of seconds, at least 1
     */
    record Every(Duration interval) implements Timetable {

        public Every {
            if (interval.compareTo(Duration.ofSeconds(1)) < 0
                    || !interval.equals(Duration.ofSeconds(interval.toSeconds()))) {
                throw new IllegalArgumentException("An interval is a whole number of seconds, not " + interval + ".");
            }
        }

        @Override
        public Optional<Instant> next(Instant time) {
            long seconds = interval.toSeconds();
            return Optional.of(Instant.ofEpochSecond((Math.floorDiv(time.getEpochSecond(), seconds) + 1) * seconds));
        }

        @Override
        public String toString() {
            return "every " + interval.toSeconds() + " s";
        }
    }

    /**
     * As a crontab says it, in a time zone.
     *
     * @param expression when
     * @param zone by whose clocks
     */
    record Crontab(UnixCron expression, ZoneId zone) implements Timetable {

        public Crontab {
            Objects.requireNonNull(expression, "expression");
            Objects.requireNonNull(zone, "zone");
        }

        @Override
        public Optional<Instant> next(Instant time) {
            return expression.next(time, zone);
        }

        @Override
        public String toString() {
            return expression + " (" + zone + ")";
        }
    }
}
