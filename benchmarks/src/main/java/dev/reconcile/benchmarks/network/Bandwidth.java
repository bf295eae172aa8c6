package dev.reconcile.benchmarks.network;

/**
 * One direction of a line that carries so many bytes a second and no more: the bytes of all connections follow each other.
 * It has no latency of its own.
 */
final class Bandwidth {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double bytesPerSecond;
    private double busyUntil = Double.NEGATIVE_INFINITY;

    /** @param bytesPerSecond more than 0; infinite for a line without a limit */
    Bandwidth(double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * Puts some bytes behind those already on the line.
     *
     * @param bytes how many
     * @param now nanoseconds from any point in time
     * @return the time, counted like {@code now}, at which the last of them has passed
     */
    synchronized long pass(int bytes, long now) {
        busyUntil = Math.max(busyUntil, (double) now) + bytes / bytesPerSecond * NANOS_PER_SECOND;
        return (long) Math.ceil(busyUntil);
    }
}
