package dev.reconcile.app.history;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.core.history.DueTimes;
import dev.reconcile.core.history.DueTimes.DueTime;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.HistoryReport;
import dev.reconcile.core.history.Page;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableOrPair;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Tick;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.history.HistoryStore;
import dev.reconcile.history.StorePlace;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A look at a history, for a person. */
public final class HistoryLook {

    private static final int MOST_NAMED = 10;

    private final HistorySettings settings;
    private final InstantSource clock;

    /** @param settings that name a place */
    public HistoryLook(HistorySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is remembered.
     *
     * @param job of which job; empty for all
     * @param table of which table, as its source or target is named, or of which pair of tables; null for all
     * @param withEnded whether findings that ended are shown too
     * @param limit how many runs, times of each schedule, results or findings at most, from 1 to {@link FindingQuery#MOST}
     * @throws HistoryException if there is no history, or it cannot be read, or it knows tables and none of this name
     */
    public HistoryReport look(Optional<String> job, @Nullable String table, boolean withEnded, int limit) {
        try (RunHistory history = open()) {
            return look(history, job, table, withEnded, limit);
        }
    }

    /**
     * Forgets what is known of a table and its findings, for it is no longer compared, or not as it was: of the pairs that the name
     * fits those that are no longer compared, or else the only one.
     *
     * @param job of which job; empty for all
     * @param table as its source or target is named, or a pair of tables
     * @return what is forgotten and what is kept; both empty where nothing is known of the table
     * @throws HistoryException if there is no history, or it cannot be changed
     */
    public Forgetting forget(Optional<String> job, String table) {
        return forget(job, table, Forgetting::of);
    }

    /**
     * Forgets what is known of pairs that are no longer compared, and of no others.
     *
     * @param table which of them, as {@link #forget} has it; null for all
     */
    public Forgetting forgetLeftOut(Optional<String> job, @Nullable String table) {
        return forget(job, table, Forgetting::ofLeftOut);
    }

    private Forgetting forget(
            Optional<String> job, @Nullable String table, Function<List<TableState>, Forgetting> choice) {
        try (RunHistory history = open()) {
            Forgetting chosen = choice.apply(statesOf(history, job, table));
            chosen.forgotten().forEach(history::forget);
            return chosen;
        }
    }

    private RunHistory open() {
        StorePlace place = settings.place().orElseThrow();
        if (place instanceof StorePlace.Folder folder && !Files.exists(folder.file())) {
            // To look must not make one.
            throw new HistoryException(
                    place.label()
                            + ": there is no history. Name its folder with --data-dir, or its server with --history-url.",
                    null);
        }
        return HistoryStore.open(place, settings.maxFindings());
    }

    private HistoryReport look(
            RunHistory history, Optional<String> job, @Nullable String table, boolean withEnded, int limit) {
        List<TableState> states = statesOf(history, job, table);
        Map<PairName, Long> open = history.openFindings();
        Map<PairName, List<TableEntry>> results = new HashMap<>();
        if (table != null) {
            states.forEach(state -> results.put(state.pair(), history.results(state.pair(), Math.min(limit, 10))));
        }
        Page<RunEntry> runs = table == null ? history.runs(job, 0, limit) : new Page<>(List.of(), 0);
        Page<Finding> findings = table == null
                ? new Page<>(List.of(), 0)
                : history.findings(query(job, table, states, withEnded ? null : true, limit));
        if (table != null && states.isEmpty() && findings.items().isEmpty()) {
            requireKnown(statesOf(history, job, null), table);
        }
        List<DueTimes> schedules = table == null ? schedules(history, job, states, runs, limit) : List.of();
        return new HistoryReport(clock.instant(), table, states, open, results, runs, schedules, findings);
    }

    /** A name that is only mistyped must not look like a table of which nothing differs. */
    private static void requireKnown(List<TableState> known, String table) {
        Set<String> names = new TreeSet<>();
        known.forEach(state ->
                names.addAll(List.of(state.pair().source(), state.pair().target())));
        if (names.isEmpty()) {
            return;
        }
        List<String> alike = names.stream()
                .filter(name -> withoutSchema(name).equalsIgnoreCase(withoutSchema(table)))
                .toList();
        List<String> shown = alike.isEmpty() ? List.copyOf(names) : alike;
        throw new HistoryException(
                "No run that is remembered has compared a table of this name: " + table + ". "
                        + (alike.isEmpty() ? "There are " : "Is it ")
                        + String.join(", ", shown.subList(0, Math.min(MOST_NAMED, shown.size())))
                        + (shown.size() > MOST_NAMED ? " and " + (shown.size() - MOST_NAMED) + " more" : "")
                        + (alike.isEmpty() ? "." : "?"),
                null);
    }

    private static String withoutSchema(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Where a pair was named, all that is known of it has the same two tables. */
    private static FindingQuery query(
            Optional<String> job, String table, List<TableState> states, @Nullable Boolean open, int limit) {
        PairName first = states.isEmpty() ? null : states.get(0).pair();
        boolean isTable = first == null || table.equals(first.source()) || table.equals(first.target());
        return first == null || isTable
                ? new FindingQuery(job.orElse(null), table, null, open, 0, limit)
                : new FindingQuery(job.orElse(null), first.source(), first.target(), null, open, 0, limit);
    }

    /** Of the jobs of which something is shown, and of those that are paused. */
    private static List<DueTimes> schedules(
            RunHistory history, Optional<String> job, List<TableState> states, Page<RunEntry> runs, int limit) {
        List<String> paused = history.paused();
        Set<String> jobs = new TreeSet<>();
        job.ifPresentOrElse(jobs::add, () -> {
            states.forEach(state -> jobs.add(state.pair().job()));
            runs.items().forEach(run -> jobs.add(run.start().job()));
            jobs.addAll(paused);
        });
        return jobs.stream()
                .map(name -> new DueTimes(name, paused.contains(name), times(history, name, limit)))
                .filter(times -> times.paused() || !times.times().isEmpty())
                .toList();
    }

    private static List<DueTime> times(RunHistory history, String job, int limit) {
        List<Tick> ticks = history.ticks(job, limit);
        if (ticks.isEmpty()) {
            return List.of();
        }
        Map<String, RunState> runs = new HashMap<>();
        history.runs(Optional.of(job), 0, limit).items().forEach(run -> runs.put(run.id(), run.state()));
        return ticks.stream()
                .map(tick -> new DueTime(tick, tick.run() == null ? null : stateOf(history, tick.run(), runs)))
                .toList();
    }

    /** Runs that nobody scheduled may have come between. */
    private static @Nullable RunState stateOf(RunHistory history, String run, Map<String, RunState> known) {
        RunState state = known.get(run);
        return state != null ? state : history.run(run).map(RunEntry::state).orElse(null);
    }

    private static List<TableState> statesOf(RunHistory history, Optional<String> job, @Nullable String table) {
        return history.states().stream()
                .filter(state ->
                        job.filter(name -> !name.equals(state.pair().job())).isEmpty())
                .filter(state -> table == null || new TableOrPair(table).means(state.pair()))
                .toList();
    }
}
