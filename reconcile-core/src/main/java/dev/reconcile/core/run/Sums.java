package dev.reconcile.core.run;

import dev.reconcile.core.compare.BucketDifferences;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.run.SideWork.Both;
import java.util.Optional;

/** The sums of the contents of a pair's tables, as they were read, and where they differ. */
interface Sums {

    /** What the reads of each side gave. */
    Both<SideRead, SideRead> reads();

    /** In how many buckets the sums differ. */
    BucketDifferences differences();

    /** What was not read, so that nothing is known of it; empty where all was. */
    Optional<Unread> unread();

    /**
     * Which rows differ where the sums do.
     *
     * @throws dev.reconcile.core.compare.UnusablePairException if a text has no UTF-8 form
     */
    RowsReport findRows(RowStage stage);

    /** The sums read once more, at least where they differed. */
    Sums readAgain();
}
