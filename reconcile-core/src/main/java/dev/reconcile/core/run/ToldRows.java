package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.JournalPart;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.port.RowJournal;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.TablePair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of one table pair that are told, for the run that goes on. Used by one thread at a time. */
final class ToldRows implements RunListener {

    private final RowJournal journal;
    private final int table;
    private final ShownValues kept;
    private int keyColumns;
    private List<JournalPart> earlier = List.of();
    private @Nullable Long begin;

    /**
     * @param table the number of the pair
     * @param kept what is kept of a row beside its key
     */
    ToldRows(RowJournal journal, int table, ShownValues kept) {
        this.journal = journal;
        this.table = table;
        this.kept = kept;
    }

    @Override
    public void rowsSought(TablePair pair, TableRead source, TableRead target) {
        keyColumns = source.keyColumns();
        if (begin == null) {
            begin = journal.end();
        }
    }

    @Override
    public void rowDiffers(TablePair pair, RowDifference difference) {
        journal.append(table, kept.of(difference, keyColumns));
    }

    /** Whether any were sought, by now. */
    boolean wereSought() {
        return begin != null;
    }

    /** These were told before. */
    void goOnWith(List<JournalPart> parts) {
        earlier = parts;
    }

    /** Where those are that were told by now. */
    List<JournalPart> parts() {
        List<JournalPart> parts = new ArrayList<>(earlier);
        long end = journal.end();
        if (begin != null && begin < end) {
            parts.add(new JournalPart(begin, end));
        }
        return parts;
    }

    /** Hands out those that an earlier run was told. */
    void forEach(List<JournalPart> parts, Consumer<RowDifference> rows) {
        parts.forEach(part -> journal.forEach(table, part, rows));
    }
}
