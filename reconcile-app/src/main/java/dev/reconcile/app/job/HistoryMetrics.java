package dev.reconcile.app.job;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.History;
import dev.reconcile.app.history.HistoryListener;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.metrics.EarlierJob;
import dev.reconcile.metrics.RunMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells the metrics of a process what its history knows of the jobs that it has: at the beginning, whenever a run of its own changes
 * it, and now and then, for others may change it too.
 */
final class HistoryMetrics implements HistoryListener {

    /** So many runs are asked for at once. */
    private static final int PAGE = 50;

    private final List<String> jobs;
    private final History history;
    private final RunMetrics metrics;

    /** @param jobs those that are configured; of others that the history knows nothing is told */
    HistoryMetrics(List<Settings> jobs, History history, RunMetrics metrics) {
        this.jobs = jobs.stream().map(Settings::job).toList();
        this.history = history;
        this.metrics = metrics;
    }

    /** A restart forgets no result. Where the history is off it is told once that is on. */
    void restore() {
        try {
            history.ask(store -> {
                restore(store);
                return true;
            });
        } catch (HistoryException off) {
            // It is said by then.
            history.submit(this::restore);
        }
    }

    /** Learns what others changed. */
    void refresh() {
        if (!history.isOff()) {
            history.submit(store -> {
                List<TableState> states = store.states();
                jobs.forEach(job -> know(job, states));
            });
        }
    }

    @Override
    public void found(TableEntry entry) {
        metrics.found(entry);
    }

    @Override
    public void kept(TableState state) {
        metrics.know(state);
    }

    @Override
    public void ended(String job, RunHistory store) {
        know(job, store.states());
    }

    private void know(String job, List<TableState> states) {
        metrics.know(job, ofJob(job, states));
    }

    private static List<TableState> ofJob(String job, List<TableState> states) {
        return states.stream()
                .filter(state -> state.pair().job().equals(job) && state.leftOut() == null)
                .toList();
    }

    private void restore(RunHistory store) {
        List<TableState> states = store.states();
        for (String job : jobs) {
            know(job, states);
            Optional<RunEntry> newest = newest(store, job, HistoryMetrics::isTold);
            Map<PairName, TableEntry> results = results(store, job, newest);
            metrics.restore(new EarlierJob(
                    job,
                    store.lastPassed(job).orElse(null),
                    newest.orElse(null),
                    ofJob(job, states).stream()
                            .map(state -> table(state, results))
                            .toList()));
        }
    }

    /** What the newest run with a report said; that of others would be about a part of the job. */
    private static Map<PairName, TableEntry> results(RunHistory store, String job, Optional<RunEntry> newest) {
        Map<PairName, TableEntry> results = new HashMap<>();
        newest.filter(run -> run.status() != null)
                .or(() -> newest(store, job, run -> isTold(run) && run.status() != null))
                .ifPresent(run -> store.tablesOf(run.id()).forEach(entry -> results.put(entry.pair(), entry)));
        return results;
    }

    private static EarlierJob.Table table(TableState state, Map<PairName, TableEntry> results) {
        return new EarlierJob.Table(
                results.getOrDefault(state.pair(), state.last()), state.lastChecked(), state.lastMatch());
    }

    /** Whether it is a run of the whole job of which somebody told how it ended; of one whose process died nobody did. */
    private static boolean isTold(RunEntry run) {
        return run.end() != null
                && !run.start().trigger().isForPart()
                && (run.state() == RunState.FAILED || run.status() != null);
    }

    private static Optional<RunEntry> newest(RunHistory store, String job, Predicate<RunEntry> which) {
        for (int offset = 0; ; offset += PAGE) {
            List<RunEntry> runs = store.runs(Optional.of(job), offset, PAGE).items();
            Optional<RunEntry> found = runs.stream().filter(which).findFirst();
            if (found.isPresent() || runs.size() < PAGE) {
                return found;
            }
        }
    }
}
