package dev.reconcile.core.canonical;

/** Takes the hashes of rows, one by one. */
@FunctionalInterface
public interface RowHashes {

    /**
     * One row's hash of 128 bits.
     *
     * @param high its first 64 bits; of an MD5 big-endian
     * @param low its last 64 bits, likewise
     */
    void add(long high, long low);
}
