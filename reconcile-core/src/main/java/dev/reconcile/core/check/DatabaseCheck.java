package dev.reconcile.core.check;

import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.Feature;
import java.util.List;
import java.util.Objects;

/**
 * One of the two databases.
 *
 * @param facts what is known of it as a whole
 * @param features what it offers and what the login may do; empty where it did not say
 */
public record DatabaseCheck(DatabaseFacts facts, List<Feature> features) {

    public DatabaseCheck {
        Objects.requireNonNull(facts, "facts");
        features = List.copyOf(features);
    }
}
