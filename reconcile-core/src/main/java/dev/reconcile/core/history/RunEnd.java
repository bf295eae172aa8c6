package dev.reconcile.core.history;

import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param state anything but {@link RunState#RUNNING}
 * @param status what it said as a whole; null where it has no report
 * @param end when
 * @param summary what there is to say of it, in a sentence or two, without values of rows
 * @param report the whole report as text, for whoever asks for it later; null where there is none
 * @param wholeJob all pairs of tables that its job has: those that it knows beside them, the job no longer has. Null where the run
 *     cannot tell, since it did not come to its end or was to compare some of the job's tables alone
 */
public record RunEnd(
        RunState state,
        @Nullable Status status,
        Instant end,
        String summary,
        @Nullable String report,
        @Nullable Set<PairName> wholeJob) {

    public RunEnd {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(summary, "summary");
        wholeJob = wholeJob == null ? null : Set.copyOf(wholeJob);
        if (state == RunState.RUNNING) {
            throw new IllegalArgumentException("A run that ended is not running.");
        }
        if (state == RunState.COMPLETED && status == null) {
            throw new IllegalArgumentException("A run that came to its end says something as a whole.");
        }
    }

    /** The end of a run that says nothing of the job's other tables. */
    public RunEnd(RunState state, @Nullable Status status, Instant end, String summary, @Nullable String report) {
        this(state, status, end, summary, report, null);
    }

    /**
     * The end of a run that has a report.
     *
     * @param text the report as it is to be kept
     * @param otherwise what the run is where it did not come to its end
     */
    public static RunEnd of(RunStart run, Report report, String text, RunState otherwise) {
        boolean wholeJob = report.complete() && !run.trigger().isForPart();
        return new RunEnd(
                report.complete() ? RunState.COMPLETED : otherwise,
                report.status(),
                report.timestamp(),
                report.summary(),
                text,
                wholeJob ? pairs(run.job(), report) : null);
    }

    private static Set<PairName> pairs(String job, Report report) {
        return report.tables().stream()
                .map(table -> new PairName(job, table.source(), table.target()))
                .collect(Collectors.toSet());
    }

    /** The end of a run that has none. */
    public static RunEnd failed(Instant end, String reason) {
        return new RunEnd(RunState.FAILED, null, end, reason, null);
    }
}
