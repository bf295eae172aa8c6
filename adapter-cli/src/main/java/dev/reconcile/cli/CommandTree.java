package dev.reconcile.cli;

import dev.reconcile.cli.demo.DemoCommand;
import dev.reconcile.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** All commands and how their arguments are read. */
final class CommandTree {

    private static final int WIDEST_HELP = 110;

    private CommandTree() {}

    /**
     * Runs what the arguments ask for.
     *
     * @return the exit code
     */
    static int execute(Terminal terminal, Map<String, String> environment, String... arguments) {
        Failures failures = new Failures(terminal.err());
        try {
            return commandLine(terminal, environment, failures).execute(withCommand(arguments));
        } catch (Throwable failure) {
            return failures.handle(failure).number();
        }
    }

    /** The operations guide gives the options of a run, or of scheduled runs, without a command. */
    private static String[] withCommand(String... arguments) {
        List<String> full = new ArrayList<>(List.of(arguments));
        boolean flat =
                arguments.length > 0 && arguments[0].startsWith("-") && !arguments[0].matches("-h|--help|-V|--version");
        if (flat) {
            full.add(0, "run");
        }
        if (!full.isEmpty() && full.get(0).equals("run") && full.remove("--schedule")) {
            full.set(0, "schedule");
        }
        return full.toArray(String[]::new);
    }

    private static CommandLine commandLine(Terminal terminal, Map<String, String> environment, Failures failures) {
        CommandLine run = new CommandLine(new RunCommand(terminal, environment));
        SettingOptions.addToRun(run.getCommandSpec());
        CommandLine schedule = new CommandLine(new ScheduleCommand(environment));
        SettingOptions.addToSchedule(schedule.getCommandSpec());
        CommandLine serve = new CommandLine(new ServeCommand(environment));
        SettingOptions.addTo(serve.getCommandSpec());
        CommandLine history = new CommandLine(new HistoryCommand(terminal, environment));
        SettingOptions.addToHistory(history.getCommandSpec());
        CommandLine check = new CommandLine(new CheckCommand(terminal, environment));
        SettingOptions.addToRun(check.getCommandSpec());
        CommandLine row = new CommandLine(new RowCommand(terminal, environment));
        SettingOptions.addToLook(row.getCommandSpec());
        CommandLine recheck = new CommandLine(new RecheckCommand(terminal, environment));
        SettingOptions.addToLook(recheck.getCommandSpec());
        CommandLine commandLine = new CommandLine(new ReconcileCommand())
                .addSubcommand(run)
                .addSubcommand(check)
                .addSubcommand(row)
                .addSubcommand(recheck)
                .addSubcommand(schedule)
                .addSubcommand(history)
                .addSubcommand(serve)
                .addSubcommand(new TokenCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new ReportCommand(terminal))
                .addSubcommand(new AutoComplete.GenerateCompletion());
        return commandLine
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                // A password may begin with an @; it names no file.
                .setExpandAtFiles(false)
                // Which of them are values, each option tells by itself.
                .setUnmatchedOptionsAllowedAsOptionParameters(true)
                .setUsageHelpWidth(Math.min(WIDEST_HELP, terminal.facts().columns()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.coloursResults() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
