package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.OtherCheckpointException;
import dev.reconcile.core.report.FirstFew;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how far a run has come, and gives what an earlier one left. A checkpoint that cannot be written takes nothing from
 * the run but that: it is said. Safe for use by several threads.
 */
final class CheckpointKeeper {

    private final @Nullable Checkpointing checkpointing;
    private final InstantSource clock;
    private final String runId;
    private final Instant start;
    private final boolean goesOn;
    private final Map<String, String> about;
    private final Map<String, TableProgress> tables;
    private @Nullable Instant written;
    private boolean isLeft;
    private @Nullable CheckpointException failure;

    private CheckpointKeeper(
            @Nullable Checkpointing checkpointing,
            InstantSource clock,
            Instant now,
            Map<String, String> about,
            @Nullable Checkpoint before,
            Supplier<String> runIds) {
        this.checkpointing = checkpointing;
        this.clock = clock;
        this.about = about;
        this.goesOn = before != null;
        this.runId = before == null ? runIds.get() : before.runId();
        this.start = before == null ? now : before.start();
        this.tables = new LinkedHashMap<>(before == null ? Map.of() : before.tables());
    }

    /** One that keeps nothing. */
    static CheckpointKeeper none(Stopwatch run, Supplier<String> runIds) {
        return new CheckpointKeeper(null, run.clock(), run.start(), Map.of(), null, runIds);
    }

    /**
     * One that goes on from what is there.
     *
     * @param runIds names the run, unless it goes on with one that has a name
     * @throws OtherCheckpointException if an earlier run was of something else
     * @throws CheckpointException if what it left cannot be read
     */
    static CheckpointKeeper of(
            Checkpointing checkpointing, List<TablePair> pairs, Stopwatch run, Supplier<String> runIds) {
        Map<String, String> about = new TreeMap<>(checkpointing.about());
        about.put("version", Reconciler.version());
        Checkpoint before = checkpointing.store().read().orElse(null);
        if (before != null) {
            requireSame(before.about(), about);
            requireKnown(before, pairs);
        }
        return new CheckpointKeeper(checkpointing, run.clock(), run.start(), about, before, runIds);
    }

    /** @throws OtherCheckpointException if an earlier run was of something else, naming what */
    static void requireSame(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> different = names.stream()
                .filter(name -> !Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(now.get(name))))
                .toList();
        if (!different.isEmpty()) {
            throw new OtherCheckpointException(
                    "The run that left the checkpoint was one with another " + String.join(", ", different) + ".",
                    "Go on with the same, or delete the checkpoint to begin anew.");
        }
    }

    private static void requireKnown(Checkpoint before, List<TablePair> pairs) {
        TreeSet<String> unknown = new TreeSet<>(before.tables().keySet());
        for (int i = 0; i < pairs.size(); i++) {
            unknown.remove(name(i, pairs.get(i)));
        }
        if (!unknown.isEmpty()) {
            throw new OtherCheckpointException(
                    "The run that left the checkpoint compared tables that this one does not, or in another order: "
                            + FirstFew.of(unknown.stream()
                                    .map(name -> name.substring(name.indexOf(' ') + 1))
                                    .toList())
                            + ".",
                    "Go on with the same tables, or delete the checkpoint to begin anew.");
        }
    }

    /** The same two tables may be compared several times, with other filters. */
    private static String name(int index, TablePair pair) {
        return (index + 1) + ". " + pair;
    }

    String runId() {
        return runId;
    }

    /** When the run began, or the one that it goes on with. */
    Instant start() {
        return start;
    }

    /** Whether any pair is done. */
    synchronized boolean isAnyDone() {
        return tables.values().stream().anyMatch(TableProgress.Done.class::isInstance);
    }

    /** What became of a pair in the earlier run, if it was done. */
    synchronized Optional<TableProgress.Done> done(int index, TablePair pair) {
        return Optional.ofNullable(tables.get(name(index, pair)))
                .filter(TableProgress.Done.class::isInstance)
                .map(TableProgress.Done.class::cast);
    }

    /** What a pair's comparison keeps. */
    TableCheckpoint of(int index, TablePair pair) {
        String name = name(index, pair);
        TableProgress before;
        synchronized (this) {
            before = tables.get(name);
        }
        return checkpointing == null
                ? TableCheckpoint.none()
                : new TableCheckpoint(
                        pair,
                        before instanceof TableProgress.Summing summing ? summing : null,
                        progress -> put(name, progress),
                        this::stays,
                        toldRows(index),
                        checkpointing.interval());
    }

    private @Nullable ToldRows toldRows(int index) {
        return checkpointing == null
                ? null
                : checkpointing
                        .store()
                        .journal()
                        .map(journal -> new ToldRows(journal, index, checkpointing.keptValues()))
                        .orElse(null);
    }

    /**
     * One table is not done, and another run is to go on with it: a connection was lost, or what an earlier run left could not be
     * made use of, and whether it still can is for a person to say.
     */
    private synchronized void stays() {
        isLeft = true;
    }

    private synchronized void put(String name, TableProgress progress) {
        tables.put(name, progress);
        Instant now = clock.instant();
        if (checkpointing != null
                && (written == null || Duration.between(written, now).compareTo(checkpointing.interval()) >= 0)) {
            write();
            written = clock.instant();
        }
    }

    private void write() {
        try {
            if (checkpointing != null) {
                checkpointing.store().write(new Checkpoint(runId, start, about, tables));
                failure = null;
            }
        } catch (CheckpointException e) {
            failure = e;
        }
    }

    /**
     * The run came to its end: a later one is another, and must not take these results for its own, unless it is to go on with a
     * table.
     */
    synchronized void runIsOver() {
        isLeft &= !tables.isEmpty();
        if (isLeft) {
            write();
            return;
        }
        try {
            if (checkpointing != null) {
                checkpointing.store().remove();
            }
        } catch (CheckpointException e) {
            failure = e;
        }
    }

    /** The run is broken off, and another goes on with it. */
    synchronized void runIsBrokenOff() {
        write();
    }

    /** What the reader of the report should know, one sentence each. */
    synchronized List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (goesOn) {
            warnings.add("This run goes on with one that began at " + start
                    + " and did not come to its end: what was read then is not read again.");
        }
        if (isLeft && failure == null) {
            warnings.add(
                    "The checkpoint stays, because a table is not done: the same command goes on with it, and compares"
                            + " no table again that is. Delete it to begin anew.");
        }
        if (failure != null) {
            warnings.add("The checkpoint is not kept: " + failure.getMessage());
        }
        return warnings;
    }
}
