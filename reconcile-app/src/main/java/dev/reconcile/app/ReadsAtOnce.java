package dev.reconcile.app;

/** How many tables, and segments of the last ones, a run reads at once. */
final class ReadsAtOnce {

    private ReadsAtOnce() {}

    /**
     * Whether a run may at some time read less at once than another.
     *
     * @param most how much it may read at once, at least 1
     * @param wanted how much the other may, at least 1
     * @param tables how many there are at most
     * @param lanes how many segments of one table may be read at once, at least 1
     */
    static boolean areFewer(int most, int wanted, int tables, int lanes) {
        for (int unfinished = 1; unfinished <= Math.min(tables, wanted); unfinished++) {
            if (reads(most, unfinished, lanes) < reads(wanted, unfinished, lanes)) {
                return true;
            }
        }
        return false;
    }

    /** While so many tables are unfinished. */
    private static int reads(int most, int unfinished, int lanes) {
        return Math.min(most, unfinished) * Math.max(1, Math.min(lanes, most / unfinished));
    }
}
