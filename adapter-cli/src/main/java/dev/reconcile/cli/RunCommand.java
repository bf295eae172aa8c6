package dev.reconcile.cli;

import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SingleRunMetrics;
import dev.reconcile.app.SingleRunTrace;
import dev.reconcile.app.alert.SingleRunAlerts;
import dev.reconcile.app.history.FolderLock;
import dev.reconcile.app.history.SingleRunHistory;
import dev.reconcile.app.job.LoggedRun;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.Interruption;
import dev.reconcile.cli.progress.Progress;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Report;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reconcile run}: compares tables once. */
@Command(
        name = "run",
        description = "Compares the tables of a target database with those of its source.",
        mixinStandardHelpOptions = true,
        customSynopsis = {"reconcile run OPTION...", "reconcile OPTION..."},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  Row counts of three tables, with the credentials in Vault:",
            "    reconcile run --use-vault \\",
            "      --source-tables dbo.customers,dbo.orders,dbo.line_items \\",
            "      --target-tables customers,orders,line_items --output report.json",
            "  Contents too, for every table of a schema:",
            "    reconcile run --config reconcile.yaml --tables 'dbo.*' \\",
            "      --exclude 'dbo.tmp_*' --validate-checksums --format console",
            "  Two PostgreSQL databases:",
            "    reconcile run --source-url jdbc:postgresql://old/shop --source-username me \\",
            "      --target-url jdbc:postgresql://new/shop --target-username me \\",
            "      --tables 'public.*'",
            "  Every row that differs, however many there are, for a program:",
            "    reconcile run --config reconcile.yaml --validate-checksums \\",
            "      --details-file details.jsonl --output report.json",
            "  A script that mends the target, for a person to read before it is run:",
            "    reconcile run --config reconcile.yaml --validate-checksums \\",
            "      --repair-file repair.sql --output report.json",
            "  Huge tables: after a kill or Ctrl-C, the same command goes on where it was:",
            "    reconcile run --config reconcile.yaml --validate-checksums \\",
            "      --checkpoint run.checkpoint --output report.json",
            "  Metrics for Prometheus, by node_exporter's textfile collector and a Pushgateway:",
            "    reconcile run --config reconcile.yaml --job nightly \\",
            "      --metrics-file /var/lib/node_exporter/textfile/reconcile.prom \\",
            "      --pushgateway http://localhost:9091 --output report.json",
            "  A trace of the run, its tables and their segments, for an OpenTelemetry collector:",
            "    OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 \\",
            "      reconcile run --config reconcile.yaml --output report.json",
            "",
            "Every setting can also stand in the environment: RECONCILE_SOURCE_PASSWORD is",
            "--source-password. A flag wins over the environment, that over the file. Traces have no",
            "flag: OpenTelemetry's own variables (OTEL_...) say where they go, also for schedule and",
            "serve; see docs/monitoring.md.",
            "",
            "Exit codes: 0 all tables match; 1 something differs, could not be compared or",
            "failed; 2 wrong usage or settings, nothing was compared; 130 interrupted."
        })
final class RunCommand implements Callable<Integer> {

    /** How long a cancelled run may take to end and to write its report. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RunCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.settings(spec, environment, terminal);
        Consumer<String> warn = warning -> terminal.err().println("Warning: " + warning);
        // Closed last: what ends the run early is told too, and no connection waits for who is told.
        try (FolderLock lock = lock(settings);
                SingleRunMetrics metrics = metrics(settings, warn);
                SingleRunHistory history = SingleRunHistory.begin(settings, InstantSource.system(), warn);
                SingleRunAlerts alerts =
                        SingleRunAlerts.begin(settings, history.id(), history.history(), InstantSource.system(), warn);
                SingleRunTrace trace =
                        SingleRunTrace.begin(settings, history.id(), environment, InstantSource.system(), warn)) {
            ReportDestination destination = ReportDestination.of(settings, terminal);
            destination.check();
            try (PreparedRun run = PreparedRun.prepare(settings)) {
                trace.prepared(run);
                return compare(
                                run,
                                settings,
                                metrics,
                                history,
                                alerts,
                                trace,
                                new RunOutcome(settings, destination, terminal))
                        .number();
            }
        }
    }

    private static SingleRunMetrics metrics(Settings settings, Consumer<String> warn) {
        return settings.isForOtherTables() && !settings.isNamedOutsideTheFile()
                ? SingleRunMetrics.leftAlone(settings.metrics(), warn)
                : SingleRunMetrics.begin(settings.metrics(), warn);
    }

    /** No job is run twice at once where both runs are remembered together; before anything of this one is told. */
    private static @Nullable FolderLock lock(Settings settings) {
        try {
            return settings.history()
                    .place()
                    .map(place -> FolderLock.ofJob(place, settings.job()))
                    .orElse(null);
        } catch (FolderLock.TakenException e) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, String.valueOf(e.getMessage()), e);
        }
    }

    private ExitCode compare(
            PreparedRun run,
            Settings settings,
            SingleRunMetrics metrics,
            SingleRunHistory history,
            SingleRunAlerts alerts,
            SingleRunTrace trace,
            RunOutcome outcome) {
        Cancellation cancellation = new Cancellation();
        Runnable tellWhatIsLeft = () -> run.checkpointLeft().ifPresent(outcome::tellToGoOn);
        try (Interruption interruption = Interruption.cancels(cancellation, PATIENCE, terminal.err(), tellWhatIsLeft)) {
            Report report;
            try (Progress progress = settings.isQuiet() ? Progress.none() : Progress.on(terminal)) {
                RunListener shown = new RunListeners(List.of(progress.listener(), new LoggedRun(settings.isQuiet())));
                RunListener all = history.watching(metrics.watching(trace.watching(shown)));
                report = run.run(history.id(), all, cancellation);
                trace.finished(report);
                metrics.finished(report, run.traffic());
                history.finished(report);
                alerts.finished(report, run.pairs());
            }
            ExitCode exitCode;
            try {
                exitCode = outcome.deliver(report);
            } finally {
                interruption.letFinish();
                run.writeRepair(report).ifPresent(outcome::tell);
                tellWhatIsLeft.run();
            }
            run.requireDetails();
            return interruption.happened() ? ExitCode.INTERRUPTED : exitCode;
        }
    }
}
