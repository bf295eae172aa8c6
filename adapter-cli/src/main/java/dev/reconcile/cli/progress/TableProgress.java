package dev.reconcile.cli.progress;

import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far one table pair is. Rows of both sides count alike. Safe for use by several threads.
 */
final class TableProgress {

    private final TablePair pair;
    private final long estimate;
    private final long startedAt;
    private final AtomicLong rows = new AtomicLong();
    private volatile long suspects;
    private volatile long nextLookAt;
    private final AtomicLong lockedParts = new AtomicLong();

    /** @param now a reading of {@link System#nanoTime} */
    TableProgress(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate, long now) {
        this.pair = pair;
        // What only one side estimates says too little of the other: no estimate is better than a wrong one.
        this.estimate = sourceEstimate.isPresent() && targetEstimate.isPresent()
                ? sourceEstimate.getAsLong() + targetEstimate.getAsLong()
                : 0;
        this.startedAt = now;
    }

    /**
     * Rows differ and will be looked at again.
     *
     * @param at a reading of {@link System#nanoTime}
     */
    void looksAgain(long differing, long at) {
        suspects = differing;
        nextLookAt = at;
    }

    /** A part is under a lock, and left for later. */
    void partLocked() {
        lockedParts.incrementAndGet();
    }

    void add(long more) {
        rows.addAndGet(more);
    }

    /**
     * One line: {@code orders → orders  62%  124,000 rows  95,000 rows/s  0:01 left}. The rate is that since the beginning:
     * rows that a database hashed are told all at once, and the rate of the moment would be a fable.
     */
    String line(long now) {
        long read = rows.get();
        Duration elapsed = Duration.ofNanos(now - startedAt);
        StringBuilder line = new StringBuilder("  ").append(Figures.names(pair));
        if (suspects > 0) {
            Duration left = Duration.ofNanos(Math.max(0, nextLookAt - now));
            return line.append("  ")
                    .append(Figures.rows(suspects))
                    .append(" differ  looking again in ")
                    .append(Figures.clock(left))
                    .toString();
        }
        if (read == 0) {
            return line.append("  ").append(Figures.clock(elapsed)).toString();
        }
        if (read <= estimate) {
            // Estimates are rough: only the end of the table says 100 %.
            line.append("  ").append(Math.min(99, read * 100 / estimate)).append('%');
        }
        long rowsPerSecond = read * 1000 / Math.max(1, elapsed.toMillis());
        line.append("  ").append(Figures.rows(read));
        line.append("  ").append(Figures.grouped(rowsPerSecond)).append(" rows/s");
        if (read <= estimate && rowsPerSecond > 0) {
            Duration left = Duration.ofSeconds((estimate - read) / rowsPerSecond);
            line.append("  ").append(Figures.clock(left)).append(" left");
        }
        long locked = lockedParts.get();
        if (locked > 0) {
            line.append("  ")
                    .append(locked == 1 ? "1 part was" : locked + " parts were")
                    .append(" locked");
        }
        return line.toString();
    }
}
