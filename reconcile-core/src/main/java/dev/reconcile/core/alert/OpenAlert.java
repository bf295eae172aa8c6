package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem that was told and is not known to be over.
 *
 * @param subject whose
 * @param problem which
 * @param since since when there is the problem
 * @param toldAt when it was told last
 * @param delivered whether that is known to have arrived somewhere, or nobody wanted it; false while it is on its way
 * @param told what was told of its extent
 * @param worst the highest severity that was told of it; null where none was
 * @param run the run by which it was known; null where it is known by the lack of runs
 */
public record OpenAlert(
        AlertSubject subject,
        Problem problem,
        Instant since,
        Instant toldAt,
        boolean delivered,
        Extent told,
        @Nullable Severity worst,
        @Nullable String run) {

    /** What is not delivered by then never will be: its process is gone. */
    public static final Duration ON_ITS_WAY = Duration.ofMinutes(15);

    public OpenAlert {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(toldAt, "toldAt");
        Objects.requireNonNull(told, "told");
    }

    /** What tells it from the others that are open. */
    public Key key() {
        return new Key(subject, problem);
    }

    /** The same, once it has arrived. */
    public OpenAlert arrived() {
        return new OpenAlert(subject, problem, since, toldAt, true, told, worst, run);
    }

    /** Whether somebody was told of it, or is about to be. */
    public boolean isTold(Instant now) {
        return delivered || now.isBefore(toldAt.plus(ON_ITS_WAY));
    }

    /** What is told once it is over. */
    Alert ended(@Nullable String byRun) {
        return new Alert(AlertKind.RECOVERED, problem, subject, since, told.withSeverity(worst), byRun, Occasion.NEWS);
    }

    /**
     * One of those that are open.
     *
     * @param subject whose
     * @param problem which
     */
    public record Key(AlertSubject subject, Problem problem) {}
}
