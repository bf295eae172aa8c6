package dev.reconcile.core.history;

import java.time.Duration;
import java.util.Objects;

/**
 * How much of the past is kept. The last run of each job, what is known of each table and what is open are kept whatever their
 * age.
 *
 * @param age runs, ended findings and accounts of ticks that are older go
 * @param runsOfJob of each job so many runs are kept at most, at least 1
 */
public record Retention(Duration age, int runsOfJob) {

    public Retention {
        Objects.requireNonNull(age, "age");
        if (age.isNegative() || age.isZero() || runsOfJob < 1) {
            throw new IllegalArgumentException("Something has to be kept.");
        }
    }
}
