package dev.reconcile.core.canonical;

/**
 * A row's hash as a value.
 *
 * @param high its first 64 bits; of an MD5 big-endian
 * @param low its last 64 bits, likewise
 */
public record RowHash(long high, long low) implements Comparable<RowHash> {

    @Override
    public int compareTo(RowHash other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compare(low, other.low);
    }

    @Override
    public int hashCode() {
        return (int) (low ^ (low >>> 32));
    }
}
