package dev.reconcile.cli.progress;

import dev.reconcile.core.table.TablePair;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far one table pair is. Rows of both sides count alike. Rows may be told from any thread; everything else belongs to
 * the one that draws.
 */
final class TableProgress {

    /** How much of the shown rate is of the last stretch; the rest is older. Estimates calm down so, and still follow. */
    private static final double WEIGHT_OF_LATEST = 0.15;

    private final TablePair pair;
    private final long estimate;
    private final long startedAt;
    private final AtomicLong rows = new AtomicLong();
    private long lastRows;
    private long lastAt;
    private double rowsPerSecond;

    /** @param now a reading of {@link System#nanoTime} */
    TableProgress(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate, long now) {
        this.pair = pair;
        // What only one side estimates says too little of the other: no estimate is better than a wrong one.
        this.estimate = sourceEstimate.isPresent() && targetEstimate.isPresent()
                ? sourceEstimate.getAsLong() + targetEstimate.getAsLong()
                : 0;
        this.startedAt = now;
        this.lastAt = now;
    }

    void add(long more) {
        rows.addAndGet(more);
    }

    /** One line: {@code orders → orders  62%  124,000 rows  95,000 rows/s  0:01 left}. */
    String line(long now) {
        long read = rows.get();
        updateRate(read, now);
        StringBuilder line = new StringBuilder("  ").append(pair);
        if (read == 0) {
            return line.append("  ")
                    .append(Figures.clock(Duration.ofNanos(now - startedAt)))
                    .toString();
        }
        if (read <= estimate) {
            // Estimates are rough: only the end of the table says 100 %.
            line.append("  ").append(Math.min(99, read * 100 / estimate)).append('%');
        }
        line.append("  ").append(Figures.rows(read));
        line.append("  ").append(Figures.grouped(Math.round(rowsPerSecond))).append(" rows/s");
        timeLeft(read)
                .ifPresent(left -> line.append("  ").append(Figures.clock(left)).append(" left"));
        return line.toString();
    }

    private Optional<Duration> timeLeft(long read) {
        return read <= estimate && rowsPerSecond >= 1
                ? Optional.of(Duration.ofSeconds(Math.round((estimate - read) / rowsPerSecond)))
                : Optional.empty();
    }

    private void updateRate(long read, long now) {
        double seconds = (now - lastAt) / 1e9;
        if (seconds <= 0) {
            return;
        }
        double latest = (read - lastRows) / seconds;
        rowsPerSecond = rowsPerSecond == 0 ? latest : rowsPerSecond + WEIGHT_OF_LATEST * (latest - rowsPerSecond);
        lastRows = read;
        lastAt = now;
    }
}
