package dev.reconcile.core.run;

import dev.reconcile.core.run.SideWork.Both;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Counts both sides again where their counts differ, because the target may only be behind. A number of rows says nothing
 * of which rows they are: where a side moves, counts that differ all the time may be those of a target that is always a
 * little behind, and nothing is known.
 */
final class CountLooks {

    private final RowOptions options;
    private final Supplier<Both<SideRead, SideRead>> countAgain;
    private final BiConsumer<Long, Duration> pause;

    /**
     * @param countAgain counts both sides
     * @param pause is given by how many rows the counts differ, and how long to wait before they are counted again
     */
    CountLooks(RowOptions options, Supplier<Both<SideRead, SideRead>> countAgain, BiConsumer<Long, Duration> pause) {
        this.options = options;
        this.countAgain = countAgain;
        this.pause = pause;
    }

    /** What the counts tell. */
    enum Answer {
        /** They agreed when they were taken last. */
        AGREE,
        /** They differ, and neither changed while they were watched; or the first ones were to be believed. */
        DIFFER,
        /** They differed each time, and one of them changed. */
        UNKNOWN
    }

    /**
     * The counts and what they tell.
     *
     * @param first the counts as they were taken first
     * @param last the counts as they were taken last
     * @param looks how often they were taken, at least 1
     * @param moved whether a count changed meanwhile
     */
    record Counted(Both<SideRead, SideRead> first, Both<SideRead, SideRead> last, int looks, boolean moved) {

        Answer answer() {
            if (agree(last)) {
                return Answer.AGREE;
            }
            return moved ? Answer.UNKNOWN : Answer.DIFFER;
        }
    }

    /** Counts again and again until the counts agree or the delay is over. */
    Counted settle(Both<SideRead, SideRead> first) {
        Both<SideRead, SideRead> last = first;
        int looks = 1;
        boolean moved = false;
        while (!agree(last) && looks < options.plannedLooks()) {
            pause.accept(Math.abs(last.source().count() - last.target().count()), options.waitBefore(++looks));
            Both<SideRead, SideRead> next = countAgain.get();
            moved |= next.source().count() != last.source().count()
                    || next.target().count() != last.target().count();
            last = next;
        }
        return new Counted(first, last, looks, moved);
    }

    private static boolean agree(Both<SideRead, SideRead> counts) {
        return counts.source().count() == counts.target().count();
    }
}
