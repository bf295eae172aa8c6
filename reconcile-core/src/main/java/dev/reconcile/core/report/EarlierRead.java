package dev.reconcile.core.report;

import java.time.Instant;
import java.util.Objects;

/**
 * What a run that goes on with an earlier one has from that: the rows were not read again, and may have changed since.
 *
 * @param since when the earlier run began: no row that it read is known from before
 * @param all whether it read all of the table, so that this run read nothing
 */
public record EarlierRead(Instant since, boolean all) {

    public EarlierRead {
        Objects.requireNonNull(since, "since");
    }

    /** What it means, in a sentence. */
    public String sentence() {
        return all
                ? "All of it was read by the run that began at " + since
                        + " and that this one goes on with, and nothing since."
                : "Some of it was read by the run that began at " + since
                        + " and that this one goes on with, and not again.";
    }
}
