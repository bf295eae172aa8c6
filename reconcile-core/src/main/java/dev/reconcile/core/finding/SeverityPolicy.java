package dev.reconcile.core.finding;

import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import java.math.BigInteger;

/**
 * How bad a discrepancy is. The bounds are the operations guide's: a difference in rows, as a share of the source's rows,
 * is LOW below 0.1 %, MEDIUM below 1 %, HIGH below 10 % and CRITICAL from there on; a bound belongs to the worse side.
 * Different contents are CRITICAL. A column that the target lacks is CRITICAL too: every value of it is missing. So are keys
 * that collide: the target cannot hold the rows that have them. What is accepted makes nothing worse.
 */
public final class SeverityPolicy {

    private SeverityPolicy() {}

    /** The severity of a discrepancy that rests on this evidence. */
    public static Severity classify(Evidence evidence) {
        if (evidence instanceof RowCounts counts) {
            return ofRowCounts(counts.sourceCount(), counts.targetCountIfMended());
        }
        if (evidence instanceof Contents || evidence instanceof UnpairedColumn || evidence instanceof CollidingKeys) {
            return Severity.CRITICAL;
        }
        throw new IllegalArgumentException("No severity is defined for " + evidence + ".");
    }

    /** The severity of two different counts; an empty source with a filled target is CRITICAL. */
    private static Severity ofRowCounts(long source, long target) {
        BigInteger difference =
                BigInteger.valueOf(source).subtract(BigInteger.valueOf(target)).abs();
        BigInteger rows = BigInteger.valueOf(source);
        if (isBelow(difference, rows, 1000)) {
            return Severity.LOW;
        }
        if (isBelow(difference, rows, 100)) {
            return Severity.MEDIUM;
        }
        return isBelow(difference, rows, 10) ? Severity.HIGH : Severity.CRITICAL;
    }

    /** Whether {@code difference / rows < 1 / parts}, exactly. */
    private static boolean isBelow(BigInteger difference, BigInteger rows, long parts) {
        return difference.multiply(BigInteger.valueOf(parts)).compareTo(rows) < 0;
    }
}
