package dev.reconcile.history;

import dev.reconcile.core.alert.AlertStep;
import dev.reconcile.core.alert.OpenAlert;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.Reckoning;
import dev.reconcile.core.history.Retention;
import dev.reconcile.core.history.RunEnd;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOutcome;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A history in a database: a file of H2, or PostgreSQL. */
public final class HistoryStore implements RunHistory {

    private final Store store;
    private final String owner;
    private final int mostFindings;

    private HistoryStore(Store store, String owner, int mostFindings) {
        this.store = store;
        this.owner = owner;
        this.mostFindings = mostFindings;
    }

    /**
     * Opens a history, and makes its tables where there are none.
     *
     * @param mostFindings how many findings may be open of one pair, at least 1; more are counted, and not remembered
     * @throws dev.reconcile.core.port.HistoryException if it cannot be opened
     */
    public static HistoryStore open(StorePlace place, int mostFindings) {
        return new HistoryStore(Store.open(place), Owner.self().toString(), mostFindings);
    }

    @Override
    public void begin(RunStart run) {
        store.write(handle -> new RunRows(handle).begin(run, owner));
    }

    @Override
    public void alive(String run) {
        store.write(handle -> new RunRows(handle).alive(run));
    }

    @Override
    public Change record(TableOutcome outcome) {
        return store.transact(handle -> {
            TableRows tables = new TableRows(handle);
            FindingRows findings = new FindingRows(handle);
            PairName pair = outcome.entry().pair();
            tables.lock(pair);
            Optional<TableState> before = tables.state(pair);
            long result = tables.put(outcome.entry());
            TableState after = TableState.after(before.orElse(null), outcome.entry());
            tables.put(after, outcome.entry(), result);
            if (before.filter(known -> known.outdates(outcome.entry())).isEmpty()) {
                findings.put(Reckoning.of(findings.open(pair), outcome, mostFindings));
            }
            return new Change(before, after);
        });
    }

    @Override
    public void end(String run, RunEnd end) {
        store.write(handle -> {
            RunRows runs = new RunRows(handle);
            runs.end(run, end);
            Set<PairName> wholeJob = end.wholeJob();
            if (wholeJob != null) {
                runs.find(run)
                        .ifPresent(known -> new TableRows(handle)
                                .leaveOut(known.start().job(), wholeJob, new LeftOut(end.end(), run)));
            }
        });
    }

    @Override
    public List<RunEntry> markInterrupted(Duration silence, Instant now) {
        return store.transact(handle -> new RunRows(handle).markInterrupted(silence, now));
    }

    @Override
    public Optional<RunEntry> run(String id) {
        return store.transact(handle -> new RunRows(handle).find(id));
    }

    @Override
    public Page<RunEntry> runs(Optional<String> job, int offset, int limit) {
        return store.transact(handle -> new RunRows(handle).page(job, offset, limit));
    }

    @Override
    public Optional<RunEntry> lastOfWhole(String job, Set<RunState> states) {
        return store.transact(handle -> new RunRows(handle).lastOfWhole(job, states));
    }

    @Override
    public Optional<Instant> lastPassed(String job) {
        return store.transact(handle -> new RunRows(handle).lastPassed(job));
    }

    @Override
    public List<TableEntry> tablesOf(String run) {
        return store.transact(handle -> new TableRows(handle).ofRun(run));
    }

    @Override
    public Optional<String> report(String run) {
        return store.transact(handle -> new RunRows(handle).report(run));
    }

    @Override
    public List<TableState> states() {
        return store.transact(handle -> new TableRows(handle).states());
    }

    @Override
    public void forget(PairName pair) {
        store.write(handle -> new TableRows(handle).forget(pair));
    }

    @Override
    public List<TableEntry> results(PairName pair, int limit) {
        return store.transact(handle -> new TableRows(handle).ofPair(pair, limit));
    }

    @Override
    public Page<Finding> findings(FindingQuery query) {
        return store.transact(handle -> new FindingRows(handle).page(query));
    }

    @Override
    public Map<PairName, Long> openFindings() {
        return store.transact(handle -> new FindingRows(handle).open());
    }

    @Override
    public Optional<Finding> finding(long id) {
        return store.transact(handle -> new FindingRows(handle).find(id));
    }

    @Override
    public void account(Tick tick) {
        store.write(handle -> new ScheduleRows(handle).put(tick));
    }

    @Override
    public List<Tick> ticks(String job, int limit) {
        return store.transact(handle -> new ScheduleRows(handle).ticks(job, limit));
    }

    @Override
    public List<String> paused() {
        return store.transact(handle -> new ScheduleRows(handle).paused());
    }

    @Override
    public void pause(String job, Instant now) {
        store.write(handle -> new ScheduleRows(handle).pause(job, now));
    }

    @Override
    public void resume(String job) {
        store.write(handle -> new ScheduleRows(handle).resume(job));
    }

    @Override
    public List<OpenAlert> openAlerts() {
        return store.transact(handle -> new AlertRows(handle).open());
    }

    @Override
    public List<AlertStep> remember(List<AlertStep> steps) {
        try {
            return taken(steps);
        } catch (HistoryException e) {
            // Two that begin the same at once meet on its key: now one of them is there.
            return taken(steps);
        }
    }

    private List<AlertStep> taken(List<AlertStep> steps) {
        return store.transact(handle -> {
            AlertRows alerts = new AlertRows(handle);
            return steps.stream().filter(alerts::take).toList();
        });
    }

    @Override
    public int prune(Retention retention, Instant now) {
        return store.transact(handle -> {
            Instant oldest = now.minus(retention.age());
            new FindingRows(handle).prune(oldest);
            new ScheduleRows(handle).prune(oldest);
            return new RunRows(handle).prune(oldest, retention.runsOfJob());
        });
    }

    @Override
    public void close() {
        store.close();
    }
}
