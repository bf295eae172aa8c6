package dev.reconcile.core.run;

import dev.reconcile.core.key.KeyRange.Between;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import java.util.OptionalLong;

/** Tells tables that are read in no time from those of which a run must not read more than it was asked to. */
public final class SmallTable {

    /** So many rows are read in no time. */
    public static final long MOST_ROWS = 10_000;

    private SmallTable() {}

    /**
     * Whether a table has no more than so many rows. One of which the database has no idea, and of which no index tells, is
     * none.
     */
    static boolean is(Database database, TableRead read, long rows, Pace.OfSide pace, Cancellation cancellation) {
        boolean isOrdered = !read.keyOrder().isEmpty();
        OptionalLong estimate = read.table().estimatedRows();
        boolean mayBe = estimate.isPresent() ? estimate.getAsLong() <= rows : isOrdered && !read.mayLackKey();
        if (!mayBe || !isOrdered) {
            return mayBe;
        }
        // Estimates may be old: the index tells, and no more than so many entries of it are looked at.
        pace.await();
        return database.reader(read.within(Between.EVERY_KEY), cancellation)
                .keyAfter(rows + 1)
                .isEmpty();
    }
}
