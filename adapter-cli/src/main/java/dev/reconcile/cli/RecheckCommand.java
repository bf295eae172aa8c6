package dev.reconcile.cli;

import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.app.job.LoggedRun;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.Interruption;
import dev.reconcile.cli.process.ValueNeeded;
import dev.reconcile.cli.progress.Progress;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.FoundRows;
import dev.reconcile.report.DetailsReader;
import dev.reconcile.report.JsonReportReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reconcile recheck}: tells which findings of an earlier report are mended. */
@Command(
        name = "recheck",
        description = {
            "Looks only at the findings of an earlier report, and tells which are mended.",
            "It looks by their keys, for the minute after a repair."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "reconcile recheck OPTION... REPORT",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  A run, a repair that somebody has read, and what is left:",
            "    reconcile run --config reconcile.yaml --validate-checksums \\",
            "      --output report.json --repair-file repair.sql",
            "    psql -X -v ON_ERROR_STOP=1 -f repair.sql ...",
            "    reconcile recheck --config reconcile.yaml report.json",
            "  Of rows that the pipeline is to bring by itself, within a minute:",
            "    reconcile recheck --config reconcile.yaml --confirm-delay 60s report.json",
            "",
            "It takes the settings of that run. Rows that neither the report nor its file of",
            "details names are not looked at. A row that still differs is looked at again",
            "only if it moves meanwhile, or with --confirm-delay. The result goes to standard",
            "output, in the format console unless --format says json, whatever file and",
            "environment say.",
            "",
            "Exit codes: 0 every finding of the report was looked at and is mended; 1 some",
            "still differ or could not be rechecked; 2 wrong usage or settings, nothing was",
            "rechecked; 130 interrupted."
        })
final class RecheckCommand implements Callable<Integer> {

    /** How long a cancelled recheck may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "REPORT", description = "The JSON report of a run.")
    @SuppressWarnings("NullAway.Init")
    private Path report;

    @Option(
            names = "--details-file",
            preprocessor = ValueNeeded.class,
            paramLabel = "PATH",
            description = "The file that the run wrote its rows to with --details-file, for those that the report only"
                    + " counts.")
    private @Nullable Path details;

    RecheckCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Report earlier = new JsonReportReader().read(report);
        FoundRows found = details == null ? FoundRows.OF_THE_REPORT : DetailsReader.of(details, earlier);
        Settings settings = SettingOptions.settingsToLook(spec, environment, terminal, null);
        if (settings.format().isForRunsAlone()) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "--format: a recheck is written as json or console, not as " + settings.format() + ".",
                    null);
        }
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            RecheckReport recheck = look(run, earlier, found, settings);
            new ReportDestination.StandardOutput(terminal, settings.format())
                    .write(Content.of(recheck, settings.format()));
            return (recheck.allMended() ? ExitCode.ALL_MATCHED : ExitCode.NOT_ALL_MATCHED).number();
        }
    }

    private RecheckReport look(PreparedRun run, Report earlier, FoundRows found, Settings settings) {
        Cancellation cancellation = new Cancellation();
        try (Interruption ignored = Interruption.cancels(cancellation, PATIENCE, terminal.err(), () -> {})) {
            RunListener shown = (settings.isQuiet() ? Progress.none() : Progress.inLines(terminal)).listener();
            return run.recheck(
                    earlier, found, new RunListeners(List.of(shown, new LoggedRun(settings.isQuiet()))), cancellation);
        }
    }
}
