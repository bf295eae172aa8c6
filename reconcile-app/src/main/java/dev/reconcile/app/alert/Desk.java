package dev.reconcile.app.alert;

import dev.reconcile.core.alert.AlertRules;
import dev.reconcile.core.alert.AlertStep;
import dev.reconcile.core.alert.AlertSubject;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.alert.Problem;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Narrowing;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reach;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Status;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is known of tables, what was told of them, and what is to be told next. What is over stays until its end has arrived. For
 * one thread.
 */
final class Desk {

    private final Map<PairName, TableState> states = new TreeMap<>();

    /** Those of them that the history has: whichever it has no longer was to be forgotten. */
    private final Map<PairName, TableState> inHistory = new HashMap<>();

    private final Map<OpenAlert.Key, OpenAlert> open = new HashMap<>();

    /** Those of which the end is on its way. */
    private final Map<OpenAlert.Key, OpenAlert> ending = new HashMap<>();

    private final Predicate<String> wasForPart;

    /** @param wasForPart whether a run of this id is known to have been for a part of its job */
    Desk(Predicate<String> wasForPart) {
        this.wasForPart = wasForPart;
    }

    /** Takes what a history knows, and what is known here that it has not taken yet upon that. */
    void know(List<TableState> known) {
        Map<PairName, TableState> before = new HashMap<>(inHistory);
        inHistory.clear();
        for (TableState state : known) {
            inHistory.put(state.pair(), state);
            states.merge(state.pair(), state, Desk::newest);
        }
        before.keySet().removeAll(inHistory.keySet());
        before.forEach((pair, state) -> {
            TableState here = states.get(pair);
            if (here != null && here.last().run().equals(state.last().run())) {
                states.remove(pair);
            }
        });
    }

    /**
     * What both come to. What was found here while the history could not be asked knew nothing of what that knows, such as a
     * difference that less than all does not undo.
     */
    private static TableState newest(TableState here, TableState there) {
        TableState both = Stream.of(here.lastConclusive(), here.last())
                .filter(Objects::nonNull)
                .distinct()
                .filter(entry -> entry.time().isAfter(there.last().time()))
                .reduce(there, TableState::after, (one, other) -> other);
        LeftOut leftOut = here.leftOut();
        return both.equals(there) || leftOut == null ? both : both.without(leftOut);
    }

    /** Takes what was told so far. */
    void told(List<OpenAlert> known) {
        open.clear();
        known.forEach(alert -> open.put(alert.key(), alert));
    }

    /** What is to be told because time passes. */
    List<AlertStep> asTimePasses(AlertRules rules, Instant now) {
        return states.values().stream()
                .flatMap(state -> asTimePasses(rules, state, now))
                .toList();
    }

    /** Nothing is over because time passes: what a run found out is told by the process that made it. */
    private Stream<AlertStep> asTimePasses(AlertRules rules, TableState state, Instant now) {
        return rules.asTimePasses(state, openOf(state.pair()), now).stream()
                .filter(step -> step.after().isPresent());
    }

    /** What is to be told because a run compared nothing. */
    List<AlertStep> runFailed(AlertRules rules, RunStart run, Instant now) {
        return withoutEnding(
                rules.runFailed(run.job(), run.id(), openOf(run), now).stream().toList());
    }

    /**
     * What is to be told because a run came to a report.
     *
     * @param pairs what the run was to compare
     * @param hasPast whether what runs before it found can be known
     */
    List<AlertStep> runEnded(
            AlertRules rules, RunStart run, Report report, List<TablePair> pairs, boolean hasPast, Instant now) {
        if (report.status() == Status.NO_DATA) {
            return runFailed(rules, run, now);
        }
        List<AlertStep> steps = new ArrayList<>();
        Map<PairName, TableEntry> entries = entries(run, report, pairs);
        if (report.complete() && !run.trigger().isForPart()) {
            leaveOut(run.job(), entries.keySet(), new LeftOut(report.timestamp(), run.id()));
        }
        entries.forEach((pair, entry) -> {
            TableState before = states.get(pair);
            TableState after = before != null && before.last().run().equals(entry.run())
                    ? before
                    : TableState.after(before, entry);
            states.put(pair, after);
            steps.addAll(
                    hasPast || !report.complete()
                            ? rules.afterRun(after, openOf(pair), now)
                            : rules.withoutPast(after, now));
        });
        states.values().stream()
                .filter(state -> state.pair().job().equals(run.job()) && !entries.containsKey(state.pair()))
                .forEach(state -> asTimePasses(rules, state, now).forEach(steps::add));
        boolean worked = report.complete() || entries.values().stream().anyMatch(TableEntry::isConclusive);
        if (worked && tellsThatJobWorks(run)) {
            rules.runWorked(run.id(), openOf(run), now).ifPresent(steps::add);
        }
        return withoutEnding(steps);
    }

    /** A part of a job may work where the whole does not. */
    private boolean tellsThatJobWorks(RunStart run) {
        return !run.trigger().isForPart()
                || openOf(run).map(OpenAlert::run).filter(wasForPart).isPresent();
    }

    /** Remembers what is told. */
    void take(Collection<AlertStep> steps) {
        for (AlertStep step : steps) {
            step.after()
                    .ifPresentOrElse(
                            after -> {
                                open.put(step.key(), after);
                                ending.remove(step.key());
                            },
                            () -> ending.put(step.key(), step.before().orElseThrow()));
        }
    }

    /** What a step comes to once it has arrived, or has not; as a step that tells nothing. */
    static Optional<AlertStep> settled(AlertStep step, boolean arrived) {
        if (step.after().isEmpty()) {
            return Optional.of(new AlertStep(Optional.empty(), step.before(), Optional.empty()))
                    .filter(any -> arrived);
        }
        return Optional.of(new AlertStep(
                Optional.empty(), step.after(), arrived ? step.after().map(OpenAlert::arrived) : step.before()));
    }

    /** Remembers that. */
    void settle(AlertStep step, boolean arrived) {
        OpenAlert.Key key = step.key();
        if (step.after().isEmpty()) {
            OpenAlert over = step.before().orElseThrow();
            ending.remove(key, over);
            if (arrived && isOpen(over)) {
                open.remove(key);
            }
            return;
        }
        OpenAlert told = step.after().get();
        if (!isOpen(told)) {
            return;
        }
        if (arrived) {
            open.put(key, told.arrived());
        } else if (step.before().isPresent()) {
            open.put(key, step.before().get());
        } else {
            open.remove(key);
        }
    }

    /** Whether it is what was told last, arrived or not. */
    private boolean isOpen(OpenAlert alert) {
        OpenAlert known = open.get(alert.key());
        return known != null && known.toldAt().equals(alert.toldAt());
    }

    /** All that was told and is not over. */
    List<OpenAlert> open() {
        return open.values().stream()
                .filter(alert -> !ending.containsKey(alert.key()))
                .toList();
    }

    /** Tables that the job no longer has: what was told of them is not over, and they are not checked from now on. */
    private void leaveOut(String job, Collection<PairName> compared, LeftOut by) {
        states.replaceAll(
                (pair, state) -> pair.job().equals(job) && !compared.contains(pair) ? state.without(by) : state);
    }

    private List<AlertStep> withoutEnding(List<AlertStep> steps) {
        return steps.stream()
                .filter(step -> step.after().isPresent() || !ending.containsKey(step.key()))
                .toList();
    }

    private Map<Problem, OpenAlert> openOf(PairName pair) {
        Map<Problem, OpenAlert> ofPair = new EnumMap<>(Problem.class);
        for (Problem problem : Problem.values()) {
            OpenAlert alert = open.get(new OpenAlert.Key(AlertSubject.of(pair), problem));
            if (alert != null) {
                ofPair.put(problem, alert);
            }
        }
        return ofPair;
    }

    private Optional<OpenAlert> openOf(RunStart run) {
        return Optional.ofNullable(open.get(new OpenAlert.Key(AlertSubject.ofJob(run.job()), Problem.FAILED)));
    }

    /** Of several results under the same names the worst counts. */
    private static Map<PairName, TableEntry> entries(RunStart run, Report report, List<TablePair> pairs) {
        Map<PairName, TableEntry> entries = new TreeMap<>();
        for (TableReport table : report.tables()) {
            Optional<TablePair> pair =
                    pairs.stream().filter(known -> isOf(known, table)).findFirst();
            TableEntry entry = TableEntry.of(
                    run.id(),
                    run.job(),
                    report.timestamp(),
                    table,
                    pair.map(known -> Reach.of(known, table, report.discrepancies()))
                            .orElse(Reach.NUMBERS),
                    pair.map(known -> Narrowing.of(known, table)).orElse(null),
                    report.discrepancies());
            entries.merge(
                    entry.pair(),
                    entry,
                    (one, other) -> badness(other.verdict()) > badness(one.verdict()) ? other : one);
        }
        return entries;
    }

    private static boolean isOf(TablePair pair, TableReport table) {
        return pair.source().toString().equals(table.source())
                && pair.target().toString().equals(table.target());
    }

    private static int badness(Verdict verdict) {
        return switch (verdict) {
            case MATCH -> 0;
            case INCONCLUSIVE -> 1;
            case ERROR -> 2;
            case MISMATCH -> 3;
        };
    }
}
