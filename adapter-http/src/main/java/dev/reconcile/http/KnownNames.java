package dev.reconcile.http;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.History;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.port.RunHistory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs and tables that the settings or the history know. A filter by another name is refused: whoever mistyped it would see
 * nothing for ever and take that for good.
 */
final class KnownNames {

    private static final int MOST_TOLD = 20;

    private final List<Settings> settings;
    private final History history;

    KnownNames(Jobs jobs) {
        this.settings = jobs.settings();
        this.history = jobs.history();
    }

    /**
     * Does nothing where no job is asked for, or one that there is or was.
     *
     * @throws Problem if there is none of this name
     * @throws dev.reconcile.core.port.HistoryException if the settings do not know it and the history is off
     */
    void requireJob(Optional<String> job) {
        if (job.isEmpty() || settings.stream().anyMatch(known -> known.job().equals(job.get()))) {
            return;
        }
        if (!history.ask(store -> remembers(store, job.get()))) {
            throw Problem.of(
                    422,
                    "There is no such job, neither in the settings nor in the history. The settings have " + jobs());
        }
    }

    private static boolean remembers(RunHistory store, String job) {
        return store.runs(Optional.of(job), 0, 1).total() > 0
                || store.states().stream().anyMatch(state -> state.pair().job().equals(job))
                || store.findings(new FindingQuery(job, null, null, null, 0, 1)).total() > 0;
    }

    private String jobs() {
        String names = String.join(
                ", ", settings.stream().limit(MOST_TOLD).map(Settings::job).toList());
        int more = settings.size() - MOST_TOLD;
        return names + (more > 0 ? ", and " + more + " more, which /api/v1/jobs lists." : ".");
    }

    /**
     * Does nothing where no table is asked for, or one that a run has compared or the settings name. One that only a pattern of
     * theirs means is known once a run has compared it.
     *
     * @throws Problem if the job has none of this name
     */
    void requireTable(FindingQuery query) {
        if (query.table() == null && query.target() == null) {
            return;
        }
        boolean named = settings.stream()
                .anyMatch(known -> known.tables().pairs().stream()
                        .anyMatch(pair -> means(
                                query,
                                known.job(),
                                pair.source().toString(),
                                pair.target().toString())));
        if (!named
                && history.ask(store -> store.states().stream()
                        .noneMatch(state -> means(
                                query,
                                state.pair().job(),
                                state.pair().source(),
                                state.pair().target())))) {
            throw Problem.of(
                    422,
                    "No run has compared such a table, and the settings name none. /api/v1/tables lists those that runs have"
                            + " compared, and /api/v1/jobs those that are named.");
        }
    }

    private static boolean means(FindingQuery query, String job, String source, String target) {
        boolean isSource = isOrAny(query.table(), source);
        boolean isTable = query.target() == null ? isSource || isOrAny(query.table(), target) : isSource;
        return isTable && isOrAny(query.job(), job) && isOrAny(query.target(), target);
    }

    private static boolean isOrAny(@Nullable String wanted, String name) {
        return wanted == null || wanted.equals(name);
    }
}
