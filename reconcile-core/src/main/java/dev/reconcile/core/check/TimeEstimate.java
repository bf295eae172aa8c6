package dev.reconcile.core.check;

import dev.reconcile.core.report.Depth;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long reading may take, as a range: nothing is measured. The faster end is what one million rows of eight columns
 * took on two PostgreSQL servers of one 2-core machine, 8,000,000 rows counted and 4,000,000 values hashed a second;
 * the slower end is a tenth of that. Looking again at rows that differ comes on top.
 *
 * @param least the faster end, at least 0
 * @param most the slower end
 */
public record TimeEstimate(Duration least, Duration most) {

    private static final long ROWS_COUNTED_PER_SECOND = 8_000_000;
    private static final long VALUES_HASHED_PER_SECOND = 4_000_000;
    private static final int TIMES_SLOWER = 10;
    private static final long MILLIS_PER_SECOND = 1_000;

    public TimeEstimate {
        Objects.requireNonNull(least, "least");
        Objects.requireNonNull(most, "most");
    }

    /**
     * The estimate for one pair, of which both sides are read at once: that of the larger. Empty where a side's number of
     * rows is not known.
     *
     * @param columns how many are compared
     */
    static Optional<TimeEstimate> of(OptionalLong sourceRows, OptionalLong targetRows, int columns, Depth depth) {
        if (sourceRows.isEmpty() || targetRows.isEmpty()) {
            return Optional.empty();
        }
        double rows = Math.max(sourceRows.getAsLong(), targetRows.getAsLong());
        double seconds = depth == Depth.COUNTS
                ? rows / ROWS_COUNTED_PER_SECOND
                : rows * Math.max(1, columns) / VALUES_HASHED_PER_SECOND;
        Duration least = Duration.ofMillis((long) (seconds * MILLIS_PER_SECOND));
        return Optional.of(new TimeEstimate(least, least.multipliedBy(TIMES_SLOWER)));
    }

    /**
     * The estimate for several pairs: at the faster end some of them at once without slowing each other, at the slower end
     * one after the other.
     *
     * @param parallelism how many at once, at least 1
     */
    static TimeEstimate ofAll(List<TimeEstimate> pairs, int parallelism) {
        Duration longest = Duration.ZERO;
        Duration least = Duration.ZERO;
        Duration most = Duration.ZERO;
        for (TimeEstimate pair : pairs) {
            longest = longest.compareTo(pair.least) > 0 ? longest : pair.least;
            least = least.plus(pair.least);
            most = most.plus(pair.most);
        }
        Duration shared = least.dividedBy(parallelism);
        return new TimeEstimate(shared.compareTo(longest) > 0 ? shared : longest, most);
    }
}
