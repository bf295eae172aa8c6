package dev.reconcile.vault;

import java.time.Duration;
import java.util.List;

/** The usual pace, quickened for tests. */
final class Quick {

    static final Pace PACE = new Pace(
            List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)),
            Duration.ofSeconds(10),
            0.05,
            Duration.ofMillis(10),
            Duration.ofMillis(100));

    private Quick() {}
}
