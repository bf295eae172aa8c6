package dev.reconcile.core.table;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How old a row must be to be compared, by a column that says when it was written last. It is the cheap way where a
 * pipeline is never further behind: what is younger may still be on its way and is left out.
 *
 * @param olderThan more than zero
 * @param columns names of columns on the source, at least one; the first that both tables have, with types that say when,
 *     counts
 * @param lack what it means that the tables have none of them
 */
public record AgeLimit(Duration olderThan, List<String> columns, Lack lack) {

    public AgeLimit {
        Objects.requireNonNull(olderThan, "olderThan");
        Objects.requireNonNull(lack, "lack");
        columns = List.copyOf(columns);
        if (olderThan.isNegative() || olderThan.isZero()) {
            throw new IllegalArgumentException("Rows cannot be asked to be older than " + olderThan + ".");
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("No column says how old a row is.");
        }
    }

    /** What tables do that have none of the columns. */
    public enum Lack {
        /** They cannot be compared: the columns were named for them. */
        IS_AN_ERROR,
        /** They are compared over rows of every age, and the report says so. */
        IS_SAID
    }

    /** The age by a column that the tables must have. */
    public static AgeLimit by(String column, Duration olderThan) {
        return new AgeLimit(olderThan, List.of(column), Lack.IS_AN_ERROR);
    }

    /** The age by the first of these columns that the tables have; where they have none, rows of every age are compared. */
    public static AgeLimit byFirstOf(List<String> columns, Duration olderThan) {
        return new AgeLimit(olderThan, columns, Lack.IS_SAID);
    }

    /** The time for a person, in the units of the settings: {@code 10m}. */
    public String text() {
        long millis = olderThan.toMillis();
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
