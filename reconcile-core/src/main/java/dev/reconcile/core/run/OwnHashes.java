package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.run.SideWork.Both;
import java.util.Optional;

/**
 * Has two databases that hash alike by functions of their own do so: there no text is made of a value, and no row crosses the
 * network.
 */
final class OwnHashes {

    private OwnHashes() {}

    /** The sides hashed that way; as they are where it cannot be, or where one of them is not hashed in its database. */
    static Both<ReadSide, ReadSide> wherePossible(
            Both<ReadSide, ReadSide> sides, SideWork work, Cancellation cancellation) {
        if (sides.source().place() != HashPlace.DATABASE || sides.target().place() != HashPlace.DATABASE) {
            return sides;
        }
        Both<Optional<String>, Optional<String>> names = work.both(
                () -> name(sides.source(), cancellation), () -> name(sides.target(), cancellation), cancellation);
        return names.source().isPresent() && names.source().equals(names.target())
                ? new Both<>(
                        sides.source().hashedBy(DatabaseHash.OWN),
                        sides.target().hashedBy(DatabaseHash.OWN))
                : sides;
    }

    private static Optional<String> name(ReadSide side, Cancellation cancellation) {
        return side.database().reader(side.read(), cancellation).ownHash();
    }
}
