package dev.reconcile.core.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For how long at least one of several reads was running. Safe for use by several threads. */
final class BusyTime {

    private final InstantSource clock;
    private Duration before;
    private int running;
    private @Nullable Instant since;

    /** @param before for how many milliseconds it was in an earlier run */
    BusyTime(InstantSource clock, long before) {
        this.clock = clock;
        this.before = Duration.ofMillis(before);
    }

    /** Does the work, which counts. */
    <T> T of(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (running++ == 0) {
            since = clock.instant();
        }
    }

    private synchronized void end() {
        if (--running == 0) {
            before = soFar();
            since = null;
        }
    }

    /** Until now. */
    synchronized long milliseconds() {
        return soFar().toMillis();
    }

    private Duration soFar() {
        return since == null ? before : before.plus(Duration.between(since, clock.instant()));
    }
}
