package dev.reconcile.core.run;

import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.RunListener.Side;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a database has to be too busy with, for a run to pause.
 *
 * @param side whose database; null for either
 * @param measure what is asked
 * @param limit the greatest value that is not too much, in the measure's unit, at least 0
 */
public record LoadCondition(@Nullable Side side, LoadMeasure measure, long limit) {

    public LoadCondition {
        Objects.requireNonNull(measure, "measure");
        if (limit < 0) {
            throw new IllegalArgumentException("No load is below 0: " + limit + ".");
        }
    }

    /** Whether it is about the database of this side. */
    boolean concerns(Side asked) {
        return side == null || side == asked;
    }

    /** Why the run pauses, for a person. */
    String exceeded(Side by, long value) {
        return switch (measure) {
            case ACTIVE_SESSIONS -> "the " + word(by) + " has " + value + " active sessions, more than " + limit;
            case REPLICA_LAG ->
                "replication of the " + word(by) + " is " + seconds(value) + " behind, more than " + seconds(limit);
        };
    }

    /** Why nobody knows whether the run has to pause, for a person. */
    String unknown(Side of, String reason) {
        return "the " + measure + " of the " + word(of) + " cannot be told. " + reason;
    }

    private static String seconds(long milliseconds) {
        return BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros().toPlainString() + " s";
    }

    private static String word(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** As settings write it: {@code source.active-sessions>50}. */
    @Override
    public String toString() {
        String shown = switch (measure) {
            case ACTIVE_SESSIONS -> Long.toString(limit);
            case REPLICA_LAG -> limit % 1_000 == 0 ? limit / 1_000 + "s" : limit + "ms";
        };
        return (side == null ? "" : word(side) + ".") + measure + ">" + shown;
    }
}
