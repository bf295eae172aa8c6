package dev.reconcile.core.history;

import java.util.Comparator;
import java.util.Objects;

/**
 * A pair of tables as one job compares it. Jobs may compare the same tables over other rows or columns, so that what the one
 * finds says nothing about the other.
 *
 * @param job the job's name
 * @param source the source table as reports name it
 * @param target the target table likewise
 */
public record PairName(String job, String source, String target) implements Comparable<PairName> {

    private static final Comparator<PairName> ORDER =
            Comparator.comparing(PairName::job).thenComparing(PairName::source).thenComparing(PairName::target);

    public PairName {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    @Override
    public int compareTo(PairName other) {
        return ORDER.compare(this, other);
    }

    /** The pair for people: {@code dbo.orders → orders}. */
    @Override
    public String toString() {
        return source + " → " + target;
    }
}
