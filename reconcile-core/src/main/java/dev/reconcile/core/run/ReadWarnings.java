package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.RowAge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes reading a table dearer than its rows are, for the lack of an index or for a plan that uses none. */
public final class ReadWarnings {

    private ReadWarnings() {}

    /**
     * The warnings, one sentence each; none of small tables. No row is read.
     *
     * @param read all that is compared of the table
     * @param options tell how large the segments are in which it is read
     */
    public static List<String> of(
            Database database, TableRead read, SegmentOptions options, Cancellation cancellation) {
        List<String> warnings = new ArrayList<>();
        cutting(database, YoungRows.asFound(database, read, cancellation), options.firstRows(), cancellation)
                .ifPresent(warnings::add);
        finding(database, read, cancellation).ifPresent(warnings::add);
        return warnings;
    }

    /** Asked where there are more segments than a few. */
    private static Optional<String> cutting(Database database, TableRead read, long first, Cancellation cancellation) {
        return isSmall(read, first) || read.keyOrder().isEmpty()
                ? Optional.empty()
                : database.reader(read, cancellation).obstacleToCutting(first);
    }

    /** Asked where more is gone through than is compared. */
    private static Optional<String> finding(Database database, TableRead read, Cancellation cancellation) {
        RowAge age = read.filter().age();
        return age == null
                        || isSmall(read, SmallTable.MOST_ROWS)
                        || !YoungRows.areSearchedFor(database, read, cancellation)
                ? Optional.empty()
                : Optional.of(read.table().name() + " has no index that begins with "
                        + age.column().name()
                        + ": all of the table is gone through to find the rows that were changed lately.");
    }

    private static boolean isSmall(TableRead read, long rows) {
        return read.table().estimatedRows().orElse(Long.MAX_VALUE) <= rows;
    }
}
