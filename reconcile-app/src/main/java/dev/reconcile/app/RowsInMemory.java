package dev.reconcile.app;

import dev.reconcile.core.run.RunOptions;

/** How many rows that differ a run may hold in memory: as many as fit into a part of this process' memory. */
final class RowsInMemory {

    /** What a row takes while it waits for its equal and is looked at again, with room to spare. */
    private static final int BYTES_PER_ROW = 1_000;

    private static final int FEWEST = 20_000;
    private static final int MOST = 5_000_000;

    private RowsInMemory() {}

    /**
     * The options with as many rows for each table as fit, shared out among the tables that are compared at once.
     *
     * @param tables how many tables are compared in all
     * @param memory bytes that this process may use at most
     */
    static RunOptions sharedOut(RunOptions options, int tables, long memory) {
        int atOnce = Math.max(1, Math.min(options.parallelism(), tables));
        long each = memory / BYTES_PER_ROW / atOnce;
        return options.withRows(options.rows().withKeysInMemory((int) Math.max(FEWEST, Math.min(MOST, each))));
    }
}
