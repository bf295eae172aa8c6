package dev.reconcile.alert;

import java.time.Duration;

/**
 * How often and when a message is tried again.
 *
 * @param attempts how often it is tried at most, at least 1
 * @param first how long after the first time; each later wait is three times as long as the one before it
 */
public record Retries(int attempts, Duration first) {

    /** Six times within about two minutes, beside what the attempts take themselves. */
    public static final Retries DEFAULT = new Retries(6, Duration.ofSeconds(1));

    public Retries {
        if (attempts < 1 || first.isNegative()) {
            throw new IllegalArgumentException("A message is tried at least once.");
        }
    }

    /** How long to wait after an attempt, the first being 1. */
    Duration after(int attempt) {
        return first.multipliedBy((long) Math.pow(3, attempt - 1));
    }
}
