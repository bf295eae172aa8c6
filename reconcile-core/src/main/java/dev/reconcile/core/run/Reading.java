package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHashing;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.run.SideWork.Both;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * All that reading the contents of a pair's tables takes.
 *
 * @param sides what is read, and where it is hashed
 * @param signature tells these columns, rows and rules from others
 * @param checkpoint how far an earlier run has come, and keeps how far this one has
 * @param options the run's
 * @param work does the work of both sides at once
 * @param lanes how many segments may be read at once
 * @param clock tells how long reads take
 * @param pace tells when they may begin
 * @param cancellation stops them
 * @param progress is told how many rows of a side were read
 * @param segments tells of each segment that is read
 * @param locked is told that a part stays locked
 */
record Reading(
        Both<ReadSide, ReadSide> sides,
        String signature,
        TableCheckpoint checkpoint,
        RunOptions options,
        SideWork work,
        Lanes lanes,
        InstantSource clock,
        Pace pace,
        Cancellation cancellation,
        ObjLongConsumer<Side> progress,
        SegmentWatch segments,
        Runnable locked) {

    /** How rows are hashed: as databases can too, unless nobody but this process does. */
    RowHashing hashing() {
        return sides.source().place() == HashPlace.CLIENT && sides.target().place() == HashPlace.CLIENT
                ? RowHashing.BINARY
                : RowHashing.MD5;
    }

    /** The order of keys that both sides have; empty where there is none that both are known to have. */
    Optional<SharedOrder> sharedOrder() {
        return SharedOrder.of(sides, cancellation);
    }

    /** Whether a side has rows with NULL in their key, which no range of keys holds. */
    boolean mayLackKey() {
        return sides.source().read().mayLackKey() || sides.target().read().mayLackKey();
    }

    /** The pace of reads of a side. */
    Pace.OfSide pace(Side side) {
        return pace.of(side, cancellation);
    }

    /** Waits until both sides may be read. */
    void awaitPace() {
        for (Side side : Side.values()) {
            pace(side).await();
        }
    }

    ReadSide side(Side side) {
        return switch (side) {
            case SOURCE -> sides.source();
            case TARGET -> sides.target();
        };
    }
}
