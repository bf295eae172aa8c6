package dev.reconcile.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.Jobs;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.RunState;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.UncomparedPatterns;
import dev.reconcile.core.history.UncomparedPatterns.WholeRun;
import dev.reconcile.core.port.HistoryException;
import dev.reconcile.core.port.RunHistory;
import dev.reconcile.core.table.TablePattern;
import dev.reconcile.report.JsonHistory;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far the jobs have come, as the history tells it. */
final class JobStandings {

    private static final Set<RunState> OVER = EnumSet.complementOf(EnumSet.of(RunState.RUNNING));

    private final Map<String, Standing> standings;

    private JobStandings(Map<String, Standing> standings) {
        this.standings = standings;
    }

    /** Nothing is known of any while the history is off. */
    static JobStandings of(Jobs jobs, RunWarnings warnings) {
        try {
            return new JobStandings(jobs.history().ask(store -> all(store, jobs, warnings)));
        } catch (HistoryException off) {
            return new JobStandings(Map.of());
        }
    }

    Standing of(String job) {
        return standings.getOrDefault(job, new Standing(null, null, null));
    }

    private static Map<String, Standing> all(RunHistory store, Jobs jobs, RunWarnings warnings) {
        Map<String, Optional<WholeRun>> ended = new HashMap<>();
        jobs.settings().forEach(settings -> ended.put(settings.job(), lastThatEnded(store, settings)));
        // A pair that a run records in between is known then: what is asked the other way round would miss it.
        Map<String, Set<PairName>> compared = store.states().stream()
                .filter(state -> state.leftOut() == null)
                .map(TableState::pair)
                .collect(Collectors.groupingBy(PairName::job, Collectors.toSet()));
        Map<String, Standing> standings = new HashMap<>();
        for (Settings settings : jobs.settings()) {
            String job = settings.job();
            Optional<RunEntry> last = store.lastOfWhole(job, OVER);
            standings.put(
                    job,
                    new Standing(
                            last.orElse(null),
                            last.flatMap(run -> warnings.of(store, run.id())).orElse(null),
                            patterns(settings, jobs.begun())
                                    .among(
                                            compared.getOrDefault(job, Set.of()),
                                            ended.getOrDefault(job, Optional.empty()))));
        }
        return standings;
    }

    private static UncomparedPatterns patterns(Settings settings, Instant since) {
        return new UncomparedPatterns(
                settings.tables().include(), settings.tables().exclude(), since);
    }

    private static Optional<WholeRun> lastThatEnded(RunHistory store, Settings settings) {
        return settings.tables().include().isEmpty()
                ? Optional.empty()
                : store.lastOfWhole(settings.job(), EnumSet.of(RunState.COMPLETED))
                        .map(run -> new WholeRun(
                                run.start().start(),
                                store.tablesOf(run.id()).stream()
                                        .map(TableEntry::pair)
                                        .collect(Collectors.toSet())));
    }

    /**
     * How far a job has come.
     *
     * @param lastRun its last run as a whole that is over; null where none is remembered, or the history is off
     * @param warnings what the report of that warns of; null where none is kept
     * @param notAllCompared the patterns of which it is not known that all their tables were compared; null while the history is off
     */
    record Standing(
            @Nullable RunEntry lastRun,
            RunWarnings.@Nullable Warnings warnings,
            @Nullable List<TablePattern> notAllCompared) {

        void addTo(ObjectNode job) {
            job.set("last_run", lastRun == null ? null : told(lastRun));
            if (notAllCompared == null) {
                job.putNull("not_all_compared");
            } else {
                ArrayNode patterns = job.putArray("not_all_compared");
                notAllCompared.forEach(pattern -> patterns.add(pattern.toString()));
            }
        }

        private ObjectNode told(RunEntry run) {
            ObjectNode node = JsonHistory.run(run);
            if (warnings != null) {
                warnings.addTo(node);
            }
            return node;
        }
    }
}
