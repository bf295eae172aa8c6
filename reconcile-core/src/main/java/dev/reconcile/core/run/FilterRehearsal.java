package dev.reconcile.core.run;

import dev.reconcile.core.compare.Acceptance;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.AcceptedDifference;

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
        try {
            database.reader(read.and(side == Side.SOURCE ? entry.sourceFilter() : entry.targetFilter()), cancellation)
                    .rehearse();
        } catch (DatabaseException e) {
            throw new DatabaseException(
                    e.kind(), "The filter of " + entry.name() + " cannot be asked: " + e.getMessage(), e);
        }
    }
}
