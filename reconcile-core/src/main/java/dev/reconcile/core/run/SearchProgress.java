package dev.reconcile.core.run;

import dev.reconcile.core.checkpoint.TableProgress.Ranged;
import dev.reconcile.core.checkpoint.TableProgress.Searching;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for the rows that differ has come in the ranges of a table, where a checkpoint keeps it. What was found is
 * kept once it is settled: suspects are rows, and there may be many. Used by one thread.
 */
final class SearchProgress {

    /** So long is read between two settlings: what was read since the last one is read again after a kill. */
    private static final Duration BETWEEN_SETTLINGS = Duration.ofMinutes(1);

    /** Settling takes the whole delay, which is not to be more than a tenth of the time. */
    private static final int DELAYS_BETWEEN_SETTLINGS = 10;

    private final TableCheckpoint checkpoint;
    private final @Nullable Ranged sums;
    private final Elapsed elapsed;
    private final Duration betweenSettlings;
    private Duration settled = Duration.ZERO;
    private @Nullable Duration kept;

    /** @param sums where the sides differ; null where the search is not to be kept */
    SearchProgress(Reading reading, @Nullable Ranged sums) {
        this.checkpoint = reading.checkpoint();
        this.sums = checkpoint.isKept() ? sums : null;
        this.elapsed = new Elapsed(reading.clock());
        Duration delays = reading.options().rows().confirmDelay().multipliedBy(DELAYS_BETWEEN_SETTLINGS);
        this.betweenSettlings = delays.compareTo(BETWEEN_SETTLINGS) > 0 ? delays : BETWEEN_SETTLINGS;
    }

    /**
     * Goes on where an earlier run was: its rows are counted, and told again.
     *
     * @param tally of nothing yet
     * @return how many ranges need not be searched any more
     */
    int goOn(RowTally tally) {
        Optional<Searching> before = sums == null ? Optional.empty() : checkpoint.searching();
        before.ifPresent(searching -> {
            tally.goOn(searching.found());
            checkpoint.tellAgain(searching);
        });
        return before.map(Searching::searched).orElse(0);
    }

    /** Whether suspects have waited so long that they are to be settled, so that what was found can be kept. */
    boolean isTimeToSettle() {
        return sums != null && elapsed.now().minus(settled).compareTo(betweenSettlings) >= 0;
    }

    /**
     * So many ranges were searched, and no suspect of theirs is open.
     *
     * @param tally of all that was found in them
     */
    void searched(int ranges, RowTally tally) {
        Duration now = elapsed.now();
        settled = now;
        if (sums != null && (kept == null || now.minus(kept).compareTo(checkpoint.interval()) >= 0)) {
            checkpoint.searched(sums, ranges, tally.report());
            kept = now;
        }
    }
}
