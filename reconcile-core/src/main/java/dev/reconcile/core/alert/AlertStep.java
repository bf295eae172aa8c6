package dev.reconcile.core.alert;

import java.util.Objects;
import java.util.Optional;

/**
 * Something to tell, and what is remembered of it afterwards.
 *
 * @param alert what to tell; empty where a problem ends that nobody asks about any more
 * @param before what was remembered; empty where nothing was
 * @param after what is; empty where the problem is over
 */
public record AlertStep(Optional<Alert> alert, Optional<OpenAlert> before, Optional<OpenAlert> after) {

    public AlertStep {
        Objects.requireNonNull(alert, "alert");
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("Nothing changes.");
        }
    }

    /** A problem that nobody asks about any more. */
    public static AlertStep forget(OpenAlert open) {
        return new AlertStep(Optional.empty(), Optional.of(open), Optional.empty());
    }

    /** Which problem it is about. */
    public OpenAlert.Key key() {
        return after.or(() -> before).orElseThrow().key();
    }
}
