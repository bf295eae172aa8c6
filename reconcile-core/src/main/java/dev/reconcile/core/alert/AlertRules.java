package dev.reconcile.core.alert;

import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.TableState.Condition;
import dev.reconcile.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When something is told. A problem is told when it begins, when it becomes clearly worse, again after a while, and when it is
 * over: of what was never told no end is told either. What was on its way when its process ended is told once more.
 *
 * @param window for how long a problem that stays as it is is not told again
 * @param notCheckedAfter for how long a table may go without a run that can tell whether it is in sync
 */
public record AlertRules(Duration window, Duration notCheckedAfter) {

    public AlertRules {
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(notCheckedAfter, "notCheckedAfter");
    }

    /**
     * What is to be told of a pair of tables once a run is done with it.
     *
     * @param state what is known of it now
     * @param open what is open of it
     */
    public List<AlertStep> afterRun(TableState state, Map<Problem, OpenAlert> open, Instant now) {
        List<AlertStep> steps = new ArrayList<>();
        different(state, open.get(Problem.DIFFERENT), now).ifPresent(steps::add);
        failed(state, open.get(Problem.FAILED), now).ifPresent(steps::add);
        steps.addAll(asTimePasses(state, open, now));
        return steps;
    }

    /**
     * What is to be told of a pair of tables because time passes.
     *
     * @param state what is known of it
     * @param open what is open of it
     */
    public List<AlertStep> asTimePasses(TableState state, Map<Problem, OpenAlert> open, Instant now) {
        Remark remark = state.leftOut() == null ? null : Remark.LEFT_OUT;
        return notChecked(state, open.get(Problem.NOT_CHECKED), now).stream()
                .map(step -> step.with(remark))
                .toList();
    }

    /**
     * What is to be told of a pair of tables once a run is done with it of which there is no past, so that nobody knows for how
     * long it was not checked: that it was not, where it was not.
     */
    public List<AlertStep> withoutPast(TableState state, Instant now) {
        List<AlertStep> steps = new ArrayList<>(afterRun(state, Map.of(), now));
        if (state.last().verdict() == Verdict.INCONCLUSIVE && steps.isEmpty()) {
            steps.add(begins(
                    AlertSubject.of(state.pair()),
                    Problem.NOT_CHECKED,
                    state.since(),
                    Extent.of(state.last()),
                    state.last().run(),
                    null,
                    now));
        }
        return steps;
    }

    /**
     * What is to be told once a run compared nothing.
     *
     * @param open what is open of the job's runs, if anything is
     */
    public Optional<AlertStep> runFailed(String job, String run, Optional<OpenAlert> open, Instant now) {
        return told(open.orElse(null), Instant.MIN, now)
                .map(known -> reminder(known, known.told(), run, now))
                .orElseGet(() -> Optional.of(begins(
                        AlertSubject.ofJob(job), Problem.FAILED, now, Extent.UNKNOWN, run, open.orElse(null), now)));
    }

    /**
     * What is to be told once a run has compared something.
     *
     * @param open what is open of the job's runs, if anything is
     */
    public Optional<AlertStep> runWorked(String run, Optional<OpenAlert> open, Instant now) {
        return open.map(known -> ends(known, run, now));
    }

    private Optional<AlertStep> different(TableState state, @Nullable OpenAlert open, Instant now) {
        if (state.condition() == Condition.IN_SYNC) {
            return Optional.ofNullable(open)
                    .map(known -> ends(known, state.last().run(), now).with(remark(state)));
        }
        if (state.condition() == Condition.UNKNOWN) {
            return Optional.empty();
        }
        TableEntry proof = Objects.requireNonNull(state.lastConclusive());
        Extent extent = Extent.of(proof);
        AlertSubject subject = AlertSubject.of(state.pair());
        String run = state.last().run();
        Optional<OpenAlert> told = told(open, state.since(), now);
        if (told.isEmpty()) {
            return Optional.of(begins(subject, Problem.DIFFERENT, state.since(), extent, run, open, now));
        }
        OpenAlert known = told.get();
        return extent.isWorseThan(known.told())
                ? Optional.of(goesOn(known, AlertKind.WORSE, Occasion.NEWS, extent, run, now))
                : reminder(known, extent, run, now);
    }

    /** What a match does not say. */
    private static @Nullable Remark remark(TableState inSync) {
        if (inSync.last().acceptedRows() > 0) {
            return Remark.ACCEPTED;
        }
        TableEntry match = Objects.requireNonNull(inSync.lastConclusive());
        return match.isNarrow() ? Remark.NARROW : null;
    }

    private Optional<AlertStep> failed(TableState state, @Nullable OpenAlert open, Instant now) {
        TableEntry last = state.last();
        if (last.verdict() != Verdict.ERROR) {
            return Optional.ofNullable(open)
                    .filter(known -> last.isConclusive())
                    .map(known -> ends(known, last.run(), now));
        }
        Instant since = open == null ? last.time() : open.since();
        return told(open, Instant.MIN, now)
                .map(known -> reminder(known, Extent.UNKNOWN, last.run(), now))
                .orElseGet(() -> Optional.of(begins(
                        AlertSubject.of(state.pair()), Problem.FAILED, since, Extent.UNKNOWN, last.run(), open, now)));
    }

    private Optional<AlertStep> notChecked(TableState state, @Nullable OpenAlert open, Instant now) {
        Instant checked = state.lastChecked();
        Instant since = checked == null ? state.since() : checked;
        if (now.isBefore(since.plus(notCheckedAfter))) {
            // The time may have been made longer: that by itself checks nothing.
            return Optional.ofNullable(open)
                    .filter(known -> checked != null && checked.isAfter(known.since()))
                    .map(known -> ends(known, state.last().run(), now));
        }
        return told(open, since, now)
                .map(known -> reminder(known, Extent.UNKNOWN, null, now))
                .orElseGet(() -> Optional.of(begins(
                        AlertSubject.of(state.pair()), Problem.NOT_CHECKED, since, Extent.UNKNOWN, null, open, now)));
    }

    /** What was told of a problem that goes on; one that was told before it began is another. */
    private static Optional<OpenAlert> told(@Nullable OpenAlert open, Instant since, Instant now) {
        return Optional.ofNullable(open)
                .filter(known -> known.isTold(now) && !known.toldAt().isBefore(since));
    }

    private Optional<AlertStep> reminder(OpenAlert known, Extent extent, @Nullable String run, Instant now) {
        return now.isBefore(known.toldAt().plus(window))
                ? Optional.empty()
                : Optional.of(goesOn(known, known.problem().kind(), Occasion.REMINDER, extent, run, now));
    }

    private static AlertStep begins(
            AlertSubject subject,
            Problem problem,
            Instant since,
            Extent extent,
            @Nullable String run,
            @Nullable OpenAlert before,
            Instant now) {
        return new AlertStep(
                Optional.of(new Alert(problem.kind(), problem, subject, since, extent, run, Occasion.NEWS)),
                Optional.ofNullable(before),
                Optional.of(new OpenAlert(subject, problem, since, now, false, extent, extent.severity(), run)));
    }

    private static AlertStep goesOn(
            OpenAlert known, AlertKind kind, Occasion occasion, Extent extent, @Nullable String run, Instant now) {
        return new AlertStep(
                Optional.of(new Alert(
                        kind,
                        known.problem(),
                        known.subject(),
                        known.since(),
                        extent,
                        run,
                        occasion,
                        known.worst(),
                        null)),
                Optional.of(known),
                Optional.of(new OpenAlert(
                        known.subject(),
                        known.problem(),
                        known.since(),
                        now,
                        false,
                        extent,
                        worse(known.worst(), extent.severity()),
                        run)));
    }

    private static AlertStep ends(OpenAlert known, @Nullable String run, Instant now) {
        return new AlertStep(
                Optional.of(known).filter(open -> open.isTold(now)).map(open -> open.ended(run)),
                Optional.of(known),
                Optional.empty());
    }

    private static @Nullable Severity worse(@Nullable Severity one, @Nullable Severity other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
