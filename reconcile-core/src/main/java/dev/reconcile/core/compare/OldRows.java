package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.AgeLimit;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowAge.Which;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/**
 * The rows of one pair of tables that are old enough to be compared.
 *
 * <p>Both sides are cut at the same value, so that a row which is equal on both is old on both. A row that was written in
 * the source since, and not yet in the target, is young in the source and old in the target: nobody may take that for a
 * row that the source lacks.
 *
 * @param limit what was asked for
 * @param ofSource the source's old rows
 * @param ofTarget the target's
 */
public record OldRows(AgeLimit limit, RowAge ofSource, RowAge ofTarget) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    public OldRows {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(ofSource, "ofSource");
        Objects.requireNonNull(ofTarget, "ofTarget");
    }

    /**
     * The rows that are old by these columns.
     *
     * @param rounding how the source's value loses the digits that the target cannot hold
     * @param now the time that the age is counted from; the bound is the minute before it
     */
    static OldRows of(AgeLimit limit, Column source, Column target, Rounding rounding, Instant now) {
        Instant bound = now.minus(limit.olderThan()).truncatedTo(ChronoUnit.MINUTES);
        // What is rounded up to the bound in the target is at the bound in the source too.
        Instant ofSource = bound.minusNanos(rounding == Rounding.HALF_UP ? roundedUp(source, target) : 0);
        return new OldRows(limit, new RowAge(source, ofSource, Which.OLD), new RowAge(target, bound, Which.OLD));
    }

    /** Whether a column says when. */
    static boolean isTold(Column column) {
        boolean hasTime =
                column.valueType() instanceof ValueType.Timestamp || column.valueType() instanceof ValueType.Instant;
        return hasTime && column.expression().isNone();
    }

    /** How many nanoseconds below a value of the target's the source's values are that become it. */
    static long roundedUp(Column source, Column target) {
        if (source.valueType() instanceof ValueType.WithFraction from
                && target.valueType() instanceof ValueType.WithFraction to
                && from.digits() > to.digits()) {
            return (long) Math.pow(10, 9 - to.digits()) / 2;
        }
        return 0;
    }

    /** Which rows are not compared, as a sentence. */
    String leftOutRows() {
        String name = ofSource.column().name();
        return "Only rows whose " + name + " is older than " + limit.text() + " are compared: those before "
                + MINUTE.format(ofTarget.bound()) + " UTC, and those where it is NULL.";
    }
}
