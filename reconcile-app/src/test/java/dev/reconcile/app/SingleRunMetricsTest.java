package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunTraffic;
import dev.reconcile.core.report.Report;
import dev.reconcile.metrics.Pushgateway;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleRunMetricsTest {

    private static final Report NO_TABLES =
            new Report("r", "1", Instant.EPOCH, 5, true, List.of(), List.of(), List.of(), List.of());

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private static MetricsSettings to(Optional<Path> file, Optional<Pushgateway> gateway) {
        return new MetricsSettings("nightly", file, gateway);
    }

    @Test
    void without_settings_nobody_watches() {
        RunListener other = new RunListener() {};
        try (SingleRunMetrics metrics = SingleRunMetrics.begin(to(Optional.empty(), Optional.empty()), warnings::add)) {
            assertThat(metrics.watching(other)).isSameAs(other);
            metrics.finished(NO_TABLES, new RunTraffic(DatabaseTraffic.NONE, DatabaseTraffic.NONE));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_run_for_other_tables_leaves_the_metrics_of_its_job_alone() {
        Path file = folder.resolve("reconcile.prom");
        try (SingleRunMetrics metrics =
                SingleRunMetrics.leftAlone(to(Optional.of(file), Optional.empty()), warnings::add)) {
            metrics.finished(NO_TABLES, new RunTraffic(DatabaseTraffic.NONE, DatabaseTraffic.NONE));
        }

        assertThat(file).doesNotExist();
        assertThat(warnings).singleElement().asString().contains("nightly", "--job");
    }

    @Test
    void a_run_with_a_report_is_told() {
        Path file = folder.resolve("reconcile.prom");
        try (SingleRunMetrics metrics =
                SingleRunMetrics.begin(to(Optional.of(file), Optional.empty()), warnings::add)) {
            metrics.watching(RunListener.NONE).pausing("it is wanted so");
            metrics.finished(NO_TABLES, new RunTraffic(new DatabaseTraffic(3, 0), DatabaseTraffic.NONE));
            assertThat(file).doesNotExist();
        }

        assertThat(file)
                .content()
                .contains(
                        "reconcile_last_run_status{reconcile_job=\"nightly\",status=\"no_data\"} 1.0",
                        "reconcile_last_run_pauses{reconcile_job=\"nightly\"} 1.0",
                        "reconcile_last_run_statements{reconcile_job=\"nightly\",side=\"source\"} 3.0");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_run_without_a_report_has_failed() {
        Path file = folder.resolve("reconcile.prom");
        SingleRunMetrics.begin(to(Optional.of(file), Optional.empty()), warnings::add)
                .close();

        assertThat(file)
                .content()
                .contains("reconcile_last_run_status{reconcile_job=\"nightly\",status=\"failed\"} 1.0");
    }

    @Test
    void the_last_success_that_the_file_holds_is_kept() throws IOException {
        Path file = Files.writeString(
                folder.resolve("reconcile.prom"),
                "reconcile_last_success_timestamp_seconds{reconcile_job=\"nightly\"} 77.0\n");
        SingleRunMetrics.begin(to(Optional.of(file), Optional.empty()), warnings::add)
                .close();

        assertThat(file)
                .content()
                .contains(
                        "reconcile_last_success_timestamp_seconds{reconcile_job=\"nightly\"} 77.0",
                        "status=\"failed\"} 1.0");
    }

    @Test
    void what_goes_wrong_is_warned_of_and_keeps_nothing_else_from_being_told() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Path absent = folder.resolve("absent").resolve("reconcile.prom");
        Pushgateway nobody = Pushgateway.of("http://me:hush@localhost:" + free);

        SingleRunMetrics.begin(to(Optional.of(absent), Optional.of(nobody)), warnings::add)
                .close();

        assertThat(warnings)
                .satisfiesExactly(
                        ofFile -> assertThat(ofFile).contains(absent.toString()),
                        ofGateway -> assertThat(ofGateway)
                                .contains("http://localhost:" + free)
                                .doesNotContain("hush"));
    }
}
