package dev.reconcile.alert;

import dev.reconcile.core.alert.AlertOutcome;
import java.util.Objects;

/**
 * What became of a message on its way to one place.
 *
 * @param outcome what
 * @param reason why it did not arrive and what to do, without an address; empty where it did
 */
public record Delivery(AlertOutcome outcome, String reason) {

    public Delivery {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
    }
}
