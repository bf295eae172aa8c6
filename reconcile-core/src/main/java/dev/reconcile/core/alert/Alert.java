package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell. It holds names of tables, numbers and times: no value and no key of a row.
 *
 * @param kind what it says
 * @param problem which problem it is about; for {@link AlertKind#RECOVERED} the one that is over
 * @param subject whose
 * @param since since when there is the problem, or was
 * @param extent how much differs; for {@link AlertKind#RECOVERED} what was told of it, with the highest severity
 * @param run the run by which it is known; null where it is known by the lack of runs
 * @param occasion why it is told
 * @param toldSeverity the highest severity that was told of the problem before; null where none was
 * @param remark what else there is to know; null where there is nothing
 */
public record Alert(
        AlertKind kind,
        Problem problem,
        AlertSubject subject,
        Instant since,
        Extent extent,
        @Nullable String run,
        Occasion occasion,
        @Nullable Severity toldSeverity,
        @Nullable Remark remark) {

    /** The worst first: by severity, then by how many rows differ. */
    public static final Comparator<Alert> WORST_FIRST = Comparator.comparingInt(Alert::isGood)
            .thenComparing(Alert::severity, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Comparator.comparingLong(Alert::rows).reversed())
            .thenComparing(Alert::kind)
            .thenComparing(Alert::subject);

    public Alert {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(extent, "extent");
        Objects.requireNonNull(occasion, "occasion");
    }

    /** An alert of a problem of which nothing was told before, and nothing else is to be known. */
    public Alert(
            AlertKind kind,
            Problem problem,
            AlertSubject subject,
            Instant since,
            Extent extent,
            @Nullable String run,
            Occasion occasion) {
        this(kind, problem, subject, since, extent, run, occasion, null, null);
    }

    Alert with(@Nullable Remark remark) {
        return new Alert(kind, problem, subject, since, extent, run, occasion, toldSeverity, remark);
    }

    /** The same as another kind. */
    Alert as(AlertKind other) {
        return new Alert(other, problem, subject, since, extent, run, occasion, toldSeverity, remark);
    }

    /** How bad it is; null where no finding says so. */
    public @Nullable Severity severity() {
        return extent.severity();
    }

    private int isGood() {
        return kind == AlertKind.RECOVERED ? 1 : 0;
    }

    private long rows() {
        Long differing = extent.differing();
        Long counts = extent.countDifference();
        return differing != null ? differing : counts != null ? counts : 0;
    }
}
