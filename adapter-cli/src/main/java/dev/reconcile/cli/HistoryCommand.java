package dev.reconcile.cli;

import dev.reconcile.app.HistorySettings;
import dev.reconcile.app.LogFormat;
import dev.reconcile.app.SettingKey;
import dev.reconcile.app.SettingsReader;
import dev.reconcile.app.history.DataFolder;
import dev.reconcile.app.history.Forgetting;
import dev.reconcile.app.history.HistoryLook;
import dev.reconcile.cli.process.CommandException;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.LogSetup;
import dev.reconcile.cli.process.ValueNeeded;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.history.FindingQuery;
import dev.reconcile.core.history.HistoryReport;
import dev.reconcile.core.history.PairName;
import dev.reconcile.report.ConsoleHistoryWriter;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.ForgetCommand;
import dev.reconcile.report.JsonHistory;
import java.io.IOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reconcile history}: what is remembered of runs. */
@Command(
        name = "history",
        description = {
            "Tells what is remembered of runs, and since when which tables are in sync.",
            "Of all tables what is known of each, the last runs, and the times at which none came"
                    + " when it was due; of one table its last results and the rows that differ."
        },
        mixinStandardHelpOptions = true,
        customSynopsis = "reconcile history [TABLE] OPTION...",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  All tables, and the last runs, of the daemon of this user:",
            "    reconcile history",
            "  One table, with the rows that differ:",
            "    reconcile history dbo.orders --data-dir /var/lib/reconcile",
            "  A table that is no longer compared, or only in part:",
            "    reconcile history dbo.orders --forget",
            "  One of several pairs of that table:",
            "    reconcile history dbo.orders=orders --job nightly --forget",
            "  All that the settings no longer have compared:",
            "    reconcile history --forget --left-out",
            "",
            "Where neither --data-dir nor --history-url nor the file says where the history",
            "is, it is looked for where a daemon of this user has it.",
            "",
            "Exit codes: 0 the history was read, whatever it tells; 2 there is none, or it",
            "cannot be read, or knows no table of this name, or it is not clear what is to",
            "be forgotten."
        })
final class HistoryCommand implements Callable<Integer> {

    private static final int MOST_BY_DEFAULT = 20;

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "TABLE",
            description = "A table, as its source or its target is named, or a pair of them as SOURCE=TARGET.")
    private @Nullable String table;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            preprocessor = ValueNeeded.class,
            description = "How many runs, times or findings are shown, up to 1,000. Default: 20.")
    private int limit = MOST_BY_DEFAULT;

    @Option(names = "--all", description = "Shows findings that have ended, too.")
    private boolean withEnded;

    @Option(
            names = "--forget",
            description =
                    "Forgets what is known of TABLE and its findings, for it is no longer compared, or not as it was. Where the"
                            + " name fits several pairs: those that are no longer compared.")
    private boolean forget;

    @Option(
            names = "--left-out",
            description =
                    "With --forget: only pairs that are no longer compared, and all of them where no TABLE is named.")
    private boolean leftOut;

    @Option(names = "--json", description = "Shows it as JSON.")
    private boolean json;

    HistoryCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > FindingQuery.MOST) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "--limit: the number is out of range. Write one from 1 to " + FindingQuery.MOST + ".",
                    null);
        }
        LogSetup.apply(Level.ERROR, LogFormat.HUMAN);
        Map<String, String> flags = SettingOptions.read(spec.commandLine().getParseResult());
        Optional<String> job = Optional.ofNullable(flags.remove(SettingKey.JOB.key()));
        if (forget) {
            return forget(flags, job);
        }
        if (leftOut) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, "--left-out says nothing without --forget.", null);
        }
        HistoryReport report =
                new HistoryLook(settings(flags), InstantSource.system()).look(job, table, withEnded, limit);
        show(report);
        return ExitCode.ALL_MATCHED.number();
    }

    private int forget(Map<String, String> flags, Optional<String> job) {
        if (table == null && !leftOut) {
            throw new CommandException(
                    ExitCode.NOTHING_COMPARED,
                    "--forget: name the table that is to be forgotten, or give --left-out for all that are no longer"
                            + " compared.",
                    null);
        }
        HistoryLook look = new HistoryLook(settings(flags), InstantSource.system());
        Forgetting told = table == null || leftOut ? look.forgetLeftOut(job, table) : look.forget(job, table);
        told.forgotten().forEach(pair -> terminal.err().println("Forgotten: " + pair + " of job " + pair.job()));
        if (table == null) {
            if (told.forgotten().isEmpty()) {
                terminal.err().println("Nothing is forgotten: no pair that is known is left out.");
            }
            return ExitCode.ALL_MATCHED.number();
        }
        if (told.forgotten().isEmpty()) {
            throw new CommandException(ExitCode.NOTHING_COMPARED, refusal(told.kept()), null);
        }
        if (!told.kept().isEmpty()) {
            terminal.err().println("Kept, for the runs of their jobs hold them still. To forget one of them, too:");
            told.kept().forEach(pair -> terminal.err().println("  " + ForgetCommand.of(pair)));
        }
        return ExitCode.ALL_MATCHED.number();
    }

    private static String refusal(List<PairName> kept) {
        if (kept.isEmpty()) {
            return "--forget: nothing is known of that table. 'reconcile history' names those that are known.";
        }
        String hold = kept.size() == 1
                ? "the runs of its job hold the pair still that the name fits"
                : "the runs of the jobs hold all " + kept.size() + " pairs that the name fits";
        return kept.stream()
                .map(pair -> "\n  " + ForgetCommand.of(pair))
                .collect(Collectors.joining(
                        "",
                        "--forget: nothing is forgotten, for " + hold + ". The command for each, if that is meant:",
                        ""));
    }

    private HistorySettings settings(Map<String, String> flags) {
        HistorySettings settings = SettingsReader.history(flags, environment);
        if (settings.place().isPresent()) {
            return settings;
        }
        Map<String, String> inDefault = new HashMap<>(flags);
        inDefault.put(
                SettingKey.HISTORY_DATA_DIR.key(),
                DataFolder.byDefault(environment).toAbsolutePath().toString());
        return SettingsReader.history(inDefault, environment);
    }

    private void show(HistoryReport report) {
        Writer out = terminal.out();
        try {
            if (json) {
                JsonHistory.write(report, out);
            } else {
                ConsoleStyle style = terminal.coloursResults() ? ConsoleStyle.COLOUR : ConsoleStyle.PLAIN;
                new ConsoleHistoryWriter(style).write(report, out);
            }
            out.flush();
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.NOT_ALL_MATCHED, "The history cannot be written to standard output.", failure);
        }
    }
}
