package dev.reconcile.core.finding;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing in which a target differs from its source.
 *
 * @param source the source table as the run names it
 * @param table the target table as the run names it; with the source it tells which result this belongs to
 * @param severity how bad it is
 * @param details what it rests on
 * @param timestamp when it was found
 */
public record Discrepancy(String source, String table, Severity severity, Evidence details, Instant timestamp) {

    public Discrepancy {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(details, "details");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    /** A discrepancy as severe as {@link SeverityPolicy} says. */
    public static Discrepancy of(String source, String table, Evidence details, Instant timestamp) {
        return new Discrepancy(source, table, SeverityPolicy.classify(details), details, timestamp);
    }

    /** Whether it is about these two tables, as reports name them. */
    public boolean isAbout(String sourceTable, String targetTable) {
        return source.equals(sourceTable) && table.equals(targetTable);
    }

    /** What kind of discrepancy it is. */
    public IssueType issueType() {
        return details.issueType();
    }
}
