package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.table.RowAge;

/** Reads of the rows that were changed lately. */
final class YoungRows {

    private YoungRows() {}

    /** The read as one statement where an index finds such rows: no key does. Any other read as it is. */
    static TableRead asFound(Database database, TableRead read, Cancellation cancellation) {
        return areWanted(read) && haveIndex(database, read, cancellation) ? read.unordered() : read;
    }

    /** Whether the read is one of such rows, and no index finds them. */
    static boolean areSearchedFor(Database database, TableRead read, Cancellation cancellation) {
        return areWanted(read) && !haveIndex(database, read, cancellation);
    }

    private static boolean areWanted(TableRead read) {
        RowAge age = read.filter().age();
        return age != null && age.which() == RowAge.Which.YOUNG;
    }

    private static boolean haveIndex(Database database, TableRead read, Cancellation cancellation) {
        RowAge age = read.filter().age();
        return age != null && database.reader(read, cancellation).hasIndexOn(age.column());
    }
}
