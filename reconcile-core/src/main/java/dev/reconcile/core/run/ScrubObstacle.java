package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.run.SideWork.Both;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Why no part of two tables can be compared by itself. */
public final class ScrubObstacle {

    private static final String OR_WHOLE =
            " Or compare the table whole, in a run without --scrub, and exclude it from this one.";

    private ScrubObstacle() {}

    /**
     * The obstacle, as sentences that say what to do; empty where there is none. No row is read.
     *
     * @param sourceRead all that is compared of the source table
     * @param targetRead the same of the target's
     */
    public static Optional<String> of(
            Database source, TableRead sourceRead, Database target, TableRead targetRead, Cancellation cancellation) {
        // Where rows are hashed is of no matter to the order of their keys.
        return of(
                new Both<>(
                        new ReadSide(source, sourceRead, HashPlace.CLIENT),
                        new ReadSide(target, targetRead, HashPlace.CLIENT)),
                cancellation);
    }

    static Optional<String> of(Both<ReadSide, ReadSide> sides, Cancellation cancellation) {
        Optional<String> obstacle = SharedOrder.obstacle(sides, cancellation);
        if (obstacle.isPresent()) {
            return Optional.of(obstacle.get() + " To cut its keys into parts that are the same on both sides takes "
                    + SharedSegments.NEEDS
                    + ". Name such columns as key: in the pair's entry under tables.pairs of the configuration file, or"
                    + " create the index." + OR_WHOLE);
        }
        return rows(sides).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "Neither database has an idea how many rows it has, and so nobody knows how large a part is."
                                + " Have one of them gather statistics (PostgreSQL: ANALYZE)." + OR_WHOLE);
    }

    /** How many rows the fuller side is thought to have. */
    static OptionalLong rows(Both<ReadSide, ReadSide> sides) {
        return LongStream.concat(
                        sides.source().read().table().estimatedRows().stream(),
                        sides.target().read().table().estimatedRows().stream())
                .max();
    }
}
