package dev.reconcile.core.alert;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something to tell, and what is remembered of it afterwards.
 *
 * @param alert what to tell; empty where a problem is over of which nobody was told
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

    /** The same, with what else there is to know of it. */
    AlertStep with(@Nullable Remark remark) {
        return new AlertStep(alert.map(told -> told.with(remark)), before, after);
    }

    /** Which problem it is about. */
    public OpenAlert.Key key() {
        return after.or(() -> before).orElseThrow().key();
    }
}
