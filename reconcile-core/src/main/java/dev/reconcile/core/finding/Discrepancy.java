package dev.reconcile.core.finding;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing in which a target differs from its source.
 *
 * @param table the target table as the run names it
 * @param severity how bad it is
 * @param details what it rests on
 * @param timestamp when it was found
 */
public record Discrepancy(String table, Severity severity, Evidence details, Instant timestamp) {

    public Discrepancy {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(details, "details");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    /** A discrepancy as severe as {@link SeverityPolicy} says. */
    public static Discrepancy of(String table, Evidence details, Instant timestamp) {
        return new Discrepancy(table, SeverityPolicy.classify(details), details, timestamp);
    }

    /** What kind of discrepancy it is. */
    public IssueType issueType() {
        return details.issueType();
    }
}
