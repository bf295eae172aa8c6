package dev.reconcile.core.run;

import java.time.Duration;

/**
 * Keeps reads to a number of rows a second. How many rows a read has is known only afterwards: it is let pass, and the next
 * one waits until it is paid for. Time in which nothing was read pays for nothing, so there are no bursts.
 *
 * <p>Exact: from the beginning of any read to that of any later one, the reads that ended between them had no more rows
 * than the rate allows for that time.
 */
final class RateLimit {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int rowsPerSecond;

    /** When all reads so far are paid for, since some beginning, and what is left of a nanosecond in 1 / rate of it. */
    private Duration paid = Duration.ZERO;

    private long rest;

    /** @param rowsPerSecond at least 1 */
    RateLimit(int rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    /**
     * Begins a read where it may.
     *
     * @param now the time since the beginning
     * @return zero, or how long to wait before asking again
     */
    synchronized Duration begin(Duration now) {
        Duration free = rest == 0 ? paid : paid.plusNanos(1);
        if (free.compareTo(now) > 0) {
            return free.minus(now);
        }
        paid = now;
        rest = 0;
        return Duration.ZERO;
    }

    /** A read ended that had so many rows, at least 0. */
    synchronized void read(long rows) {
        long parts = rows % rowsPerSecond * NANOS_PER_SECOND + rest;
        paid = paid.plusSeconds(rows / rowsPerSecond).plusNanos(parts / rowsPerSecond);
        rest = parts % rowsPerSecond;
    }
}
