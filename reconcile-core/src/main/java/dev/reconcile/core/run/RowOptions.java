package dev.reconcile.core.run;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the rows that differ are found and looked at again; the confirmation is that of counts too where only rows are
 * counted.
 *
 * @param maxDetails how many of a table are kept in the report, at least 0; the numbers do not depend on it
 * @param confirmDelay for how long a source row must stand still and its target row differ, until the difference counts;
 *     zero believes the first look
 * @param confirmLooks how often rows that differ are looked at within that time, at least 1
 * @param keysInMemory how many rows are held in memory at most while equal ones are sorted out, at least 1,000; where more
 *     differ, the tables are read several times
 * @param shownValues which values of the rows that differ the report holds
 * @param haltAbove once more rows of a table are known to differ, the rest are not sought; null where all are. Tables of fewer
 *     than 10,000 rows are always searched to the end
 */
public record RowOptions(
        int maxDetails,
        Duration confirmDelay,
        int confirmLooks,
        int keysInMemory,
        ShownValues shownValues,
        @Nullable HaltAbove haltAbove) {

    /** 1,000 details of a table; three looks in 30 seconds; 200,000 rows in memory; no values but keys. */
    public static final RowOptions DEFAULT =
            new RowOptions(1_000, Duration.ofSeconds(30), 3, 200_000, ShownValues.NONE);

    private static final int FEWEST_KEYS = 1_000;

    public RowOptions {
        Objects.requireNonNull(confirmDelay, "confirmDelay");
        Objects.requireNonNull(shownValues, "shownValues");
        if (maxDetails < 0) {
            throw new IllegalArgumentException("At least 0 details can be kept, not " + maxDetails + ".");
        }
        if (confirmDelay.isNegative()) {
            throw new IllegalArgumentException("Differences cannot be confirmed after " + confirmDelay + ".");
        }
        if (confirmLooks < 1) {
            throw new IllegalArgumentException("Rows are looked at once or more, not " + confirmLooks + " times.");
        }
        if (keysInMemory < FEWEST_KEYS) {
            throw new IllegalArgumentException(
                    "At least " + FEWEST_KEYS + " rows are held in memory, not " + keysInMemory + ".");
        }
    }

    /** Options of a search that comes to its end however many rows differ. */
    public RowOptions(
            int maxDetails, Duration confirmDelay, int confirmLooks, int keysInMemory, ShownValues shownValues) {
        this(maxDetails, confirmDelay, confirmLooks, keysInMemory, shownValues, null);
    }

    /** How many looks the delay holds, at least 1; 1 where the first is to be believed. */
    int plannedLooks() {
        return confirmDelay.isZero() ? 1 : confirmLooks;
    }

    /**
     * How long to wait before a look. The looks grow apart: the n-th pause is n times the first, and all together are the
     * delay; every later one is like the last.
     *
     * @param look from 1, before which nobody waits
     */
    Duration waitBefore(int look) {
        int planned = plannedLooks();
        int pauses = Math.min(look, planned) - 1;
        return pauses == 0
                ? Duration.ZERO
                : confirmDelay.multipliedBy(pauses).dividedBy((long) planned * (planned - 1) / 2);
    }

    /** The same options with another confirmation. */
    public RowOptions confirmed(Duration delay, int looks) {
        return new RowOptions(maxDetails, delay, looks, keysInMemory, shownValues, haltAbove);
    }

    /** The same options with another number of details. */
    public RowOptions withMaxDetails(int details) {
        return new RowOptions(details, confirmDelay, confirmLooks, keysInMemory, shownValues, haltAbove);
    }

    /** The same options with more or fewer rows in memory. */
    public RowOptions withKeysInMemory(int keys) {
        return new RowOptions(maxDetails, confirmDelay, confirmLooks, keys, shownValues, haltAbove);
    }

    /** The same options with other values in the report. */
    public RowOptions showing(ShownValues values) {
        return new RowOptions(maxDetails, confirmDelay, confirmLooks, keysInMemory, values, haltAbove);
    }

    /** The same options of a search that ends early where so many rows differ. */
    public RowOptions haltingAbove(HaltAbove most) {
        return new RowOptions(maxDetails, confirmDelay, confirmLooks, keysInMemory, shownValues, most);
    }
}
