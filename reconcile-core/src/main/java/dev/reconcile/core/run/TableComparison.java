package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.checkpoint.TableProgress.Told;
import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.compare.BucketDifferences;
import dev.reconcile.core.compare.ChangedRows;
import dev.reconcile.core.compare.ColumnsMet;
import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CancelledException;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.EarlierRead;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.Skipped;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the tables of one pair: describe both, align their columns, read each side once, judge. */
final class TableComparison {

    /** How often sums are read that differ while no row does: what was late may have come in between. */
    private static final int READS_OF_SUMS = 3;

    private final Database source;
    private final Database target;
    private final RunOptions options;
    private final RunListener listener;
    private final SideWork sides;
    private final Lanes lanes;
    private final InstantSource clock;
    private final Instant runStart;
    private final ColumnsMet columnsMet;
    private final Pace pace;

    /** @param runStart the time that the age of rows is counted from, in every table */
    TableComparison(
            Database source,
            Database target,
            RunOptions options,
            RunListener listener,
            SideWork sides,
            Lanes lanes,
            InstantSource clock,
            Instant runStart,
            ColumnsMet columnsMet,
            Pace pace) {
        this.source = source;
        this.target = target;
        this.options = options;
        this.listener = listener;
        this.sides = sides;
        this.lanes = lanes;
        this.clock = clock;
        this.runStart = runStart;
        this.columnsMet = columnsMet;
        this.pace = pace;
    }

    /**
     * What the comparison of one pair gave.
     *
     * @param report the pair's result
     * @param discrepancies what was found
     * @param warnings what the reader of the report should know, one sentence each, each naming the table
     */
    record Outcome(TableReport report, List<Discrepancy> discrepancies, List<String> warnings) {

        Outcome {
            discrepancies = List.copyOf(discrepancies);
            warnings = List.copyOf(warnings);
        }

        Outcome readEarlier(EarlierRead read) {
            return new Outcome(report.readEarlier(read), discrepancies, warnings);
        }
    }

    /**
     * Compares one pair. Never throws for what a database or a table does: that is an {@link Verdict#ERROR} of this pair,
     * and no other pair's business.
     */
    Outcome run(TablePair pair, TableCheckpoint checkpoint, @Nullable PairScrub scrub, Cancellation cancellation) {
        Stopwatch watch = Stopwatch.started(clock);
        listener.comparing(pair);
        Cancellation ofThisPair = new Cancellation();
        Outcome outcome;
        try (Cancellation.Registration ignored = cancellation.onCancel(ofThisPair::cancel)) {
            outcome = compare(pair, watch, checkpoint, scrub, ofThisPair);
            if (checkpoint.goesOn()) {
                outcome = outcome.readEarlier(new EarlierRead(runStart, false));
            }
            checkpoint.done(outcome.report(), outcome.discrepancies(), outcome.warnings());
        } catch (CancelledException e) {
            outcome = interrupted(pair, watch);
        } catch (DatabaseException e) {
            if (e.kind() == DatabaseException.Kind.CONNECTION || checkpoint.isBegun()) {
                checkpoint.stays();
            }
            String reason = e.getMessage() + begun(checkpoint);
            outcome = e.kind() == DatabaseException.Kind.LOCKED
                    ? skipped(pair, Skipped.LOCKED, reason, watch)
                    : uncompared(pair, Verdict.ERROR, reason, watch);
        } catch (HeldBackException e) {
            if (checkpoint.isBegun()) {
                checkpoint.stays();
            }
            outcome = skipped(pair, e.why(), e.getMessage() + begun(checkpoint), watch);
        } catch (UnusablePairException | CheckpointException e) {
            outcome = uncompared(pair, Verdict.ERROR, String.valueOf(e.getMessage()), watch);
        } catch (RuntimeException | Error e) {
            outcome = uncompared(pair, Verdict.ERROR, Unexpected.describe(e), watch);
        }
        listener.tableFinished(pair, outcome.report(), outcome.discrepancies());
        return outcome;
    }

    /**
     * The outcome of a pair that an earlier run was done with. Its rows are told again, where they are kept. Where they cannot
     * be, the outcome stays for a run in which they can.
     */
    Outcome repeated(TablePair pair, TableProgress.Done done, TableCheckpoint checkpoint, Cancellation cancellation) {
        Stopwatch watch = Stopwatch.started(clock);
        Outcome outcome = new Outcome(done.report(), done.discrepancies(), done.warnings())
                .readEarlier(new EarlierRead(runStart, true));
        try {
            if (done.told() != null) {
                tellAgain(pair, done.told(), checkpoint, cancellation);
            }
        } catch (CancelledException e) {
            outcome = interrupted(pair, watch);
        } catch (DatabaseException | UnusablePairException | CheckpointException e) {
            checkpoint.stays();
            outcome = uncompared(
                    pair,
                    Verdict.ERROR,
                    "The rows that an earlier run found cannot be told again: " + e.getMessage(),
                    watch);
        }
        listener.tableFinished(pair, outcome.report(), outcome.discrepancies());
        return outcome;
    }

    private void tellAgain(TablePair pair, Told told, TableCheckpoint checkpoint, Cancellation cancellation) {
        AlignedTables aligned =
                AlignedTables.describe(source, target, pair, options.rounding(), runStart, sides, cancellation);
        ComparisonPlan plan = aligned.plan();
        Both<TableRead, TableRead> reads = new Both<>(
                plan.sourceRead(aligned.tables().source(), pair),
                plan.targetRead(aligned.tables().target(), pair));
        checkpoint.requireSame(told, Signature.ofRows(plan, reads, options));
        listener.rowsSought(pair, RowStage.settled(plan, reads.source()), RowStage.settled(plan, reads.target()));
        checkpoint.forEachTold(told, row -> {
            cancellation.check();
            listener.rowDiffers(pair, row);
        });
    }

    /** The outcome of a pair that was not done when the run was cancelled. */
    Outcome interrupted(TablePair pair, Stopwatch watch) {
        return uncompared(pair, Verdict.INCONCLUSIVE, "The run was interrupted before this was compared.", watch);
    }

    private Outcome compare(
            TablePair pair,
            Stopwatch watch,
            TableCheckpoint checkpoint,
            @Nullable PairScrub scrub,
            Cancellation cancellation) {
        pace.beforeTable(cancellation);
        AlignedTables aligned =
                AlignedTables.describe(source, target, pair, options.rounding(), runStart, sides, cancellation);
        Both<TableDescription, TableDescription> tables = aligned.tables();
        ComparisonPlan plan = aligned.plan();
        columnsMet.met(tables.source(), tables.target());
        Judgement judgement = new Judgement(pair, tables, plan, options, watch);
        Optional<String> hidden = aligned.hiddenRows();
        if (hidden.isPresent()) {
            return judgement.withoutReading(hidden.get());
        }
        if (options.depth() != Depth.COUNTS && plan.pairs().isEmpty()) {
            return judgement.withoutReading(noColumns(plan));
        }
        Optional<String> untold = untold(pair, tables, plan, judgement, cancellation);
        if (untold.isPresent()) {
            return judgement.withoutReading(untold.get());
        }
        List<Acceptance> accepted = options.depth() == Depth.ROWS ? plan.acceptedOn(watch.day()) : List.of();
        rehearse(accepted, pair, tables, plan, cancellation);
        listener.tableStarted(pair, rowsToRead(tables.source(), scrub), rowsToRead(tables.target(), scrub));
        if (options.depth() == Depth.COUNTS) {
            Both<SideRead, SideRead> counts = count(pair, tables, plan, cancellation);
            return judgement.ofCounts(
                    countLooks(pair, tables, plan, cancellation).settle(counts));
        }
        Reading reading = reading(pair, tables, plan, checkpoint, scrub, cancellation);
        for (RunListener.Side side : RunListener.Side.values()) {
            ReadSide read = reading.side(side);
            ReadWarnings.of(read.database(), read.read(), options.segments(), cancellation)
                    .forEach(judgement::warn);
        }
        PairScrub.Search search = sums -> judged(judgement, sums, reading, pair, plan, accepted);
        if (scrub == null) {
            return search.of(sums(reading));
        }
        if (scrub.isForWhole(reading)) {
            return scrub.whole(search.of(sums(reading)));
        }
        Optional<String> obstacle = scrub.obstacle(reading);
        return obstacle.isPresent()
                ? judgement.withoutReading(obstacle.get())
                : scrub.compare(reading, pair, plan, judgement, search);
    }

    /**
     * Why tables are not read of which nobody can tell the rows that were changed lately. A large one read whole is more than
     * was asked for, and less would be passed that was not looked at.
     */
    private Optional<String> untold(
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            Judgement judgement,
            Cancellation cancellation) {
        if (!(plan.changedRows() instanceof ChangedRows.Untold untold)) {
            return Optional.empty();
        }
        boolean small = SmallTable.is(
                        source,
                        plan.sourceRead(tables.source(), pair),
                        SmallTable.MOST_ROWS,
                        pace.of(RunListener.Side.SOURCE, cancellation),
                        cancellation)
                && SmallTable.is(
                        target,
                        plan.targetRead(tables.target(), pair),
                        SmallTable.MOST_ROWS,
                        pace.of(RunListener.Side.TARGET, cancellation),
                        cancellation);
        if (small) {
            judgement.warn(pair + ": " + untold.why() + " It was compared whole, for it is small.");
            return Optional.empty();
        }
        return Optional.of(
                untold.why() + " It was not read. Name a change-column that it has, or compare it whole in a run"
                        + " without --since and exclude it from this one.");
    }

    private static OptionalLong rowsToRead(TableDescription table, @Nullable PairScrub scrub) {
        OptionalLong rows = table.estimatedRows();
        return scrub == null || rows.isEmpty() ? rows : OptionalLong.of(scrub.partOf(rows.getAsLong()));
    }

    /** Looks for the rows where sums differ, and judges. */
    private Outcome judged(
            Judgement judgement,
            Sums first,
            Reading reading,
            TablePair pair,
            ComparisonPlan plan,
            List<Acceptance> accepted) {
        Sums sums = first;
        String ofRows = reading.checkpoint()
                .signature(() -> Signature.ofRows(
                        plan,
                        new Both<>(
                                reading.sides().source().read(),
                                reading.sides().target().read()),
                        options));
        for (int read = 1; ; read++) {
            BucketDifferences differences = sums.differences();
            RowStage stage = new RowStage(
                    reading,
                    pair,
                    plan,
                    accepted,
                    reading.checkpoint().keeping(listener, ofRows),
                    fullerSide(sums.reads()));
            RowsReport rows = options.depth() == Depth.ROWS && !differences.none() ? sums.findRows(stage) : null;
            if (rows == null || !rows.isEmpty() || stage.locked().isPresent() || read == READS_OF_SUMS) {
                sums.unread().ifPresent(judgement::wasNotRead);
                stage.locked().ifPresent(judgement::wasNotSought);
                return judgement.of(sums.reads(), differences, rows);
            }
            judgement.sumsDifferedForNoRow();
            sums = sums.readAgain();
        }
    }

    private static long fullerSide(Both<SideRead, SideRead> reads) {
        return Math.max(reads.source().count(), reads.target().count());
    }

    /** Ranges of keys are worth it only where rows are looked for. */
    private Sums sums(Reading reading) {
        Optional<SharedOrder> order = options.depth() == Depth.ROWS ? reading.sharedOrder() : Optional.empty();
        return order.isPresent() ? RangedSums.read(reading, order.get()) : HashedSums.read(reading);
    }

    /**
     * A filter with an error shows on the day it was written, and not on the day when rows differ. One that closes a bracket
     * it did not open would mean other rows than it says; only a rehearsal shows that.
     */
    private void rehearse(
            List<Acceptance> accepted,
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            Cancellation cancellation) {
        if (!pair.sourceFilter().isNone()) {
            source.reader(plan.sourceRead(tables.source(), pair).ofNoColumn(), cancellation)
                    .rehearse();
        }
        if (!pair.targetFilter().isNone()) {
            target.reader(plan.targetRead(tables.target(), pair).ofNoColumn(), cancellation)
                    .rehearse();
        }
        for (Acceptance acceptance : accepted) {
            FilterRehearsal.of(
                    acceptance, RunListener.Side.SOURCE, source, plan.sourceRead(tables.source(), pair), cancellation);
            FilterRehearsal.of(
                    acceptance, RunListener.Side.TARGET, target, plan.targetRead(tables.target(), pair), cancellation);
        }
    }

    private CountLooks countLooks(
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            Cancellation cancellation) {
        return new CountLooks(options.rows(), () -> count(pair, tables, plan, cancellation), (rows, wait) -> {
            listener.lookingAgain(pair, rows, wait);
            Pause.of(wait, cancellation);
        });
    }

    private static String noColumns(ComparisonPlan plan) {
        return Stream.concat(
                        Stream.of("No column can be compared."),
                        plan.uncompared().stream().map(column -> column.column() + ": " + column.reason()))
                .reduce((all, next) -> all + " " + next)
                .orElseThrow();
    }

    private Both<SideRead, SideRead> count(
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            Cancellation cancellation) {
        return sides.both(
                () -> SideRead.count(
                        RunListener.Side.SOURCE,
                        source,
                        plan.sourceRead(tables.source(), pair),
                        segments(pair),
                        pace.of(RunListener.Side.SOURCE, cancellation),
                        cancellation,
                        rows -> listener.rowsRead(pair, RunListener.Side.SOURCE, rows)),
                () -> SideRead.count(
                        RunListener.Side.TARGET,
                        target,
                        plan.targetRead(tables.target(), pair),
                        segments(pair),
                        pace.of(RunListener.Side.TARGET, cancellation),
                        cancellation,
                        rows -> listener.rowsRead(pair, RunListener.Side.TARGET, rows)),
                cancellation);
    }

    private Reading reading(
            TablePair pair,
            Both<TableDescription, TableDescription> tables,
            ComparisonPlan plan,
            TableCheckpoint checkpoint,
            @Nullable PairScrub scrub,
            Cancellation cancellation) {
        Both<ReadSide, ReadSide> read = sides.both(
                () -> ReadSide.of(
                        source,
                        YoungRows.asFound(source, plan.sourceRead(tables.source(), pair), cancellation),
                        options.hashIn(),
                        cancellation),
                () -> ReadSide.of(
                        target,
                        YoungRows.asFound(target, plan.targetRead(tables.target(), pair), cancellation),
                        options.hashIn(),
                        cancellation),
                cancellation);
        Both<ReadSide, ReadSide> placed =
                placed(OwnHashes.wherePossible(read, sides, cancellation), checkpoint, scrub, cancellation);
        return new Reading(
                placed,
                checkpoint.signature(() -> Signature.of(
                        plan, new Both<>(placed.source().read(), placed.target().read()), options)),
                checkpoint,
                options,
                sides,
                lanes,
                clock,
                pace,
                cancellation,
                (side, rows) -> listener.rowsRead(pair, side, rows),
                segments(pair),
                () -> listener.partLocked(pair));
    }

    private SegmentWatch segments(TablePair pair) {
        return new SegmentWatch(clock, segment -> listener.segmentRead(pair, segment));
    }

    /** Sums that were begun elsewhere are gone on with there. */
    private Both<ReadSide, ReadSide> placed(
            Both<ReadSide, ReadSide> sides,
            TableCheckpoint checkpoint,
            @Nullable PairScrub scrub,
            Cancellation cancellation) {
        if (options.hashIn() != RunOptions.HashIn.AUTO || !hasRowsToTry(sides, scrub)) {
            return sides;
        }
        return checkpoint
                .places()
                .map(places -> new Both<>(
                        sides.source().in(places.source()), sides.target().in(places.target())))
                .orElseGet(() -> new HashTrial(this.sides, clock, pace, cancellation).faster(sides));
    }

    /** A part may have fewer rows than a trial reads. */
    private static boolean hasRowsToTry(Both<ReadSide, ReadSide> sides, @Nullable PairScrub scrub) {
        return scrub == null
                || Stream.of(sides.source(), sides.target())
                        .allMatch(side -> HashTrial.isWorth(
                                scrub.partOf(side.read().table().estimatedRows().orElse(0))));
    }

    private Outcome uncompared(TablePair pair, Verdict verdict, String reason, Stopwatch watch) {
        return new Outcome(
                TableReport.uncompared(
                        pair.source().toString(), pair.target().toString(), verdict, reason, watch.milliseconds()),
                List.of(),
                List.of());
    }

    /** Whether the checkpoint could be written is known when the run ends, and then a warning says it. */
    private static String begun(TableCheckpoint checkpoint) {
        return checkpoint.isBegun()
                ? " It was begun: the same command goes on with it, if the checkpoint is kept."
                : "";
    }

    /** What is skipped is nobody's failure, and nothing is known of it. */
    private Outcome skipped(TablePair pair, Skipped why, String reason, Stopwatch watch) {
        Outcome uncompared =
                uncompared(pair, Verdict.INCONCLUSIVE, "Skipped, because it " + why.reason() + ". " + reason, watch);
        return new Outcome(uncompared.report().skipped(why), List.of(), List.of());
    }

    /** Failures that should not be. */
    private static final class Unexpected {

        /** The kind and place of a failure; never its message, which may hold values. */
        static String describe(Throwable failure) {
            if (failure instanceof OutOfMemoryError) {
                return "This process ran out of memory: a single value may be very large. Use --hash-in database, or"
                        + " give the process more memory.";
            }
            StackTraceElement[] trace = failure.getStackTrace();
            return "An unexpected " + failure.getClass().getSimpleName()
                    + (trace.length == 0 ? "" : " at " + trace[0])
                    + " ended the comparison. This is a defect of reconcile: please report this line.";
        }
    }
}
