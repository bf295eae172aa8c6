package dev.reconcile.vault;

import java.time.Duration;
import java.util.List;

/**
 * When to try again and when to renew. There is one for use, and quicker ones for tests.
 *
 * @param retryPauses how long to wait before each further try of a failed call
 * @param retryWindow no call is tried again later than this after its first try
 * @param renewAt the part of a token's life after which it is renewed, between 0 and 1; the rest is left for trying again
 *     if that fails
 * @param shortestPause the least time between two renewals
 * @param longestRetryPause the most time between two tries to renew while Vault is away
 */
record Pace(
        List<Duration> retryPauses,
        Duration retryWindow,
        double renewAt,
        Duration shortestPause,
        Duration longestRetryPause) {

    /** Four tries within about two seconds; renewal at two thirds of a token's life. */
    static final Pace USUAL = new Pace(
            List.of(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofMillis(1000)),
            Duration.ofSeconds(3),
            2.0 / 3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));

    Pace {
        retryPauses = List.copyOf(retryPauses);
    }

    /** How long to wait before a token that lives so long is renewed. */
    Duration untilRenewal(Duration left) {
        return atLeastShortest(Duration.ofMillis((long) (left.toMillis() * renewAt)));
    }

    /** How long to wait after a renewal that failed. */
    Duration untilNextTry(Duration left) {
        Duration third = left.dividedBy(3);
        boolean useLongest = left.isZero() || third.compareTo(longestRetryPause) > 0;
        return atLeastShortest(useLongest ? longestRetryPause : third);
    }

    /** What a renewal must add to a token's life to be one: less only comes of rounding. */
    Duration leastProlongation(Duration granted) {
        return Duration.ofMillis((long) (granted.toMillis() * renewAt / 4));
    }

    private Duration atLeastShortest(Duration pause) {
        return pause.compareTo(shortestPause) < 0 ? shortestPause : pause;
    }
}
