package dev.reconcile.core.table;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** From when on rows count as changed. */
public sealed interface Since {

    /**
     * The point in time.
     *
     * @param start when the run began
     */
    Instant from(Instant start);

    /** A point in time. */
    record At(Instant time) implements Since {

        public At {
            Objects.requireNonNull(time, "time");
        }

        @Override
        public Instant from(Instant start) {
            return time;
        }
    }

    /**
     * So long before the run, from the beginning of that minute on.
     *
     * @param time more than zero
     */
    record Ago(Duration time) implements Since {

        public Ago {
            Objects.requireNonNull(time, "time");
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("Rows cannot have been changed since " + time + " before the run.");
            }
        }

        @Override
        public Instant from(Instant start) {
            return start.minus(time).truncatedTo(ChronoUnit.MINUTES);
        }
    }
}
