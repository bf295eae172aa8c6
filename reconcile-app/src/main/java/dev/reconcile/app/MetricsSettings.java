package dev.reconcile.app;

import dev.reconcile.metrics.Pushgateway;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the metrics of runs go.
 *
 * @param job what they call the runs
 * @param file the file that they are written to after each; empty where none was asked for
 * @param gateway the Pushgateway that they are added to after each; empty where none was asked for
 */
public record MetricsSettings(String job, Optional<Path> file, Optional<Pushgateway> gateway) {

    public MetricsSettings {
        Objects.requireNonNull(job, "job");
    }
}
