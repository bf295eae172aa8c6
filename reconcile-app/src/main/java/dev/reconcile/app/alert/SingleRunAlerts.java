package dev.reconcile.app.alert;

import dev.reconcile.app.Settings;
import dev.reconcile.app.history.History;
import dev.reconcile.app.history.SingleRunHistory;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.table.TablePair;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a process that makes one run: when it is closed, they go where the settings say, also those of a run that came
 * to no report. No failure of theirs is one of the run; it is only warned of.
 */
public final class SingleRunAlerts implements AutoCloseable {

    private final @Nullable Telling telling;

    private SingleRunAlerts(@Nullable Telling telling) {
        this.telling = telling;
    }

    /**
     * Begins to tell of a run, or does nothing where the settings name no place for alerts.
     *
     * @param id what the run is called
     * @param history empty where there is none: then every run that does not pass is told, and none that does
     * @param warn told what could not be delivered, in sentences
     */
    public static SingleRunAlerts begin(
            Settings settings, String id, Optional<History> history, InstantSource clock, Consumer<String> warn) {
        if (settings.alerts().channels().isEmpty()) {
            return new SingleRunAlerts(null);
        }
        Alerts alerts = Alerts.once(settings, history, warn, clock);
        RunStart run = new RunStart(
                id, settings.job(), SingleRunHistory.trigger(settings), clock.instant(), null, null, false);
        return new SingleRunAlerts(new Telling(alerts, alerts.begin(run)));
    }

    /** The run came to a report. */
    public void finished(Report report, List<TablePair> pairs) {
        if (telling != null) {
            telling.run().ended(report, pairs);
        }
    }

    /** Waits until all is told or given up, in 30 s or little longer. Throws nothing. */
    @Override
    public void close() {
        if (telling != null) {
            telling.run().close();
            telling.alerts().close();
        }
    }

    private record Telling(Alerts alerts, RunAlerts run) {}
}
