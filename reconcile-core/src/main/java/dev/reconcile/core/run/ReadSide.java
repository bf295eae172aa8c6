package dev.reconcile.core.run;

import dev.reconcile.core.compare.UnusablePairException;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.run.RunOptions.HashIn;

/**
 * One side whose rows are hashed.
 *
 * @param database the side's database
 * @param read all that is read of the side
 * @param place where its rows are hashed
 */
record ReadSide(Database database, TableRead read, HashPlace place) {

    /**
     * A side that is hashed where the settings say, or where it can be.
     *
     * @throws UnusablePairException if the database is to hash what it cannot hash exactly
     */
    static ReadSide of(Database database, TableRead read, HashIn hashIn, Cancellation cancellation) {
        Hashing hashing = Hashing.of(database.reader(read, cancellation), hashIn);
        if (hashing.place() == null) {
            throw new UnusablePairException(
                    read.table().name() + " cannot be hashed in the database: " + hashing.reason());
        }
        return new ReadSide(database, read, hashing.place());
    }

    /** What is read of the side in a range of canonical keys, which both sides share. */
    TableRead within(KeyRange canonical) {
        return read.within(SharedOrder.heldBy(read.keyOrder(), canonical));
    }

    /** The same side hashed elsewhere. */
    ReadSide in(HashPlace other) {
        return new ReadSide(database, read, other);
    }

    /** The same side hashed by its database in another way. */
    ReadSide hashedBy(DatabaseHash hash) {
        return new ReadSide(database, read.hashedBy(hash), place);
    }
}
