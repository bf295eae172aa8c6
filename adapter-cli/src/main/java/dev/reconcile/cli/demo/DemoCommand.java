package dev.reconcile.cli.demo;

import dev.reconcile.app.LogFormat;
import dev.reconcile.app.PasswordPrompt;
import dev.reconcile.app.PreparedRun;
import dev.reconcile.app.SettingKey;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SettingsReader;
import dev.reconcile.cli.process.ExitCode;
import dev.reconcile.cli.process.Interruption;
import dev.reconcile.cli.process.LogSetup;
import dev.reconcile.cli.process.ValueNeeded;
import dev.reconcile.cli.progress.Progress;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.report.Report;
import dev.reconcile.report.ConsoleStyle;
import dev.reconcile.report.ReportFormat;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code reconcile demo}: finds known damage in a database of its own. */
@Command(
        name = "demo",
        description = {
            "Makes two PostgreSQL databases of its own, damages one, and finds the damage.",
            "Needs nothing and leaves nothing behind."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 exactly the planted damage was found; 1 not so; 2 the databases",
            "could not be made; 130 interrupted."
        })
public final class DemoCommand implements Callable<Integer> {

    /** There is nothing to be saved, and unpacking the server cannot be interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Terminal terminal;

    @Option(names = "--keep", description = "Leaves the databases running, and says how to reach and to stop them.")
    private boolean keep;

    @Option(
            names = "--format",
            preprocessor = ValueNeeded.class,
            paramLabel = "FORMAT",
            defaultValue = "console",
            converter = FormatConverter.class,
            description =
                    "Writes the report in this format; what else is to be said then goes to standard error. One of"
                            + " json, csv, console, html. Default: console.")
    @SuppressWarnings("NullAway.Init")
    private ReportFormat format;

    @Option(
            names = "--seed",
            preprocessor = ValueNeeded.class,
            paramLabel = "NUMBER",
            defaultValue = "42",
            description = "Draws other rows and other damage. Default: 42.")
    private int seed;

    /** @param terminal where the demonstration is given */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LogSetup.apply(org.slf4j.event.Level.WARN, LogFormat.HUMAN);
        Cancellation cancellation = new Cancellation();
        DemoServer server = DemoServer.in(Path.of(System.getProperty("java.io.tmpdir")));
        // The server is closed before the signals have their usual meaning again: nothing stays behind.
        try (Interruption interruption =
                Interruption.cancels(cancellation, PATIENCE, terminal.err(), server::destroy)) {
            ExitCode exitCode = show(server, cancellation, interruption);
            return (interruption.happened() ? ExitCode.INTERRUPTED : exitCode).number();
        }
    }

    private ExitCode show(DemoServer server, Cancellation cancellation, Interruption interruption) throws IOException {
        try (server) {
            return show(server, cancellation);
        } catch (IOException | RuntimeException failure) {
            // The signal reaches the server's programs too, and they fail in their own ways.
            if (interruption.happened()) {
                return ExitCode.INTERRUPTED;
            }
            throw failure;
        }
    }

    private ExitCode show(DemoServer server, Cancellation cancellation) throws IOException {
        say("Making the databases " + Warehouse.SOURCE + " and " + Warehouse.TARGET + " ...");
        server.start();
        cancellation.check();
        Warehouse warehouse = new Warehouse(server, seed);
        warehouse.fill(cancellation);
        Damage damage = Damage.PLANTED;
        warehouse.damage(damage, cancellation);
        say("Comparing them ...");
        Report report = compare(server, cancellation);
        cancellation.check();
        boolean found = damage.isExactlyWhatWasFound(report);
        DemoText text = new DemoText(server, seed);
        Writer out = terminal.out();
        format.writer(terminal.coloursResults() ? ConsoleStyle.COLOUR : ConsoleStyle.PLAIN)
                .write(report, out);
        String further = text.verdict(damage, found) + (keep ? text.afterKeeping(server.keep()) : text.afterRemoving());
        if (format == ReportFormat.CONSOLE) {
            out.write(further);
        } else {
            terminal.err().print(further);
        }
        out.flush();
        return found ? ExitCode.ALL_MATCHED : ExitCode.NOT_ALL_MATCHED;
    }

    private Report compare(DemoServer server, Cancellation cancellation) {
        // Nobody writes to the demo's databases: there is nothing to wait for.
        Map<SettingKey, String> given = Map.ofEntries(
                Map.entry(SettingKey.SOURCE_URL, server.url(Warehouse.SOURCE)),
                Map.entry(SettingKey.SOURCE_USERNAME, Warehouse.READER),
                Map.entry(SettingKey.SOURCE_PASSWORD_FILE, server.passwordFile()),
                Map.entry(SettingKey.SOURCE_SSLMODE, "disable"),
                Map.entry(SettingKey.TARGET_URL, server.url(Warehouse.TARGET)),
                Map.entry(SettingKey.TARGET_USERNAME, Warehouse.READER),
                Map.entry(SettingKey.TARGET_PASSWORD_FILE, server.passwordFile()),
                Map.entry(SettingKey.TARGET_SSLMODE, "disable"),
                Map.entry(SettingKey.SOURCE_TABLES, String.join(",", Warehouse.TABLES)),
                Map.entry(SettingKey.VALIDATE_CHECKSUMS, "true"),
                Map.entry(SettingKey.SHOW_VALUES, "true"),
                Map.entry(SettingKey.CONFIRM_DELAY, "0s"));
        Map<String, String> flags = new HashMap<>();
        given.forEach((setting, value) -> flags.put(setting.key(), value));
        Settings settings = SettingsReader.read(flags, Map.of(), PasswordPrompt.NONE);
        try (PreparedRun run = PreparedRun.prepare(settings);
                Progress progress = Progress.on(terminal)) {
            return run.run(progress.listener(), cancellation);
        }
    }

    private void say(String line) {
        terminal.err().println(line);
    }

    /** Reads the name of a format in upper or lower case. */
    private static final class FormatConverter implements ITypeConverter<ReportFormat> {

        @Override
        public ReportFormat convert(String name) {
            try {
                return ReportFormat.parse(name);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(String.valueOf(unknown.getMessage()));
            }
        }
    }
}
