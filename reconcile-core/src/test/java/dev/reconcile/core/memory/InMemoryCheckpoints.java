package dev.reconcile.core.memory;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.checkpoint.JournalPart;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.CheckpointStore;
import dev.reconcile.core.port.RowJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store that remembers all that was ever written: what a process would have left that was killed right then. Its journal
 * counts places in rows.
 */
public final class InMemoryCheckpoints implements CheckpointStore, RowJournal {

    private final List<Checkpoint> written = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private @Nullable Checkpoint present;
    private boolean full;

    private record Row(int table, RowDifference difference) {}

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

    /** A store as it was when this was written, by the index of what was written. */
    public InMemoryCheckpoints at(int index) {
        InMemoryCheckpoints store = holding(written.get(index));
        store.rows.addAll(rows.subList(0, lengths.get(index)));
        return store;
    }

    @Override
    public Optional<RowJournal> journal() {
        return Optional.of(this);
    }

    @Override
    public synchronized void append(int table, RowDifference row) {
        rows.add(new Row(table, row));
    }

    @Override
    public synchronized long end() {
        return rows.size();
    }

    @Override
    public void forEach(int table, JournalPart part, Consumer<RowDifference> taker) {
        List<Row> all;
        synchronized (this) {
            all = List.copyOf(rows.subList((int) part.from(), (int) part.to()));
        }
        all.stream().filter(row -> row.table() == table).map(Row::difference).forEach(taker);
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
        lengths.add((int) end());
        present = checkpoint;
    }

    @Override
    public void remove() {
        present = null;
    }
}
