package dev.reconcile.core.run;

import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.AcceptedDifference;
import java.util.function.Supplier;

/** Has a database take the filter of accepted differences before there is a row of which to ask it. */
public final class FilterRehearsal {

    private FilterRehearsal() {}

    /**
     * Rehearses the filter of one side, if there is one. Reads no row.
     *
     * @param read what is read of the side
     * @throws DatabaseException naming the entry, if the database refuses the filter
     */
    public static void of(
            Acceptance acceptance, Side side, Database database, TableRead read, Cancellation cancellation) {
        AcceptedDifference entry = acceptance.entry();
        if (!entry.hasFilter()) {
            return;
        }
        TableRead filtered = read.and(side == Side.SOURCE ? entry.sourceFilter() : entry.targetFilter());
        naming(entry, () -> {
            database.reader(filtered, cancellation).rehearse();
            return entry;
        });
    }

    /** What a database answers that is asked an entry's filter; where it refuses, the message names the entry. */
    static <T> T naming(AcceptedDifference entry, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (DatabaseException e) {
            throw new DatabaseException(
                    e.kind(), "The filter of " + entry.name() + " cannot be asked: " + e.getMessage(), e);
        }
    }
}
