package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.checkpoint.TableProgress.Scrubbed;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.report.FirstFew;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which parts of the tables were compared when. It is written once a run is over or broken off, and what was killed
 * before has compared nothing: its parts are compared again, and so none is taken for compared whose result nobody was told.
 * Safe for use by several threads.
 */
final class ScrubKeeper {

    private final Scrubbing scrubbing;
    private final Stopwatch run;
    private final String runId;
    private final Map<String, String> about;
    private final List<String> names = new ArrayList<>();
    private final TreeSet<String> notCompared;
    private final Map<String, TableProgress> tables;
    private final Map<Integer, Optional<Scrubbed>> compared = new HashMap<>();
    private @Nullable CheckpointException failure;

    private ScrubKeeper(
            Scrubbing scrubbing,
            List<TablePair> pairs,
            Stopwatch run,
            String runId,
            Map<String, String> about,
            Map<String, TableProgress> tables) {
        this.scrubbing = scrubbing;
        this.run = run;
        this.runId = runId;
        this.about = about;
        this.tables = new HashMap<>(tables);
        this.notCompared = new TreeSet<>(tables.keySet());
        Map<String, Integer> times = new HashMap<>();
        for (TablePair pair : pairs) {
            // The same two tables may be compared several times, with other filters.
            int time = times.merge(pair.toString(), 1, Integer::sum);
            names.add(time == 1 ? pair.toString() : pair + " (" + time + ")");
        }
        notCompared.removeAll(names);
    }

    /**
     * One that knows what earlier runs have left.
     *
     * @throws CheckpointException if they were of something else, or it cannot be read
     */
    static ScrubKeeper of(Scrubbing scrubbing, List<TablePair> pairs, Stopwatch run, String runId) {
        Map<String, String> about = new TreeMap<>(scrubbing.about());
        about.put("version", Reconciler.version());
        Checkpoint before = scrubbing.store().read().orElse(null);
        if (before != null) {
            CheckpointKeeper.requireSame(before.about(), about);
        }
        return new ScrubKeeper(scrubbing, pairs, run, runId, about, before == null ? Map.of() : before.tables());
    }

    /** The scrub of one of the run's pairs. */
    synchronized PairScrub of(int index) {
        return new PairScrub(
                scrubbing,
                tables.get(names.get(index)) instanceof Scrubbed scrubbed ? scrubbed : null,
                after -> put(index, after));
    }

    private synchronized void put(int index, @Nullable Scrubbed after) {
        compared.put(index, Optional.ofNullable(after));
    }

    /**
     * The run is over, or broken off.
     *
     * @param reports what it reports of its pairs; what somebody compares too late to be told is not remembered
     * @return the same; where nothing can be remembered no table matches, for the next run compares the same part again, and
     *     every run after it
     */
    synchronized List<TableReport> keep(List<TableReport> reports) {
        compared.forEach((index, after) -> {
            if (reports.get(index).scrub() != null) {
                tables.remove(names.get(index));
                after.ifPresent(scrubbed -> tables.put(names.get(index), scrubbed));
            }
        });
        try {
            scrubbing.store().write(new Checkpoint(runId, run.start(), about, tables));
            return reports;
        } catch (CheckpointException e) {
            failure = e;
            return reports.stream().map(ScrubKeeper::forgotten).toList();
        }
    }

    private static TableReport forgotten(TableReport table) {
        if (table.scrub() == null || table.verdict() != Verdict.MATCH) {
            return table;
        }
        List<String> reasons = new ArrayList<>(table.reasons());
        reasons.add("That this part was compared cannot be remembered, so the others are never reached.");
        return table.judged(Verdict.INCONCLUSIVE, reasons);
    }

    /** What the reader of the report should know, one sentence each. */
    synchronized List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!notCompared.isEmpty()) {
            warnings.add("Tables that earlier runs scrubbed, and this one does not compare: " + FirstFew.of(notCompared)
                    + ".");
        }
        if (failure != null) {
            warnings.add("What was compared in this run is not remembered, and the next one compares the same parts: "
                    + failure.getMessage());
        }
        return warnings;
    }
}
