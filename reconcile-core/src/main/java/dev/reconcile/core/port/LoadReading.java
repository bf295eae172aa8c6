package dev.reconcile.core.port;

import java.util.Objects;

/** What a database says about how busy it is. */
public sealed interface LoadReading {

    /**
     * It says so much.
     *
     * @param value in the measure's unit, at least 0
     */
    record Known(long value) implements LoadReading {

        public Known {
            if (value < 0) {
                throw new IllegalArgumentException("No load is below 0: " + value + ".");
            }
        }
    }

    /**
     * It does not say. That is never taken for a low value.
     *
     * @param reason why not and what would help, as sentences
     */
    record Unknown(String reason) implements LoadReading {

        public Unknown {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
