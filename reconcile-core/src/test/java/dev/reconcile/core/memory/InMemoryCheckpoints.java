package dev.reconcile.core.memory;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.CheckpointStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that remembers all that was ever written: what a process would have left that was killed right then. */
public final class InMemoryCheckpoints implements CheckpointStore {

    private final List<Checkpoint> written = new ArrayList<>();
    private @Nullable Checkpoint present;
    private boolean full;

    /** A store in which an earlier run left this. */
    public static InMemoryCheckpoints holding(Checkpoint left) {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        store.present = left;
        return store;
    }

    /** A store that takes nothing. */
    public static InMemoryCheckpoints full() {
        InMemoryCheckpoints store = new InMemoryCheckpoints();
        store.full = true;
        return store;
    }

    /** All that was written, in its order. */
    public List<Checkpoint> written() {
        return List.copyOf(written);
    }

    @Override
    public Optional<Checkpoint> read() {
        return Optional.ofNullable(present);
    }

    @Override
    public void write(Checkpoint checkpoint) {
        if (full) {
            throw new CheckpointException("The memory is full. Free some.", null);
        }
        written.add(checkpoint);
        present = checkpoint;
    }

    @Override
    public void remove() {
        present = null;
    }
}
