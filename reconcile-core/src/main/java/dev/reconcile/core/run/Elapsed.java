package dev.reconcile.core.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time that has passed since it was made, by a clock that may be set back: then it stands still for a moment. */
final class Elapsed {

    private final InstantSource clock;
    private Instant last;
    private Duration elapsed = Duration.ZERO;

    Elapsed(InstantSource clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Never less than before. */
    synchronized Duration now() {
        Instant instant = clock.instant();
        if (instant.isAfter(last)) {
            elapsed = elapsed.plus(Duration.between(last, instant));
        }
        last = instant;
        return elapsed;
    }
}
