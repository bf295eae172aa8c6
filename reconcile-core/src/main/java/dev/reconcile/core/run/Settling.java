package dev.reconcile.core.run;

import dev.reconcile.core.finding.RowDifference;

/** Is told what became of rows that were looked at again. Used by one thread. */
interface Settling {

    /** A row differs, or never came to rest. */
    void differs(RowDifference difference);

    /** Rows differ no more than the rules of their columns allow. */
    void wereTolerated(long rows);

    /** Rows turned out to be only late, or to agree by now. */
    void wereInFlight(long rows);

    /** The source's rows of a key turned out to be too young to be compared. */
    void isYoung();

    /** Several rows of one side share a key. */
    void keyCollides();

    /** The rows were looked at so often. */
    void looked(int times);
}
