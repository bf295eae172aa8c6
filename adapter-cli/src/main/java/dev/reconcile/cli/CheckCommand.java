package dev.reconcile.cli;

import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.Interruption;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.check.CheckReport;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.report.ReportFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reconcile check}: tells what a run with the same settings would meet. */
@Command(
        name = "check",
        description = {
            "Tells what a run with the same settings would meet, without reading a row.",
            "That is: which tables, keys and columns are meant, what the logins may do, where the"
                    + " schemas differ, where rows are hashed and how long it may take."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "reconcile check OPTION...",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  Before the first run, of contents:",
            "    reconcile check --config reconcile.yaml --validate-checksums \\",
            "      --format console",
            "  In a script, before the nightly run:",
            "    reconcile check --config reconcile.yaml --output check.json || exit 1",
            "",
            "It takes the options of 'reconcile run' and says for each table the best",
            "verdict that such a run can come to. What columns hold is of matter only with",
            "--validate-checksums. Formats are json and console.",
            "",
            "Exit codes: 0 every table matches if its rows are equal; 1 a table would fail,",
            "differ by its schema or not be compared completely, or there is none; 2 wrong",
            "usage or settings; 130 interrupted."
        })
final class CheckCommand implements Callable<Integer> {

    /** How long a cancelled check may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CheckCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Settings settings = SettingOptions.settings(spec, environment, terminal);
        if (settings.format().isForRunsAlone()) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "--format: a check is written as json or console, not as " + settings.format()
                            + ". Say --format console.",
                    null);
        }
        ReportDestination destination = ReportDestination.of(settings, terminal);
        destination.check();
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            CheckReport check = check(run);
            deliver(check, settings, destination);
            return (check.ready() ? ExitCode.ALL_MATCHED : ExitCode.NOT_ALL_MATCHED).number();
        }
    }

    private CheckReport check(PreparedRun run) {
        Cancellation cancellation = new Cancellation();
        try (Interruption ignored = Interruption.cancels(cancellation, PATIENCE, terminal.err(), () -> {})) {
            return run.check(cancellation);
        }
    }

    private void deliver(CheckReport check, Settings settings, ReportDestination destination) {
        Optional<Path> file = destination.write(Content.of(check, settings.format()));
        boolean said = file.isEmpty() && settings.format() == ReportFormat.CONSOLE;
        if (!said && !settings.isQuiet()) {
            terminal.err()
                    .println((check.ready() ? "READY: " : "NOT READY: ")
                            + check.summary()
                            + file.map(path -> " Check: " + path).orElse(""));
        }
    }
}
