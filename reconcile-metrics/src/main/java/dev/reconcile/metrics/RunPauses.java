package dev.reconcile.metrics;

import java.time.Duration;

/**
 * Where a run gave way to others.
 *
 * @param pauses how often it read nothing for a while
 * @param paused for how long, all such whiles together that are over
 * @param lockedParts how many parts of tables it left for later, because somebody held a lock on them
 */
record RunPauses(long pauses, Duration paused, long lockedParts) {}
