package dev.reconcile.cli;

import dev.reconcile.app.SettingKey;
import dev.reconcile.app.SettingShape;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SettingsReader;
import dev.reconcile.cli.process.LogSetup;
import dev.reconcile.cli.process.ValueNeeded;
import dev.reconcile.cli.terminal.Terminal;
import dev.reconcile.cli.terminal.TerminalPasswordPrompt;
import dev.reconcile.core.table.TableName;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a command that takes every setting there is: made from the list of settings, and read back for it. */
final class SettingOptions {

    private SettingOptions() {}

    /** Gives a command an option for each setting, grouped for its help. */
    static void addTo(CommandSpec command) {
        add(setting -> true, command);
    }

    /** Gives a command that runs when it is time an option for each setting that it has a use for. */
    static void addToSchedule(CommandSpec command) {
        add(setting -> !setting.serves(), command);
    }

    /** Gives a command that runs at once an option for each setting that it has a use for. */
    static void addToRun(CommandSpec command) {
        add(setting -> !setting.schedules() && !setting.serves(), command);
    }

    /** Gives a command that shows rows at once an option for each setting that it has a use for. */
    static void addToLook(CommandSpec command) {
        add(
                setting -> !setting.schedules() && !setting.serves() && !setting.namesOutput() && !setting.paces(),
                command);
    }

    /** Gives a command that shows what is remembered an option for each setting that it has a use for. */
    static void addToHistory(CommandSpec command) {
        add(
                setting -> setting.isOfHistory()
                        || setting == SettingKey.CONFIG
                        || setting == SettingKey.LOG_LEVEL
                        || setting == SettingKey.JOB,
                command);
    }

    private static void add(Predicate<SettingKey> which, CommandSpec command) {
        add(Arrays.stream(SettingKey.values()).filter(which).toList(), command);
    }

    private static void add(List<SettingKey> settings, CommandSpec command) {
        int place = 0;
        for (Group group : Group.values()) {
            ArgGroupSpec.Builder builder = ArgGroupSpec.builder()
                    .heading("%n" + group.heading + "%n")
                    .validate(false)
                    .exclusive(false)
                    .multiplicity("0..1")
                    .order(place++);
            for (SettingKey setting : settings) {
                if (Group.of(setting) == group) {
                    options(setting).forEach(builder::addArg);
                }
            }
            if (!builder.args().isEmpty()) {
                command.addArgGroup(builder.build());
            }
        }
    }

    /**
     * The settings that a command was given, of which its warnings were told and its log level is set.
     *
     * @throws dev.reconcile.app.InvalidSettingsException naming all that is wrong with them
     */
    static Settings settings(CommandSpec command, Map<String, String> environment, Terminal terminal) {
        return told(
                SettingsReader.read(
                        read(command.commandLine().getParseResult()),
                        environment,
                        new TerminalPasswordPrompt(terminal),
                        terminal.facts().audience()),
                terminal);
    }

    /**
     * {@link #settings} of a command that looks at rows and shows them at once.
     *
     * @param table the table that is meant where the settings name none; null to need some there
     * @throws dev.reconcile.app.InvalidSettingsException naming all that is wrong with them
     */
    static Settings settingsToLook(
            CommandSpec command, Map<String, String> environment, Terminal terminal, @Nullable TableName table) {
        return told(
                SettingsReader.readToLook(
                        read(command.commandLine().getParseResult()),
                        environment,
                        new TerminalPasswordPrompt(terminal),
                        terminal.facts().audience(),
                        table),
                terminal);
    }

    private static Settings told(Settings settings, Terminal terminal) {
        LogSetup.apply(settings.logLevel(), settings.logFormat());
        settings.warnings().forEach(warning -> terminal.err().println("Warning: " + warning));
        return settings;
    }

    /** What the user typed, by the settings' keys and aliases. */
    static Map<String, String> read(ParseResult parsed) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (SettingKey setting : SettingKey.values()) {
            for (int i = 0; i < setting.keys().size(); i++) {
                String flag = setting.flags().get(i);
                if (parsed.hasMatchedOption(flag)) {
                    Object value = parsed.matchedOptionValue(flag, "");
                    typed.put(setting.keys().get(i), value.toString());
                }
            }
        }
        return typed;
    }

    /** The setting's own option and, hidden in the help, one for each other name of it. */
    private static List<OptionSpec> options(SettingKey setting) {
        List<OptionSpec> options = new ArrayList<>();
        for (String flag : setting.flags()) {
            OptionSpec.Builder option = OptionSpec.builder(flag)
                    // Shells complete paths for files alone.
                    .type(setting.shape() instanceof SettingShape.FilePath ? File.class : String.class)
                    .paramLabel(label(setting))
                    .hidden(!flag.equals(setting.flag()))
                    .description(description(setting).replace("%", "%%"));
            if (setting.shape() instanceof SettingShape.OnOff) {
                option.arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("true|false")
                        .preprocessor(new SwitchedOn());
            } else {
                option.arity("1").preprocessor(new ValueNeeded());
            }
            if (setting.shape() instanceof SettingShape.Choice choice) {
                option.completionCandidates(choice.words());
            }
            options.add(option.build());
        }
        return options;
    }

    private static String description(SettingKey setting) {
        StringBuilder text = new StringBuilder(setting.description());
        if (setting.shape() instanceof SettingShape.Choice choice) {
            text.append(" One of ").append(String.join(", ", choice.words())).append('.');
        }
        String byDefault = setting.shape().defaultText();
        if (!byDefault.isEmpty() && !(setting.shape() instanceof SettingShape.OnOff)) {
            text.append(" Default: ").append(byDefault).append('.');
        }
        List<String> others = setting.flags().subList(1, setting.flags().size());
        if (!others.isEmpty()) {
            text.append(" Also ").append(String.join(", ", others)).append('.');
        }
        return text.toString();
    }

    private static String label(SettingKey setting) {
        SettingShape shape = setting.shape();
        if (shape instanceof SettingShape.Secret) {
            return "SECRET";
        }
        if (shape instanceof SettingShape.Url || shape instanceof SettingShape.GatewayUrl) {
            return "URL";
        }
        if (shape instanceof SettingShape.FilePath) {
            return "PATH";
        }
        if (shape instanceof SettingShape.WholeNumber) {
            return "NUMBER";
        }
        if (shape instanceof SettingShape.Time) {
            return "TIME";
        }
        if (shape instanceof SettingShape.Choice) {
            // The script for shells keeps the words of an option under its label.
            return setting.keyInSection().toUpperCase(Locale.ROOT).replace('-', '_');
        }
        if (shape instanceof SettingShape.Names names) {
            return names.of() == SettingShape.Names.Of.CONDITIONS ? "CONDITIONS" : "NAMES";
        }
        return shape instanceof SettingShape.Mapping ? "FROM=TO,..." : "TEXT";
    }

    /** The headings under which the help lists the settings, in their order there. */
    private enum Group {
        SOURCE("Source database:"),
        TARGET("Target database:"),
        VAULT("Credentials from HashiCorp Vault:"),
        TABLES("Tables and columns:"),
        COMPARISON("Comparison:"),
        HISTORY("History of runs and findings:"),
        SCHEDULE("When to run:"),
        HTTP("HTTP service:"),
        OUTPUT("Settings file, report and messages:");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        static Group of(SettingKey setting) {
            return switch (setting) {
                case CONFIG, OUTPUT, OUTPUT_DIR, KEEP_REPORTS, FORMAT, LOG_LEVEL, LOG_FORMAT, QUIET -> OUTPUT;
                default ->
                    setting.section()
                            .map(section ->
                                    section.equals("options") ? COMPARISON : valueOf(section.toUpperCase(Locale.ROOT)))
                            .orElse(OUTPUT);
            };
        }
    }
}
