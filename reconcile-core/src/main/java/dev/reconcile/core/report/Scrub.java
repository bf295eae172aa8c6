package dev.reconcile.core.report;

import dev.reconcile.core.finding.RowDifference.NamedValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a table a run compared, and when the others were compared last.
 *
 * @param runs in about how many runs each key is compared once, at least 2
 * @param round in which round over all keys this run was, from 1
 * @param percentCompared how much of the table has ever been compared, by the database's estimate of its rows: from 0 to 100,
 *     which it is only where every key has been
 * @param current the place among the parts of the one that this run compared
 * @param parts all keys in their order, each in one part. Empty where the table is so small that each run compares it whole.
 */
public record Scrub(int runs, int round, int percentCompared, int current, List<Part> parts) {

    public Scrub {
        parts = List.copyOf(parts);
        if (!parts.isEmpty()) {
            Objects.checkIndex(current, parts.size());
        }
        if (percentCompared < 0 || percentCompared > 100) {
            throw new IllegalArgumentException("There are no " + percentCompared + " % of a table.");
        }
    }

    /** The scrub of a table that each run compares whole. */
    public static Scrub whole(int runs) {
        return new Scrub(runs, 1, 100, 0, List.of());
    }

    /** Whether this run compared all of the table. */
    public boolean isWhole() {
        return parts.isEmpty();
    }

    /** The part that this run compared; empty where that was all. */
    public Optional<Part> compared() {
        return isWhole() ? Optional.empty() : Optional.of(parts.get(current));
    }

    /** Since when every key of the table was compared; empty where some never were, and where this run compared all. */
    public Optional<Instant> comparedSince() {
        return isWhole() || parts.stream().anyMatch(part -> part.comparedAt() == null)
                ? Optional.empty()
                : parts.stream().map(Part::comparedAt).filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    /** The parts that did not match when they were compared last, in an earlier run. */
    public List<Part> doubtful() {
        return IntStream.range(0, parts.size())
                .filter(place -> place != current)
                .mapToObj(parts::get)
                .filter(part -> part.verdict() != null && part.verdict() != Verdict.MATCH)
                .toList();
    }

    /**
     * A part of a table's keys.
     *
     * @param after the key that it begins behind, in the order of the index; empty where it has no lower end
     * @param upTo the last key that it may hold; empty where it has no upper end
     * @param comparedAt when it was compared last; null where it never was
     * @param verdict what was known then; null where it was never compared
     * @param rows how many rows the fuller side held then
     * @param differentRows how many rows differed then
     */
    public record Part(
            List<NamedValue> after,
            List<NamedValue> upTo,
            @Nullable Instant comparedAt,
            @Nullable Verdict verdict,
            long rows,
            long differentRows) {

        public Part {
            after = List.copyOf(after);
            upTo = List.copyOf(upTo);
            if ((comparedAt == null) != (verdict == null)) {
                throw new IllegalArgumentException("A part has a verdict if and only if it was compared.");
            }
        }
    }
}
