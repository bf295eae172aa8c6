package dev.reconcile.core.compare;

import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.table.ChangeLimit;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.RowAge;
import dev.reconcile.core.table.RowAge.Which;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Objects;

/** Which rows of one pair of tables were changed so lately that they are compared. */
public sealed interface ChangedRows {

    /** Since when. */
    Instant since();

    /**
     * Rows that a column of both tables tells. Each side is asked for what it holds itself; a row that the target has not
     * changed yet is not among its rows, and only a look at it by its key tells what it is like.
     *
     * @param since since when
     * @param ofSource the source's rows
     * @param ofTarget the target's
     * @param zone in which times of columns are taken that have none
     */
    record Told(Instant since, RowAge ofSource, RowAge ofTarget, ZoneId zone) implements ChangedRows {

        public Told {
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(ofSource, "ofSource");
            Objects.requireNonNull(ofTarget, "ofTarget");
            Objects.requireNonNull(zone, "zone");
        }

        /**
         * The rows by these columns.
         *
         * @param rounding how the source's value loses the digits that the target cannot hold
         */
        static Told of(ChangeLimit limit, Column source, Column target, Rounding rounding, Instant start) {
            Instant since = limit.since().from(start);
            // What is rounded up to the bound in the target is at the bound in the source too.
            Duration roundedUp = Duration.ofNanos(rounding == Rounding.HALF_UP ? OldRows.roundedUp(source, target) : 0);
            return new Told(
                    since,
                    new RowAge(source, bound(source, since, limit.zone()).minus(roundedUp), Which.YOUNG),
                    new RowAge(target, bound(target, since, limit.zone()), Which.YOUNG),
                    limit.zone());
        }

        /** What a clock shows in the zone, as if it were UTC, where a column says no more than that. */
        private static Instant bound(Column column, Instant since, ZoneId zone) {
            return hasZone(column) ? since : earliestAfter(since, zone).toInstant(ZoneOffset.UTC);
        }

        private static boolean hasZone(Column column) {
            return column.valueType() instanceof ValueType.Instant;
        }

        /** The earliest that a clock in the zone shows at this time or later: in autumn it is set back. */
        private static LocalDateTime earliestAfter(Instant since, ZoneId zone) {
            LocalDateTime shown = LocalDateTime.ofInstant(since, zone);
            ZoneOffsetTransition next = zone.getRules().nextTransition(since);
            return next != null && next.isOverlap() && next.getDateTimeAfter().isBefore(shown)
                    ? next.getDateTimeAfter()
                    : shown;
        }

        /** Which rows are not compared, as a sentence. */
        String leftOutRows() {
            String name = ofSource.column().name();
            boolean mayBeNull =
                    ofSource.column().nullable() || ofTarget.column().nullable();
            return "Only rows whose " + name + " is at or after " + text(since) + " on either side are compared"
                    + taken()
                    + ". Not compared are older rows" + (mayBeNull ? ", those where it is NULL" : "")
                    + " and what was deleted or changed without setting it.";
        }

        /** In which zone times without one are taken: rows would be left out unseen if that were another. */
        private String taken() {
            boolean inSource = !hasZone(ofSource.column());
            boolean inTarget = !hasZone(ofTarget.column());
            if (!inSource && !inTarget) {
                return "";
            }
            String times = inSource && inTarget ? "its times" : inSource ? "the source's times" : "the target's times";
            return ", " + times + ", which have no zone, taken in "
                    + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        }
    }

    /**
     * Nobody can tell them.
     *
     * @param since since when they would have been changed
     * @param why as a sentence or several, with what to do
     */
    record Untold(Instant since, String why) implements ChangedRows {

        public Untold {
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(why, "why");
        }
    }

    /** A point in time for a person. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
