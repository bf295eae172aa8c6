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
        if (!mayBe(read, rows) || read.keyOrder().isEmpty()) {
            return mayBe(read, rows);
        }
        // Estimates may be old: the index tells, and no more than so many entries of it are looked at.
        pace.await();
        return database.reader(read.within(Between.EVERY_KEY), cancellation)
                .keyAfter(rows + 1)
                .isEmpty();
    }

    /** Whether a table may have no more than so many rows, by what is known without reading it. */
    public static boolean mayBe(TableRead read, long rows) {
        OptionalLong estimate = read.table().estimatedRows();
        return estimate.isPresent()
                ? estimate.getAsLong() <= rows
                : !read.keyOrder().isEmpty() && !read.mayLackKey();
    }
}
