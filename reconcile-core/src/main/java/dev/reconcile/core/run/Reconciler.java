package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.compare.AgeColumnUse;
import dev.reconcile.core.compare.ColumnsMet;
import dev.reconcile.core.compare.MaskUse;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Recommender;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.TableComparison.Outcome;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares pairs of tables of two databases and reports what was found. The databases stay open and are the caller's to
 * close. May run several times, also at once.
 */
public final class Reconciler {

    private static final String OR_OF_ONE_THAT_IS_DONE =
            " It may be a column of a table that an earlier run was done with: such were not looked at again.";

    /** How long a cancelled run waits for databases that do not answer. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final Database source;
    private final Database target;
    private final InstantSource clock;
    private final Pace.Sleeper sleeper;
    private final Supplier<String> runIds;

    /**
     * A reconciler of two databases.
     *
     * @param source the database that is right
     * @param target the database that should be the same
     * @param clock tells the times in the report
     */
    public Reconciler(Database source, Database target, InstantSource clock) {
        this(source, target, clock, Pause::of);
    }

    /**
     * The same reconciler, whose runs are called otherwise.
     *
     * @param ids what the next run is called; a run that goes on with an earlier one is called as that was
     */
    public Reconciler withRunIds(Supplier<String> ids) {
        return new Reconciler(source, target, clock, sleeper, ids);
    }

    /** @param sleeper waits where the pace of a run demands it */
    Reconciler(Database source, Database target, InstantSource clock, Pace.Sleeper sleeper) {
        this(source, target, clock, sleeper, () -> UUID.randomUUID().toString());
    }

    private Reconciler(
            Database source, Database target, InstantSource clock, Pace.Sleeper sleeper, Supplier<String> runIds) {
        this.runIds = runIds;
        this.source = source;
        this.target = target;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** {@link #run(List, RunOptions, RunListener, Cancellation)} that nobody watches or cancels. */
    public Report run(List<TablePair> pairs, RunOptions options) {
        return run(pairs, options, RunListener.NONE, new Cancellation());
    }

    /**
     * Compares the pairs, some of them at once, and waits for all. A failure of one pair is that pair's result and hides
     * no other's.
     *
     * @param pairs what to compare; an empty list gives a report that says so and does not pass
     * @param listener watches, from several threads
     * @param cancellation ends the run early: what is done is reported, and the report says that it is not complete. A
     *     database that does not answer holds the report up for 2.5 s at most; its threads end when its connections do.
     * @return one result for each pair, in the order given
     */
    public Report run(List<TablePair> pairs, RunOptions options, RunListener listener, Cancellation cancellation) {
        Stopwatch watch = Stopwatch.started(clock);
        return run(pairs, options, listener, cancellation, CheckpointKeeper.none(watch, runIds), null, watch);
    }

    /**
     * {@link #run(List, RunOptions, RunListener, Cancellation)} that goes on with an earlier run which did not come to its end,
     * and that keeps how far it has come. Nothing is kept of a run that came to its end, whatever it found. Where the store has a
     * journal, the listener is told of every row that differs, also of those that the listener of the earlier run was told
     * of; otherwise not of the rows of tables that were done then.
     *
     * @throws dev.reconcile.core.port.CheckpointException if what an earlier run left is of something else, or cannot be read;
     *     no table is read then
     */
    public Report run(
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation,
            Checkpointing checkpointing) {
        Stopwatch watch = Stopwatch.started(clock);
        return run(
                pairs,
                options,
                listener,
                cancellation,
                CheckpointKeeper.of(checkpointing, pairs, watch, runIds),
                null,
                watch);
    }

    /**
     * {@link #run(List, RunOptions, RunListener, Cancellation)} that compares only a part of each table, another one in each
     * run, and remembers when each was compared; each table's report tells it, see {@link TableReport#scrub}. What a run
     * compared is remembered when it ends, however it ends but by the end of its process. Tables that cannot be cut into parts
     * alike on both sides are {@link dev.reconcile.core.report.Verdict#INCONCLUSIVE} and not read, unless they are small.
     *
     * @param options at a depth that compares rows
     * @throws dev.reconcile.core.port.CheckpointException if what earlier runs left is of something else, or cannot be read; no
     *     table is read then
     * @throws IllegalArgumentException if the depth is another
     */
    public Report scrub(
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation,
            Scrubbing scrubbing) {
        if (options.depth() != Depth.ROWS) {
            throw new IllegalArgumentException("Parts of tables can be compared only where rows are.");
        }
        Stopwatch watch = Stopwatch.started(clock);
        CheckpointKeeper none = CheckpointKeeper.none(watch, runIds);
        ScrubKeeper scrub = ScrubKeeper.of(scrubbing, pairs, watch, none.runId());
        return run(pairs, options, listener, cancellation, none, scrub, watch);
    }

    private Report run(
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation,
            CheckpointKeeper checkpoint,
            @Nullable ScrubKeeper scrub,
            Stopwatch watch) {
        listener.runStarted(checkpoint.runId(), watch.start(), pairs.size());
        ColumnsMet columns = new ColumnsMet();
        boolean isAnyDone = checkpoint.isAnyDone();
        List<Outcome> outcomes = compareAll(pairs, options, listener, checkpoint, scrub, columns, cancellation);
        List<TableReport> compared = outcomes.stream().map(Outcome::report).toList();
        List<Discrepancy> discrepancies =
                outcomes.stream().flatMap(o -> o.discrepancies().stream()).toList();
        if (cancellation.isCancelled() || compared.stream().anyMatch(Reconciler::isOutOfTime)) {
            checkpoint.runIsBrokenOff();
        } else {
            checkpoint.runIsOver();
        }
        List<TableReport> tables = scrub == null ? compared : scrub.keep(compared);
        Instant end = clock.instant();
        List<String> ofNames = Stream.concat(
                        MaskUse.warnings(pairs, columns).stream(), AgeColumnUse.warnings(pairs, columns).stream())
                .map(warning -> isAnyDone ? warning + OR_OF_ONE_THAT_IS_DONE : warning)
                .toList();
        ofNames.forEach(listener::namedInVain);
        List<String> warnings = new ArrayList<>(warnings(outcomes, ofNames));
        warnings.addAll(checkpoint.warnings());
        if (scrub != null) {
            warnings.addAll(scrub.warnings());
        }
        return new Report(
                checkpoint.runId(),
                version(),
                end,
                watch.millisecondsUntil(end),
                !cancellation.isCancelled(),
                tables,
                discrepancies,
                Recommender.recommend(discrepancies, tables),
                warnings);
    }

    private static boolean isOutOfTime(TableReport table) {
        return table.skipped() == Skipped.TIME_OVER;
    }

    private List<Outcome> compareAll(
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            CheckpointKeeper checkpoint,
            @Nullable ScrubKeeper scrub,
            ColumnsMet columns,
            Cancellation cancellation) {
        ExecutorService tables =
                Executors.newFixedThreadPool(options.parallelism(), new NamedThreads("reconcile-table-"));
        ExecutorService reads = Executors.newCachedThreadPool(new NamedThreads("reconcile-read-"));
        try {
            LoadWatch load = new LoadWatch(options.pace().pauseWhen(), source, target);
            Pace pace = new Pace(options.pace(), load, listener, clock, sleeper);
            Lanes lanes = new Lanes(options.segments().lanes(), options.parallelism(), pairs.size());
            TableComparison comparison = new TableComparison(
                    source,
                    target,
                    options,
                    listener,
                    new SideWork(reads),
                    lanes,
                    clock,
                    checkpoint.start(),
                    columns,
                    pace);
            List<CompletableFuture<Outcome>> running = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                TablePair pair = pairs.get(i);
                Optional<TableProgress.Done> done = checkpoint.done(i, pair);
                TableCheckpoint ofPair = checkpoint.of(i, pair);
                PairScrub scrubOfPair = scrub == null ? null : scrub.of(i);
                running.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return done.isPresent()
                                        ? comparison.repeated(pair, done.get(), ofPair, cancellation)
                                        : comparison.run(pair, ofPair, scrubOfPair, cancellation);
                            } finally {
                                lanes.tableIsDone();
                            }
                        },
                        tables));
            }
            try (Cancellation.Registration ignored =
                    cancellation.onCancel(() -> letGo(pairs, running, comparison, Stopwatch.started(clock)))) {
                return running.stream().map(CompletableFuture::join).toList();
            }
        } finally {
            tables.shutdownNow();
            reads.shutdownNow();
        }
    }

    /** Gives what was cancelled a moment to end by itself: a database that hangs hears of no cancellation. */
    private static void letGo(
            List<TablePair> pairs,
            List<CompletableFuture<Outcome>> running,
            TableComparison comparison,
            Stopwatch watch) {
        CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    for (int i = 0; i < pairs.size(); i++) {
                        running.get(i).complete(comparison.interrupted(pairs.get(i), watch));
                    }
                });
    }

    private List<String> warnings(List<Outcome> outcomes, List<String> ofNames) {
        Set<String> warnings = new LinkedHashSet<>();
        warnings.addAll(source.facts().warningsOf("source"));
        warnings.addAll(target.facts().warningsOf("target"));
        warnings.addAll(ofNames);
        outcomes.forEach(outcome -> warnings.addAll(outcome.warnings()));
        return new ArrayList<>(warnings);
    }

    /** The version of this library, as its jar says. */
    public static String version() {
        String version = Reconciler.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
