package dev.reconcile.core.port;

import java.util.Objects;

/**
 * How much a run asked of its databases.
 *
 * @param source of the one that is right
 * @param target of the one that should be the same
 */
public record RunTraffic(DatabaseTraffic source, DatabaseTraffic target) {

    public RunTraffic {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
