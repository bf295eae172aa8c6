package dev.reconcile.app;

import dev.reconcile.metrics.Pushgateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * What to say to whoever keeps a process running and has metrics of single runs kept: a sentence for each place that gets none.
     *
     * @param offered where such a process offers its metrics, as the end of the sentence "it offers its metrics …"
     */
    public List<String> warningsOfDaemon(String offered) {
        return Stream.of(file.map(any -> SettingKey.METRICS_FILE), gateway.map(any -> SettingKey.PUSHGATEWAY))
                .flatMap(Optional::stream)
                .map(setting -> setting.flag()
                        + " is for single runs and not used: what keeps running offers its metrics " + offered + ".")
                .toList();
    }
}
