package dev.reconcile.trace;

import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;

/**
 * A run that is traced: have it watch the run, then tell it how the run ended, once. One that is closed before has failed.
 *
 * <p>An interface, so that whoever speaks of it loads nothing of OpenTelemetry.
 */
public interface TracedRun extends RunListener, AutoCloseable {

    /**
     * The run is prepared: its databases are open, and its tables are known.
     *
     * @param sourceSystem the source's engine as OpenTelemetry's semantic conventions call it ({@code db.system.name})
     * @param targetSystem the target's
     */
    void prepared(Depth depth, String sourceSystem, String targetSystem);

    /** The run came to a report, whatever it says. */
    void finished(Report report);

    /**
     * The run came to no report.
     *
     * @param reason why, in our own words: without secrets, values of rows or words of a database
     */
    void failed(String reason);

    /** Ends the run as {@link #failed} where nobody told how it ended. Sends nothing yet. */
    @Override
    void close();
}
