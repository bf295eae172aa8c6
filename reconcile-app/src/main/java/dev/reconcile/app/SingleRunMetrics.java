package dev.reconcile.app;

import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.metrics.MeasuredRun;
import dev.reconcile.metrics.MetricsException;
import dev.reconcile.metrics.RunMetrics;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a process that makes one run: when it is closed, they go where the settings say, also those of a run that came
 * to no report. No failure of theirs is one of the run; it is only warned of.
 */
public final class SingleRunMetrics implements AutoCloseable {

    private final MetricsSettings settings;
    private final Consumer<String> warn;
    private final @Nullable Measurement measurement;

    private SingleRunMetrics(MetricsSettings settings, Consumer<String> warn, @Nullable Measurement measurement) {
        this.settings = settings;
        this.warn = warn;
        this.measurement = measurement;
    }

    /**
     * Begins to measure a run, or does nothing where the settings ask for no metrics.
     *
     * @param warn told what went wrong with them, in sentences
     */
    public static SingleRunMetrics begin(MetricsSettings settings, Consumer<String> warn) {
        if (settings.file().isEmpty() && settings.gateway().isEmpty()) {
            return new SingleRunMetrics(settings, warn, null);
        }
        RunMetrics metrics = new RunMetrics(InstantSource.system(), Reconciler.version());
        settings.file().ifPresent(file -> attempt(() -> metrics.resume(file), warn));
        return new SingleRunMetrics(settings, warn, new Measurement(metrics, metrics.begin(settings.job())));
    }

    /**
     * Leaves the metrics of a job as they are, since a run is for other tables than those of the job: what it says would take the
     * place of what holds of the job.
     *
     * @param warn told so where the settings ask for metrics
     */
    public static SingleRunMetrics leftAlone(MetricsSettings settings, Consumer<String> warn) {
        if (settings.file().isPresent() || settings.gateway().isPresent()) {
            warn.accept("This run is for other tables than the file names for the job " + settings.job()
                    + ", so that the metrics of that are left as they are. For metrics of its own give it a name of its own"
                    + " with --job, or the tables a job in the file.");
        }
        return new SingleRunMetrics(settings, warn, null);
    }

    /** A listener that measures the run which it watches, and tells another. */
    public RunListener watching(RunListener other) {
        return measurement == null ? other : new RunListeners(List.of(other, measurement.run()));
    }

    /**
     * The run came to a report.
     *
     * @param traffic how much it asked of its databases
     */
    public void finished(Report report, RunTraffic traffic) {
        if (measurement != null) {
            measurement.run().finished(report, traffic);
        }
    }

    /** Hands the metrics over, in {@link dev.reconcile.metrics.Pushgateway#PATIENCE} at most. Throws nothing. */
    @Override
    public void close() {
        if (measurement == null) {
            return;
        }
        measurement.run().close();
        RunMetrics metrics = measurement.metrics();
        settings.file().ifPresent(file -> attempt(() -> metrics.writeFile(file), warn));
        settings.gateway().ifPresent(gateway -> attempt(() -> metrics.push(gateway, settings.job()), warn));
    }

    private static void attempt(Runnable handOver, Consumer<String> warn) {
        try {
            handOver.run();
        } catch (MetricsException e) {
            warn.accept(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            warn.accept("The metrics of the run are not known to have arrived: an unexpected "
                    + e.getClass().getName() + ".");
        }
    }

    private record Measurement(RunMetrics metrics, MeasuredRun run) {}
}
