package dev.reconcile.core.port;

import dev.reconcile.core.checkpoint.JournalPart;
import dev.reconcile.core.finding.RowDifference;
import java.util.function.Consumer;

/**
 * Keeps the rows that a run tells of beside its checkpoint, so that the run which goes on tells of them again. They are on the
 * disk and not in the checkpoint, for there may be many. Safe for use by several threads.
 */
public interface RowJournal {

    /**
     * Adds a row at the end. Where that fails, {@link CheckpointStore#write} fails from then on: there is no checkpoint that
     * lacks rows.
     *
     * @param table the number of its table pair in the run
     */
    void append(int table, RowDifference row);

    /** The place behind the last row, at least 0. */
    long end();

    /**
     * Hands out the rows of one table pair in a part, in the order in which they were added.
     *
     * @param part of what an earlier run left
     * @throws CheckpointException if they cannot be read
     */
    void forEach(int table, JournalPart part, Consumer<RowDifference> rows);
}
