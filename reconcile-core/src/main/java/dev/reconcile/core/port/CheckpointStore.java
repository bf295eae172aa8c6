package dev.reconcile.core.port;

import dev.reconcile.core.checkpoint.Checkpoint;
import java.util.Optional;

/** Keeps how far a run has come, where the end of its process does not reach. Used by one thread at a time. */
public interface CheckpointStore {

    /**
     * What an earlier run left.
     *
     * @return empty where none did
     * @throws CheckpointException if there is something that cannot be read, or that is of another version
     */
    Optional<Checkpoint> read();

    /**
     * Puts this in the place of what was there, at once or not at all: whoever reads finds the one or the other. The journal
     * then ends, for whoever goes on, where it ended at that moment.
     *
     * @throws CheckpointException if that fails
     */
    void write(Checkpoint checkpoint);

    /** Where rows are kept that the run tells of; empty where they are not. */
    Optional<RowJournal> journal();

    /**
     * Leaves nothing. Does nothing where there is nothing.
     *
     * @throws CheckpointException if that fails
     */
    void remove();
}
