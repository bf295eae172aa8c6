package dev.reconcile.app;

import dev.reconcile.app.Given.Single;
import dev.reconcile.app.template.LocalValues;
import dev.reconcile.app.text.NearNames;
import dev.reconcile.core.table.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from flags, environment variables and a file. A flag wins over the environment, the environment over
 * the file.
 */
public final class SettingsReader {

    private final Map<SettingKey, List<Given>> given = new EnumMap<>(SettingKey.class);
    private final List<String> warnings = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Map<String, String> environment;
    private final Audience audience;

    private SettingsReader(Map<String, String> environment, Audience audience) {
        this.environment = environment;
        this.audience = audience;
    }

    /** {@link #read(Map, Map, PasswordPrompt, Audience)} for a process whose standard output nobody watches. */
    public static Settings read(Map<String, String> flags, Map<String, String> environment, PasswordPrompt prompt) {
        return read(flags, environment, prompt, Audience.OTHERS);
    }

    /**
     * Reads and checks all settings. Neither Vault nor a database is asked.
     *
     * @param flags what the user typed, by the keys of {@link SettingKey} or their aliases; a flag without a value, such
     *     as {@code --quiet}, has the value {@code true}
     * @param environment the environment variables; an empty one counts as not set
     * @param prompt asked for a password that is missing, once everything else is right
     * @param audience who sees a report that goes to standard output
     * @throws InvalidSettingsException with everything that is wrong
     * @throws IllegalArgumentException if {@code flags} has a key that no setting has
     */
    public static Settings read(
            Map<String, String> flags, Map<String, String> environment, PasswordPrompt prompt, Audience audience) {
        return new SettingsReader(environment, audience).read(flags, prompt, pairs -> {});
    }

    /**
     * {@link #read(Map, Map, PasswordPrompt, Audience)} for a run of a part of a job, which nobody watches: it writes none of
     * the files that the job's runs write, for whoever reads them must not take a part for the whole.
     */
    public static Settings readForPart(Map<String, String> flags, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment, Audience.OTHERS);
        return reader.read(
                flags, PasswordPrompt.NONE, pairs -> reader.given.keySet().removeIf(SettingKey::namesResult));
    }

    /**
     * {@link #read(Map, Map, PasswordPrompt, Audience)} for a command that looks at some rows and shows them at once, on
     * standard output: what the environment and the file say of files to write, of the format and of the confirmation is
     * meant for runs and does not count. Without a flag the format is the console's, and nobody waits for a late row.
     *
     * @param table the source table that is meant where the settings name no tables; null to need some there
     */
    public static Settings readToLook(
            Map<String, String> flags,
            Map<String, String> environment,
            PasswordPrompt prompt,
            Audience audience,
            @Nullable TableName table) {
        SettingsReader reader = new SettingsReader(environment, audience);
        return reader.read(flags, prompt, pairs -> reader.onlyLook(pairs, table));
    }

    /**
     * The names of the jobs in the configuration file, in its order; empty where there is no file, or none in it.
     *
     * @param flags as above
     * @param environment as above
     * @throws InvalidSettingsException if the file cannot be read
     */
    public static List<String> jobs(Map<String, String> flags, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment, Audience.OTHERS);
        reader.readFlags(flags);
        reader.readEnvironment();
        SettingValues values = new SettingValues(reader.given, Secrets.UNKNOWN, reader.problems);
        Optional<Given> config = values.given(SettingKey.CONFIG);
        Optional<ConfigFile> file = config.flatMap(values::text)
                .flatMap(path -> ConfigFile.read(
                        path, config.orElseThrow().place(), new LocalValues(environment), reader.problems));
        reader.problems.throwIfAny();
        return file.map(read -> List.copyOf(read.jobs().keySet())).orElse(List.of());
    }

    /**
     * How runs are remembered, of settings that need be complete in nothing else.
     *
     * @param flags as above
     * @param environment as above
     * @throws InvalidSettingsException with everything that is wrong with that
     */
    public static HistorySettings history(Map<String, String> flags, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment, Audience.OTHERS);
        Path workingFolder = Path.of("").toAbsolutePath();
        LocalValues local = new LocalValues(environment);
        reader.readFlags(flags);
        reader.readEnvironment();
        SettingValues values = new SettingValues(reader.given, Secrets.UNKNOWN, reader.problems);
        Optional<Given> config = values.given(SettingKey.CONFIG);
        Optional<ConfigFile> file = config.flatMap(values::text)
                .flatMap(path -> ConfigFile.read(path, config.orElseThrow().place(), local, reader.problems));
        file.ifPresent(read -> read.settings().forEach(reader::add));
        Path configFolder = file.map(ConfigFile::folder).orElse(workingFolder);
        HistorySettings history =
                new HistoryReader(values, new GivenFiles(local, workingFolder, configFolder), reader.problems).read();
        reader.problems.throwIfAny();
        return history;
    }

    private Settings read(Map<String, String> flags, PasswordPrompt prompt, Consumer<List<GivenPair>> errand) {
        readFlags(flags);
        readEnvironment();
        LocalValues local = new LocalValues(environment);
        Path workingFolder = Path.of("").toAbsolutePath();
        Path configFolder = workingFolder;
        List<GivenPair> pairs = List.of();
        List<GivenRule> rules = List.of();
        List<GivenAccepted> accepted = List.of();
        GivenAlerts alerts = GivenAlerts.NONE;

        SettingValues soFar = new SettingValues(given, Secrets.UNKNOWN, problems);
        Optional<Given> config = soFar.given(SettingKey.CONFIG);
        Optional<String> configPath = config.flatMap(soFar::text);
        if (configPath.isPresent()) {
            Optional<ConfigFile> file =
                    ConfigFile.read(configPath.get(), config.orElseThrow().place(), local, problems);
            file.ifPresent(read -> read.settings().forEach(this::add));
            file.ifPresent(read -> addJob(read.jobs()));
            pairs = file.map(ConfigFile::pairs).orElse(pairs);
            rules = file.map(ConfigFile::rules).orElse(rules);
            accepted = file.map(ConfigFile::accepted).orElse(accepted);
            alerts = file.map(ConfigFile::alerts).orElse(alerts);
            configFolder = file.map(ConfigFile::folder).orElse(configFolder);
        }
        errand.accept(pairs);
        Draft draft = new Draft(
                given,
                pairs,
                rules,
                accepted,
                alerts,
                new GivenFiles(local, workingFolder, configFolder),
                Map.of(),
                audience);
        Settings settings = draft.settings(Secrets.UNKNOWN, problems, warnings);
        return withPasswords(draft, prompt)
                .map(complete -> complete.settings(Secrets.UNKNOWN, new Problems(), warnings))
                .orElse(settings);
    }

    /** The settings of the job that is meant; those of the others are looked at all the same. */
    private void addJob(Map<String, Map<SettingKey, Given>> jobs) {
        SettingValues values = new SettingValues(given, Secrets.UNKNOWN, problems);
        jobs.values().forEach(job -> job.values().forEach(values::check));
        Optional<Given> meant = values.given(SettingKey.JOB);
        Optional<String> name = meant.flatMap(values::text);
        if (jobs.isEmpty() || name.isEmpty()) {
            return;
        }
        Map<SettingKey, Given> job = jobs.get(name.get());
        if (job != null) {
            job.forEach(this::add);
            return;
        }
        problems.add(
                meant.get().place(),
                "the file has no such job. "
                        + NearNames.nearest(name.get(), jobs.keySet())
                                .map(near -> "Did you mean " + near + "?")
                                .orElseGet(() -> "It has " + String.join(", ", jobs.keySet()) + "."));
    }

    private void readFlags(Map<String, String> flags) {
        flags.forEach((key, text) -> {
            SettingKey setting = SettingKey.find(key)
                    .orElseThrow(() -> new IllegalArgumentException("No setting has the key " + key + "."));
            String flag = setting.flags().get(setting.keys().indexOf(key));
            add(setting, new Given(setting.shape(), new Place(Layer.FLAGS, 0, flag), Single.of(text)));
        });
    }

    private void readEnvironment() {
        for (SettingKey setting : SettingKey.values()) {
            setting.environmentVariables().stream()
                    .filter(name -> !environment.getOrDefault(name, "").isBlank())
                    .findFirst()
                    .ifPresent(name -> {
                        Place place = new Place(Layer.ENVIRONMENT, 0, name);
                        String text = environment.getOrDefault(name, "");
                        add(setting, new Given(setting.shape(), place, Single.of(text)));
                    });
        }
        warnAboutMistypedVariables();
    }

    private void warnAboutMistypedVariables() {
        Set<String> known = Arrays.stream(SettingKey.values())
                .flatMap(key -> key.environmentVariables().stream())
                .collect(Collectors.toSet());
        for (String name : new TreeMap<>(environment).keySet()) {
            if (name.startsWith("RECONCILE_") && !known.contains(name)) {
                NearNames.nearest(name, known)
                        .ifPresent(near ->
                                warnings.add(name + ": no setting has this variable. Did you mean " + near + "?"));
            }
        }
    }

    private void add(SettingKey setting, Given value) {
        List<Given> values = given.computeIfAbsent(setting, key -> new ArrayList<>());
        values.stream()
                .filter(other -> other.place().layer() == value.place().layer())
                .findFirst()
                .ifPresent(other -> problems.add(
                        value.place(),
                        "the same setting is given by " + other.place() + ". Leave out the one or the other."));
        values.add(value);
    }

    private void onlyLook(List<GivenPair> pairs, @Nullable TableName table) {
        given.keySet().removeIf(setting -> setting.namesOutput() || setting.paces());
        keepFlagsOr(SettingKey.FORMAT, "console");
        keepFlagsOr(SettingKey.CONFIRM_DELAY, "0s");
        boolean tablesAreNamed = !pairs.isEmpty()
                || given.containsKey(SettingKey.SOURCE_TABLES)
                || given.containsKey(SettingKey.TABLES_INCLUDE);
        if (table != null && !tablesAreNamed) {
            keepFlagsOr(SettingKey.SOURCE_TABLES, table.toString());
        }
    }

    private void keepFlagsOr(SettingKey setting, String otherwise) {
        List<Given> values = given.computeIfAbsent(setting, key -> new ArrayList<>());
        values.removeIf(value -> value.place().layer() != Layer.FLAGS);
        if (values.isEmpty()) {
            add(setting, new Given(setting.shape(), new Place(Layer.FLAGS, 0, setting.flag()), Single.of(otherwise)));
        }
    }

    private static Optional<Draft> withPasswords(Draft draft, PasswordPrompt prompt) {
        Optional<Draft> complete = Optional.empty();
        for (Side side : Side.values()) {
            Optional<String> login = draft.loginWithoutPassword(side);
            Optional<char[]> typed =
                    login.flatMap(name -> prompt.ask("Password of " + name + " on the " + side + ": "));
            if (typed.isPresent() && typed.get().length > 0) {
                complete = Optional.of(complete.orElse(draft).withPassword(side, new String(typed.get())));
            }
        }
        return complete;
    }
}
