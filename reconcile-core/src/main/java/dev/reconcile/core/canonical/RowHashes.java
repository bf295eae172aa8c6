package dev.reconcile.core.canonical;

/** Takes the hashes of rows, one by one. */
@FunctionalInterface
public interface RowHashes {

    /**
     * One row's MD5.
     *
     * @param high its first 64 bits, big-endian
     * @param low its last 64 bits, big-endian
     */
    void add(long high, long low);
}
