package dev.reconcile.app.alert;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.report.Report;

/** Tells of one run, once it has ended. A run that is closed before has failed. Every method returns at once. */
public final class RunAlerts implements AutoCloseable {

    private final Alerts alerts;
    private final RunStart run;
    private boolean ended;

    RunAlerts(Alerts alerts, RunStart run) {
        this.alerts = alerts;
        this.run = run;
    }

    /** The run came to a report, whatever it says. */
    public void ended(Report report) {
        if (!ended) {
            ended = true;
            alerts.ended(run, report);
        }
    }

    /** The run came to no report: settings, secrets, a database or the tables were not to be had. */
    public void failed() {
        if (!ended) {
            ended = true;
            alerts.failed(run);
        }
    }

    /** Counts the run as {@link #failed} where nobody told how it ended. */
    @Override
    public void close() {
        failed();
    }
}
