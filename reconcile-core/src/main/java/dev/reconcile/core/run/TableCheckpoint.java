package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.TableProgress;
import dev.reconcile.core.checkpoint.TableProgress.Done;
import dev.reconcile.core.checkpoint.TableProgress.Hashed;
import dev.reconcile.core.checkpoint.TableProgress.Ranged;
import dev.reconcile.core.checkpoint.TableProgress.Searching;
import dev.reconcile.core.checkpoint.TableProgress.SideSums;
import dev.reconcile.core.checkpoint.TableProgress.Summing;
import dev.reconcile.core.checkpoint.TableProgress.Told;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How far one table pair has come: what an earlier run left of it, and what this one keeps. */
final class TableCheckpoint {

    private final @Nullable TablePair pair;
    private final @Nullable Summing before;
    private final Consumer<TableProgress> keep;
    private final Runnable stays;
    private final @Nullable ToldRows told;
    private final Duration interval;
    private @Nullable String signatureOfTold;
    private RunListener watching = RunListener.NONE;
    private volatile boolean begun;
    private final Map<Side, SideSums> sides = new EnumMap<>(Side.class);

    /**
     * @param before null where the pair begins
     * @param stays is told where another run is to go on with the pair, and so with all others
     * @param told keeps the rows that are told; null where nobody does
     * @param interval the least time between two writes
     */
    TableCheckpoint(
            TablePair pair,
            @Nullable Summing before,
            Consumer<TableProgress> keep,
            Runnable stays,
            @Nullable ToldRows told,
            Duration interval) {
        this.pair = pair;
        this.before = before;
        this.begun = before != null;
        this.keep = progress -> {
            begun = true;
            keep.accept(progress);
        };
        this.stays = stays;
        this.told = told;
        this.interval = interval;
    }

    private TableCheckpoint() {
        this.pair = null;
        this.before = null;
        this.keep = progress -> {};
        this.stays = () -> {};
        this.told = null;
        this.interval = Duration.ZERO;
    }

    /** One that keeps nothing. */
    static TableCheckpoint none() {
        return new TableCheckpoint();
    }

    /** What this one tells what is compared from anything else by: where nothing is kept, nothing need be told apart. */
    String signature(Supplier<String> signature) {
        return pair == null ? "" : signature.get();
    }

    /**
     * Sums of ranges of keys that were read before.
     *
     * @param signature what is compared now
     * @throws CheckpointException if something else was compared then
     */
    Optional<Ranged> ranged(String signature) {
        return Optional.ofNullable(require(signature))
                .map(summing -> summing instanceof Searching searching ? searching.sums() : (Ranged) summing);
    }

    /** Likewise what was read of one side, in buckets of hashes. */
    synchronized Optional<SideSums> hashed(String signature, Side side) {
        return Optional.ofNullable(require(signature)).map(Hashed.class::cast).map(hashed -> switch (side) {
            case SOURCE -> hashed.source();
            case TARGET -> hashed.target();
        });
    }

    /** Where rows were hashed whose sums are to be added to; empty where they may be hashed anywhere. */
    Optional<Both<HashPlace, HashPlace>> places() {
        return before instanceof Hashed hashed
                ? Optional.of(
                        new Both<>(hashed.source().place(), hashed.target().place()))
                : Optional.empty();
    }

    private @Nullable Summing require(String signature) {
        if (before != null && !before.signature().equals(signature)) {
            throw doesNotFit();
        }
        return before;
    }

    private CheckpointException doesNotFit() {
        stays.run();
        return new CheckpointException(
                pair + ": the run that left the checkpoint compared other columns or rows of these tables, by other"
                        + " keys or rules. Delete the checkpoint to begin anew.",
                null);
    }

    /**
     * A listener that tells this one, and keeps the rows that it is told.
     *
     * @param signature what is compared
     */
    RunListener keeping(RunListener listener, String signature) {
        signatureOfTold = signature;
        watching = listener;
        return told == null ? listener : new RunListeners(List.of(told, listener));
    }

    /**
     * Does nothing if rows that an earlier run was told mean something now.
     *
     * @param signature what is compared now
     * @throws CheckpointException if something else was compared then
     */
    void requireSame(Told before, String signature) {
        if (!before.signature().equals(signature)) {
            throw doesNotFit();
        }
    }

    /**
     * Hands out the rows that an earlier run was told, where they are kept.
     *
     * @throws CheckpointException if they cannot be read
     */
    void forEachTold(Told before, Consumer<RowDifference> rows) {
        if (told != null) {
            told.forEach(before.parts(), rows);
        }
    }

    /** This run does not come to the pair's end, and another is to go on with what is kept. */
    void stays() {
        stays.run();
    }

    /** Whether something of the pair is kept, by this run or by the one that it goes on with. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the run goes on with what an earlier one read of the pair. */
    boolean goesOn() {
        return before != null;
    }

    /** Whether anything is kept at all. */
    boolean isKept() {
        return pair != null;
    }

    /** The least time between two writes. */
    Duration interval() {
        return interval;
    }

    /** How far the search for the rows that differ had come. */
    Optional<Searching> searching() {
        return before instanceof Searching searching ? Optional.of(searching) : Optional.empty();
    }

    /** Tells the listener again what was told in that search; to be called while rows are sought. */
    void tellAgain(Searching searching) {
        if (told != null && pair != null) {
            told.goOnWith(searching.told());
            told.forEach(searching.told(), row -> watching.rowDiffers(pair, row));
        }
    }

    /** The search has come so far. */
    void searched(Ranged sums, int ranges, RowsReport found) {
        keep.accept(new Searching(sums, ranges, found, told == null ? List.of() : told.parts()));
    }

    void ranged(Ranged progress) {
        keep.accept(progress);
    }

    /** One side has come so far; kept once something is known of both. */
    synchronized void hashed(String signature, Side side, SideSums sums) {
        sides.put(side, sums);
        SideSums source = sides.get(Side.SOURCE);
        SideSums target = sides.get(Side.TARGET);
        if (source != null && target != null) {
            keep.accept(new Hashed(signature, source, target));
        }
    }

    /** The pair has this result. */
    void done(TableReport report, List<Discrepancy> discrepancies, List<String> warnings) {
        Told rows = told != null && signatureOfTold != null && told.wereSought()
                ? new Told(signatureOfTold, told.parts())
                : null;
        keep.accept(new Done(report, discrepancies, warnings, rows));
    }
}
