package dev.reconcile.core.port;

import java.util.Objects;

/**
 * Something that a database offers, or that its login may do, which decides how a run reads it.
 *
 * @param name what, in the engine's words: {@code snapshot isolation}
 * @param state how it stands and what follows for a run, without a full stop: {@code off: reads wait for writers}
 */
public record Feature(String name, String state) {

    public Feature {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
    }

    /** The feature for a person: {@code snapshot isolation: on}. */
    @Override
    public String toString() {
        return name + ": " + state;
    }
}
