package dev.reconcile.app.alert;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.table.TablePair;
import java.util.List;

/** Tells of one run, once it has ended. A run that is closed before has failed. Every method returns at once. */
public final class RunAlerts implements AutoCloseable {

    private final Alerts alerts;
    private final RunStart run;
    private boolean ended;

    RunAlerts(Alerts alerts, RunStart run) {
        this.alerts = alerts;
        this.run = run;
    }

    /**
     * The run came to a report, whatever it says.
     *
     * @param pairs what the run was to compare
     */
    public void ended(Report report, List<TablePair> pairs) {
        if (!ended) {
            ended = true;
            alerts.ended(run, report, List.copyOf(pairs));
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
