package dev.reconcile.core.port;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Watches a run. Called from several threads at once; must not throw and must be quick. */
public interface RunListener {

    /** Nobody watches. */
    RunListener NONE = new RunListener() {};

    /**
     * The run begins.
     *
     * @param runId what the report will call the run
     * @param start when
     * @param tables how many table pairs it was asked for
     */
    default void runStarted(String runId, Instant start, int tables) {}

    /** A table pair's turn has come: its tables are about to be described. Not called for one that an earlier run was done with. */
    default void comparing(TablePair pair) {}

    /**
     * A table pair's rows are about to be read.
     *
     * @param sourceEstimate the source database's own estimate of its rows; empty where it has none
     * @param targetEstimate the target's
     */
    default void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {}

    /**
     * Rows were read on one side of a table pair.
     *
     * @param rows how many since the last call for this side, at least 1
     */
    default void rowsRead(TablePair pair, Side side, long rows) {}

    /**
     * A segment of one side of a table pair was read, or could not be: after {@link #comparing} of the pair and, but where the run
     * was cancelled meanwhile, before its {@link #tableFinished}. Segments of one pair are read in several lanes and on both sides
     * at once; the reading threads call this as the reads end, so in no particular order. A segment takes a second or two; one that
     * is read again, because it was locked or its rows are looked for, is told again.
     */
    default void segmentRead(TablePair pair, SegmentRead segment) {}

    /**
     * The contents of a table pair differ, and the rows that do are about to be looked for. Each {@link #rowDiffers} of
     * the pair comes after it.
     *
     * @param source what is read of the source's rows
     * @param target what is read of the target's: as many columns, in the same order and in the same forms
     */
    default void rowsSought(TablePair pair, TableRead source, TableRead target) {}

    /**
     * Rows differ, and will be looked at again to see whether the target is only behind.
     *
     * @param rows how many keys, at least 1
     * @param wait how long until then
     */
    default void lookingAgain(TablePair pair, long rows, Duration wait) {}

    /**
     * A row is settled: it differs, or never came to rest. Called for each, in no particular order, and for one pair by one
     * thread at a time.
     *
     * @param difference with all the row's values but those of masked columns, also where the report holds none:
     *     {@link dev.reconcile.core.run.ShownValues#of} is what a reader may see of it
     */
    default void rowDiffers(TablePair pair, RowDifference difference) {}

    /**
     * Whether {@link #rowDiffers} is to be told how many equal rows the source holds. Where the tables have no key, that takes
     * one more read of the source.
     */
    default boolean countsCopies() {
        return false;
    }

    /**
     * No read begins until {@link #goingOn}, anywhere in the run: somebody wants it so, or a database is too busy. Reads
     * that run are let end.
     *
     * @param reason why, without a full stop: {@code the target has 61 active sessions, more than 50}
     */
    default void pausing(String reason) {}

    /**
     * Reads begin again.
     *
     * @param paused for how long none did
     */
    default void goingOn(Duration paused) {}

    /**
     * Somebody else holds a lock on a part of a table pair's rows, and the run has given way. The part is tried once more when
     * the others are read; if it is locked still, the result of the pair says so.
     */
    default void partLocked(TablePair pair) {}

    /**
     * The settings name a column, for all tables at once, that no table has: most likely it is mistyped. Called when all table
     * pairs are done; the report says it too.
     *
     * @param warning what is not done therefore and what to do, in sentences
     */
    default void namedInVain(String warning) {}

    /**
     * A table pair is done.
     *
     * @param discrepancies what was found of it, as the report of the run will list it
     */
    default void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {}

    /** The two sides of a table pair. */
    enum Side {
        /** The side that is right. */
        SOURCE,
        /** The side that should be the same. */
        TARGET
    }
}
