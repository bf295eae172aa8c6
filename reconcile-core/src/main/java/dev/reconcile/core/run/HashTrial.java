package dev.reconcile.core.run;

import dev.reconcile.core.canonical.RowHashing;
import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.key.KeyRange;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.run.SideWork.Both;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where the rows of a pair's tables are hashed faster, by hashing the same few of them in both places, both sides at
 * once: which it is depends on the network, on the servers and on this machine. What a trial read is read again. Databases
 * that hash by functions of their own are not tried: nothing is faster.
 */
final class HashTrial {

    private static final long ROWS = 10_000;

    /** Tables of fewer rows are read before it matters. */
    private static final long FEWEST_ROWS = 20 * ROWS;

    /** Somebody else's work may hold up any one of them. */
    private static final int ROUNDS = 3;

    /** Through the network comes what loads it; where little is won the databases keep their rows. */
    private static final double WORTH_IT = 0.9;

    private final SideWork work;
    private final InstantSource clock;
    private final Pace pace;
    private final Cancellation cancellation;

    HashTrial(SideWork work, InstantSource clock, Pace pace, Cancellation cancellation) {
        this.work = work;
        this.clock = clock;
        this.pace = pace;
        this.cancellation = cancellation;
    }

    /** Whether so many rows take long enough to be hashed for it to matter where. */
    static boolean isWorth(long rows) {
        return rows >= FEWEST_ROWS;
    }

    /** The sides as they are hashed faster; as they are where that cannot be told, or where it does not matter. */
    Both<ReadSide, ReadSide> faster(Both<ReadSide, ReadSide> sides) {
        if (!isWorthTrying(sides.source()) || !isWorthTrying(sides.target())) {
            return sides;
        }
        Both<Optional<TableRead>, Optional<TableRead>> pieces =
                work.both(() -> piece(sides.source()), () -> piece(sides.target()), cancellation);
        if (pieces.source().isEmpty() || pieces.target().isEmpty()) {
            return sides;
        }
        Both<ReadSide, ReadSide> tried = new Both<>(
                new ReadSide(sides.source().database(), pieces.source().get(), HashPlace.CLIENT),
                new ReadSide(sides.target().database(), pieces.target().get(), HashPlace.CLIENT));
        // At first this process is slow: nothing of it has been compiled yet.
        time(tried);
        Duration here = time(tried);
        Duration there = time(in(HashPlace.DATABASE, tried));
        for (int round = 2; round <= ROUNDS; round++) {
            here = shorter(here, time(tried));
            there = shorter(there, time(in(HashPlace.DATABASE, tried)));
        }
        return here.toNanos() < WORTH_IT * there.toNanos() ? in(HashPlace.CLIENT, sides) : sides;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isWorthTrying(ReadSide side) {
        return side.place() == HashPlace.DATABASE
                && side.read().hash() == DatabaseHash.MD5
                && !side.read().keyOrder().isEmpty()
                && isWorth(side.read().table().estimatedRows().orElse(0));
    }

    private Optional<TableRead> piece(ReadSide side) {
        Optional<List<Value>> end =
                side.database().reader(side.read(), cancellation).keyAfter(ROWS);
        return end.map(key -> side.read().within(new KeyRange.Between(List.of(), key)));
    }

    private static Both<ReadSide, ReadSide> in(HashPlace place, Both<ReadSide, ReadSide> sides) {
        return new Both<>(sides.source().in(place), sides.target().in(place));
    }

    /** How long the slower side takes. */
    private Duration time(Both<ReadSide, ReadSide> sides) {
        for (Side side : Side.values()) {
            pace.of(side, cancellation).await();
        }
        Instant start = clock.instant();
        work.both(() -> sum(sides.source()), () -> sum(sides.target()), cancellation);
        Duration time = Duration.between(start, clock.instant());
        for (Side side : Side.values()) {
            pace.of(side, cancellation).read(ROWS);
        }
        return time;
    }

    private Object sum(ReadSide side) {
        return new SegmentSums(side, RowHashing.BINARY, cancellation, rows -> {}).of(side.read(), Buckets.DEFAULT);
    }
}
