package dev.reconcile.core.table;

import dev.reconcile.core.canonical.Value;
import java.time.Instant;
import java.util.Objects;

/**
 * Which rows of one table are read by their age.
 *
 * @param column a stored column of dates with times, which are of UTC where they have no zone
 * @param bound where young rows begin
 * @param which which of the rows
 */
public record RowAge(Column column, Instant bound, Which which) {

    public RowAge {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(bound, "bound");
        Objects.requireNonNull(which, "which");
    }

    /** Either side of the bound. */
    public enum Which {
        /** Rows before the bound, and those that hold NULL. */
        OLD,
        /** Rows at the bound or later. */
        YOUNG
    }

    /** The bound as a clock in UTC shows it: {@code 2024-02-29 23:59:59.5}. */
    public String boundInUtc() {
        return new Value.Timestamp(bound.getEpochSecond(), bound.getNano()).text();
    }

    /** The rows on the other side of the bound. */
    public RowAge other() {
        return new RowAge(column, bound, which == Which.OLD ? Which.YOUNG : Which.OLD);
    }
}
