package dev.reconcile.core.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How long something has taken so far.
 *
 * @param clock tells the time
 * @param start when it began
 */
record Stopwatch(InstantSource clock, Instant start) {

    /** One that starts now. */
    static Stopwatch started(InstantSource clock) {
        return new Stopwatch(clock, clock.instant());
    }

    /** The day in UTC on which it began. */
    LocalDate day() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    /** The time since the start, in milliseconds; 0 where the clock was set back meanwhile. */
    long milliseconds() {
        return millisecondsUntil(clock.instant());
    }

    /** The time from the start until then, in milliseconds; 0 where then is earlier. */
    long millisecondsUntil(Instant end) {
        return Math.max(0, Duration.between(start, end).toMillis());
    }
}
