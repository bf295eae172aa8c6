package dev.reconcile.cli;

import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.Settings;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.Interruption;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.report.RowComparison;
import dev.reconcile.core.table.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reconcile row}: shows one row of both sides beside each other. */
@Command(
        name = "row",
        description = {
            "Shows one row of a source table and of its target beside each other.",
            "It is read now, and shown with its values; only those of masked columns stay hidden."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "reconcile row OPTION... TABLE KEY...",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  The row whose key is 17:",
            "    reconcile row --config reconcile.yaml dbo.orders 17",
            "  A key of two columns, in key order or by name:",
            "    reconcile row --config reconcile.yaml dbo.lines eu 17",
            "    reconcile row --config reconcile.yaml dbo.lines id=17 region=eu",
            "  A key that begins with a minus sign stands behind --:",
            "    reconcile row --config reconcile.yaml dbo.orders -- -5",
            "",
            "TABLE is one of the tables that the settings name; where they name none it is",
            "the source table. A value \\N is NULL. KEYs are names and values only if each is",
            "COLUMN=VALUE for another column of the key. The pair's key, columns, renames,",
            "rules and masks count, its row filters do not. The row goes to standard output,",
            "in the format console unless --format says json, whatever file and environment",
            "say.",
            "",
            "Exit codes: 0 both sides have the row and it is equal; 1 it differs, a side or",
            "both lack it, or a column was not compared; 2 wrong usage or settings, or",
            "nothing could be compared; 130 interrupted."
        })
final class RowCommand implements Callable<Integer> {

    /** How long a cancelled look may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TABLE", description = "The source or the target table.")
    @SuppressWarnings("NullAway.Init")
    private String table;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY",
            description = "The values of the key's columns in key order, or COLUMN=VALUE for each.")
    @SuppressWarnings("NullAway.Init")
    private List<String> key;

    RowCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        TableName name = tableName();
        Settings settings = SettingOptions.settingsToLook(spec, environment, terminal, name);
        if (settings.format().isForRunsAlone()) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "--format: a row is written as json or console, not as " + settings.format() + ".",
                    null);
        }
        try (PreparedRun run = PreparedRun.prepare(settings)) {
            RowComparison row = look(run, name);
            new ReportDestination.StandardOutput(terminal, settings.format()).write(Content.of(row, settings.format()));
            return (row.matches() ? ExitCode.ALL_MATCHED : ExitCode.NOT_ALL_MATCHED).number();
        }
    }

    private TableName tableName() {
        try {
            return TableName.parse(table);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, "TABLE: " + e.getMessage(), e);
        }
    }

    private RowComparison look(PreparedRun run, TableName name) {
        Cancellation cancellation = new Cancellation();
        try (Interruption ignored = Interruption.cancels(cancellation, PATIENCE, terminal.err(), () -> {})) {
            return run.row(name, key, cancellation);
        }
    }
}
