package dev.reconcile.core.alert;

import dev.reconcile.core.history.PairName;
import java.util.Comparator;
import java.util.Objects;

/**
 * What an alert is about: a pair of tables as a job compares it, or the job's runs as a whole.
 *
 * @param job the job's name
 * @param source the source table as reports name it; empty where the job is meant
 * @param target the target table likewise
 */
public record AlertSubject(String job, String source, String target) implements Comparable<AlertSubject> {

    private static final Comparator<AlertSubject> ORDER = Comparator.comparing(AlertSubject::job)
            .thenComparing(AlertSubject::source)
            .thenComparing(AlertSubject::target);

    public AlertSubject {
        Objects.requireNonNull(job, "job");
        if (source.isEmpty() != target.isEmpty()) {
            throw new IllegalArgumentException("A pair has two tables, and a job none.");
        }
    }

    /** A pair of tables. */
    public static AlertSubject of(PairName pair) {
        return new AlertSubject(pair.job(), pair.source(), pair.target());
    }

    /** The runs of a job. */
    public static AlertSubject ofJob(String job) {
        return new AlertSubject(job, "", "");
    }

    /** Whether it is a pair of tables. */
    public boolean isPair() {
        return !source.isEmpty();
    }

    @Override
    public int compareTo(AlertSubject other) {
        return ORDER.compare(this, other);
    }
}
