package dev.reconcile.app;

import dev.reconcile.app.Given.Single;
import dev.reconcile.app.connection.Engine;
import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.canonical.Rounding;
import dev.reconcile.core.fingerprint.Buckets;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.run.Hold;
import dev.reconcile.core.run.PaceOptions;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.RunOptions.HashIn;
import dev.reconcile.core.run.SegmentOptions;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.metrics.Pushgateway;
import dev.reconcile.report.CheckpointFile;
import dev.reconcile.report.ReportFormat;
import dev.reconcile.vault.VaultSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Everything that was given, before it is understood. It is understood twice: at once, with what Vault holds unknown, to
 * find every problem that can be found; and again when Vault has been asked.
 *
 * @param given what was given to each setting, in each layer
 * @param pairs the pairs of tables in the file
 * @param rules the rules in the file for the columns of every table
 * @param accepted the differences that the file accepts
 * @param alerts what the file says of alerts
 * @param files the files that settings name
 * @param passwords what a person typed when asked
 * @param audience who sees a report that goes to standard output
 */
record Draft(
        Map<SettingKey, List<Given>> given,
        List<GivenPair> pairs,
        List<GivenRule> rules,
        List<GivenAccepted> accepted,
        GivenAlerts alerts,
        GivenFiles files,
        Map<Side, String> passwords,
        Audience audience) {

    /** A wait for a lock is tried again a few times. */
    private static final int LOCK_SHARE = 6;

    Draft {
        given = Map.copyOf(given);
        pairs = List.copyOf(pairs);
        rules = List.copyOf(rules);
        accepted = List.copyOf(accepted);
        passwords = Map.copyOf(passwords);
    }

    /** The same with the password of one side. */
    Draft withPassword(Side side, String password) {
        Map<Side, String> more = new EnumMap<>(Side.class);
        more.putAll(passwords);
        more.put(side, password);
        return new Draft(given, pairs, rules, accepted, alerts, files, more, audience);
    }

    /** The same, but nothing asked of a database takes longer than this, and no wait for a lock longer than a sixth of it. */
    Draft within(Duration longest) {
        Map<SettingKey, List<Given>> shorter = new EnumMap<>(SettingKey.class);
        shorter.putAll(given);
        shorten(shorter, SettingKey.CONNECT_TIMEOUT, longest);
        shorten(shorter, SettingKey.STATEMENT_TIMEOUT, longest);
        shorten(shorter, SettingKey.LOCK_TIMEOUT, longest.dividedBy(LOCK_SHARE));
        return new Draft(shorter, pairs, rules, accepted, alerts, files, passwords, audience);
    }

    private void shorten(Map<SettingKey, List<Given>> shorter, SettingKey setting, Duration longest) {
        SettingValues values = new SettingValues(given, Secrets.UNKNOWN, new Problems());
        if (!isKnown(values, setting) || values.time(setting).compareTo(longest) > 0) {
            Place place = new Place(Layer.FLAGS, 0, setting.flag());
            shorter.put(setting, List.of(new Given(setting.shape(), place, Single.of(longest.toMillis() + "ms"))));
        }
    }

    /**
     * Understands it.
     *
     * @param secrets what Vault knows
     * @param problems what was found wrong before
     * @param earlierWarnings what was found worth a warning before
     * @throws InvalidSettingsException listing everything that is wrong
     * @throws dev.reconcile.core.port.SecretException if a secret cannot be had
     */
    Settings settings(Secrets secrets, Problems problems, List<String> earlierWarnings) {
        SettingValues values = new SettingValues(given, secrets, problems);
        values.checkAll();
        List<String> warnings = new ArrayList<>(earlierWarnings);

        TableRequest tables = new TablesReader(values, pairs, rules, accepted, problems).read();
        ReportFormat format = ReportFormat.parse(values.word(SettingKey.FORMAT));
        boolean runNeedsVault = runNeedsVault(values);
        Optional<VaultSettings> vault =
                runNeedsVault || alerts.needVault() ? vault(values, problems, warnings) : Optional.empty();
        ConnectionReader sourceReader = connection(Side.SOURCE, values, secrets, problems);
        ConnectionReader targetReader = connection(Side.TARGET, values, secrets, problems);
        Optional<ConnectionSettings> source = sourceReader.read();
        Optional<ConnectionSettings> target = targetReader.read();
        checkSecretsDiffer(sourceReader, targetReader, problems);
        warnings.addAll(sourceReader.warnings());
        warnings.addAll(targetReader.warnings());
        @Nullable Path output = path(values, SettingKey.OUTPUT);
        @Nullable Path outputDir = path(values, SettingKey.OUTPUT_DIR);
        if (output != null && outputDir != null) {
            Place place = place(values, SettingKey.OUTPUT);
            Place dirPlace = place(values, SettingKey.OUTPUT_DIR);
            if (place.layer() == dirPlace.layer()) {
                problems.add(
                        place, "a folder for the report is given by " + dirPlace + ". Leave out the one or the other.");
            }
            boolean fileWins = place.layer().winsOver(dirPlace.layer());
            output = fileWins ? output : null;
            outputDir = fileWins ? null : outputDir;
        }
        boolean onTerminal =
                audience == Audience.TERMINAL && format == ReportFormat.CONSOLE && output == null && outputDir == null;
        requireShorterWaits(values, problems);
        requireFolderOfPauseFile(values, problems);
        RunOptions options = runOptions(values, shownValues(values, onTerminal));
        warnOfFewConnections(values, tables, options, warnings);
        @Nullable Path detailsFile = path(values, SettingKey.DETAILS_FILE);
        if (detailsFile != null) {
            Place place = place(values, SettingKey.DETAILS_FILE);
            requireRows(place, "the details are", SettingKey.DETAILS_FILE, options.depth(), problems);
            requireAnotherFile(place, detailsFile, "the report goes", output, problems);
        }
        @Nullable Path repairFile = path(values, SettingKey.REPAIR_FILE);
        if (repairFile != null) {
            Place place = place(values, SettingKey.REPAIR_FILE);
            requireRows(place, "a repair needs", SettingKey.REPAIR_FILE, options.depth(), problems);
            requirePostgres(place, target, problems);
            requireAnotherFile(place, repairFile, "the report goes", output, problems);
            requireAnotherFile(place, repairFile, "the details go", detailsFile, problems);
        }
        @Nullable Path checkpoint = path(values, SettingKey.CHECKPOINT);
        if (checkpoint != null) {
            Place place = place(values, SettingKey.CHECKPOINT);
            for (Path file : List.of(checkpoint, CheckpointFile.rowsBeside(checkpoint))) {
                requireAnotherFile(place, file, "the report goes", output, problems);
                requireAnotherFile(place, file, "the details go", detailsFile, problems);
                requireAnotherFile(place, file, "the repair goes", repairFile, problems);
            }
        }
        @Nullable Path metricsFile = path(values, SettingKey.METRICS_FILE);
        if (metricsFile != null) {
            Place place = place(values, SettingKey.METRICS_FILE);
            requireAnotherFile(place, metricsFile, "the report goes", output, problems);
            requireAnotherFile(place, metricsFile, "the details go", detailsFile, problems);
            requireAnotherFile(place, metricsFile, "the repair goes", repairFile, problems);
            requireAnotherFile(place, metricsFile, "the checkpoint goes", checkpoint, problems);
        }
        Optional<Pushgateway> gateway = values.pushgateway();
        if (gateway.isPresent() && gateway.get().logsIn()) {
            Place place = place(values, SettingKey.PUSHGATEWAY);
            if (place.layer() == Layer.FLAGS) {
                warnings.add(place
                        + ": a password on the command line can be seen by every user of this machine and stays in"
                        + " the shell's history. "
                        + SettingKey.PUSHGATEWAY.environmentVariable()
                        + " or a reference in a file keeps it to yourself.");
            }
        }
        if (values.isGiven(SettingKey.SCRUB)) {
            Place place = place(values, SettingKey.SCRUB);
            requireRows(place, "a scrub finds", SettingKey.SCRUB, options.depth(), problems);
            if (!values.isGiven(SettingKey.CHECKPOINT)) {
                problems.add(
                        place,
                        "nothing would remember which part of each table comes next. Name a file for that with "
                                + SettingKey.CHECKPOINT.flag() + ", the same in every run.");
            }
        }
        HistorySettings history = new HistoryReader(values, files, problems).read();
        ScheduleSettings schedule = schedule(values, problems);
        HttpSettings http = HttpSettings.read(values, files, problems);
        // Whether they can be had from Vault is no affair of a run.
        AlertSettings known = alerts(Secrets.UNKNOWN, problems);
        problems.throwIfAny();
        return new Settings(
                this,
                source.orElse(null),
                target.orElse(null),
                vault.filter(any -> runNeedsVault).orElse(null),
                tables,
                options,
                format,
                output,
                outputDir,
                detailsFile,
                shownValues(values, false),
                repairFile,
                checkpoint,
                new MetricsSettings(values.textOrDefault(SettingKey.JOB), Optional.ofNullable(metricsFile), gateway),
                values.scrub(),
                ResultSettings.of(values, pairs, rules, accepted, options.rows().shownValues()),
                Level.valueOf(values.word(SettingKey.LOG_LEVEL).toUpperCase(Locale.ROOT)),
                values.isGiven(SettingKey.LOG_LEVEL),
                LogFormat.valueOf(values.word(SettingKey.LOG_FORMAT).toUpperCase(Locale.ROOT)),
                values.isOn(SettingKey.QUIET),
                values.textOrDefault(SettingKey.JOB),
                values.number(SettingKey.KEEP_REPORTS),
                history,
                schedule,
                http,
                known,
                known.isComplete() ? null : vault.orElse(null),
                warnings);
    }

    /**
     * What is told of tables and jobs, and where.
     *
     * @param secrets what Vault knows
     * @param problems what is wrong with it goes there
     * @throws dev.reconcile.core.port.SecretException if a secret cannot be had
     */
    AlertSettings alerts(Secrets secrets, Problems problems) {
        return alerts.equals(GivenAlerts.NONE)
                ? AlertSettings.NONE
                : new AlertsReader(new SettingValues(given, secrets, problems), alerts, problems).read();
    }

    /** Whether a flag or the environment names tables although the file does, too. */
    boolean isForOtherTables() {
        List<Layer> naming = Stream.of(SettingKey.SOURCE_TABLES, SettingKey.TABLES_INCLUDE, SettingKey.TABLES_EXCLUDE)
                .flatMap(key -> given.getOrDefault(key, List.of()).stream())
                .map(value -> value.place().layer())
                .toList();
        return naming.stream().anyMatch(layer -> !layer.isInFile())
                && (!pairs.isEmpty() || naming.stream().anyMatch(Layer::isInFile));
    }

    /** Whether a flag or the environment names the job, and it is none of the file's. */
    boolean isNamedOutsideTheFile() {
        return given.getOrDefault(SettingKey.JOB, List.of()).stream()
                        .anyMatch(value -> !value.place().layer().isInFile())
                && given.values().stream()
                        .flatMap(List::stream)
                        .noneMatch(value -> value.place().layer() == Layer.JOB);
    }

    private static ScheduleSettings schedule(SettingValues values, Problems problems) {
        Optional<Given> interval = values.given(SettingKey.SCHEDULE_INTERVAL);
        Optional<Given> cron = values.given(SettingKey.SCHEDULE_CRON);
        if (interval.isPresent() && cron.isPresent()) {
            Place place = interval.get().place();
            if (place.layer() == cron.get().place().layer()) {
                problems.add(
                        place,
                        "when to run is also given by " + cron.get().place() + ". Leave out the one or the other.");
            }
        }
        boolean byInterval = interval.isPresent()
                && (cron.isEmpty()
                        || interval.get()
                                .place()
                                .layer()
                                .winsOver(cron.get().place().layer()));
        Optional<Timetable> timetable = byInterval
                ? values.interval().map(every -> every)
                : values.cron().map(expression -> new Timetable.Crontab(expression, values.scheduleZone()));
        return new ScheduleSettings(
                timetable,
                values.isOn(SettingKey.SCHEDULE_RUN_NOW),
                values.time(SettingKey.SCHEDULE_STOP_TIME),
                values.number(SettingKey.SCHEDULE_METRICS_PORT),
                values.textOrDefault(SettingKey.SCHEDULE_METRICS_ADDRESS));
    }

    /** The login of a side for which a person could be asked the password; empty where none is missing. */
    Optional<String> loginWithoutPassword(Side side) {
        Problems ignored = new Problems();
        SettingValues values = new SettingValues(given, Secrets.UNKNOWN, ignored);
        ConnectionReader reader = connection(side, values, Secrets.UNKNOWN, ignored);
        return reader.read().flatMap(known -> reader.loginWithoutPassword());
    }

    private ConnectionReader connection(Side side, SettingValues values, Secrets secrets, Problems problems) {
        return new ConnectionReader(side, values, secrets, passwords.get(side), files, problems);
    }

    private boolean runNeedsVault(SettingValues values) {
        return values.isOn(SettingKey.VAULT_USE)
                || values.needVault()
                || Stream.of(
                                pairs.stream().flatMap(GivenPair::all),
                                rules.stream().flatMap(rule -> rule.fields().values().stream()),
                                accepted.stream().flatMap(GivenAccepted::all))
                        .flatMap(given -> given)
                        .anyMatch(value -> value.value().needsVault());
    }

    private Optional<VaultSettings> vault(SettingValues values, Problems problems, List<String> warnings) {
        VaultReader reader = new VaultReader(values, files, problems);
        warnings.addAll(reader.warnings());
        return reader.read();
    }

    /** Two databases of one engine would both be looked for at its usual place, and a database equals itself. */
    private static void checkSecretsDiffer(ConnectionReader source, ConnectionReader target, Problems problems) {
        if (source.secret().isPresent() && source.secret().equals(target.secret())) {
            problems.add("Source and target would both be the database of one secret in Vault. Give "
                    + SettingKey.VAULT_SOURCE_PATH.flag() + " or " + SettingKey.VAULT_TARGET_PATH.flag() + ".");
        }
    }

    private static ShownValues shownValues(SettingValues values, boolean unlessTurnedOff) {
        return values.turnedOn(SettingKey.SHOW_VALUES).orElse(unlessTurnedOff)
                ? ShownValues.OF_DIFFERENCES
                : ShownValues.NONE;
    }

    private PaceOptions paceOptions(SettingValues values) {
        PaceOptions pace = PaceOptions.NONE;
        OptionalInt maxRate = values.number(SettingKey.MAX_RATE);
        if (maxRate.isPresent()) {
            pace = pace.withMaxRate(maxRate.getAsInt());
        }
        Optional<Duration> runTime = values.timeIfGiven(SettingKey.RUN_TIME);
        if (runTime.isPresent()) {
            pace = pace.withRunTime(runTime.get());
        }
        @Nullable Path pauseFile = path(values, SettingKey.PAUSE_FILE);
        if (pauseFile != null) {
            // Where nobody can tell whether it exists, nobody may say that it does not.
            pace = pace.withHold(new Hold("the file " + pauseFile + " exists", () -> !Files.notExists(pauseFile)));
        }
        return pace.withPauseWhen(values.given(SettingKey.PAUSE_WHEN).map(values::names).orElse(List.of()).stream()
                .map(LoadConditionText::parse)
                .toList());
    }

    /** A database would end a statement that waits for a lock as one that runs too long, and the table with it. */
    private static void requireShorterWaits(SettingValues values, Problems problems) {
        SettingKey lock = SettingKey.LOCK_TIMEOUT;
        SettingKey statement = SettingKey.STATEMENT_TIMEOUT;
        if (!isKnown(values, lock)
                || !isKnown(values, statement)
                || values.time(lock).compareTo(values.time(statement)) < 0) {
            return;
        }
        boolean lockIsGiven = values.isGiven(lock);
        SettingKey given = lockIsGiven ? lock : statement;
        SettingKey other = lockIsGiven ? statement : lock;
        problems.add(
                place(values, given),
                "the time is not " + (lockIsGiven ? "below" : "above") + " that of " + other.flag()
                        + (values.isGiven(other) ? "" : ", " + other.shape().defaultText() + " by default")
                        + ". A wait for a lock would end as a statement that ran too long. Lower " + lock.flag()
                        + " or raise " + statement.flag() + ".");
    }

    /** A file that can never be there pauses nothing, and one that nobody can look for pauses for ever. */
    private void requireFolderOfPauseFile(SettingValues values, Problems problems) {
        @Nullable Path file = path(values, SettingKey.PAUSE_FILE);
        if (file == null) {
            return;
        }
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            problems.add(
                    place(values, SettingKey.PAUSE_FILE),
                    "the file can never be there, for there is no folder " + folder
                            + ". Create the folder, or name a file in one that there is.");
        }
    }

    private static boolean isKnown(SettingValues values, SettingKey key) {
        return !values.isGiven(key) || values.text(key).isPresent();
    }

    private static void warnOfFewConnections(
            SettingValues values, TableRequest tables, RunOptions options, List<String> warnings) {
        int wanted = values.number(SettingKey.PARALLELISM).orElseThrow();
        int connections = values.number(SettingKey.MAX_CONNECTIONS).orElseThrow();
        // How many tables fit a pattern is not known yet.
        int most = tables.include().isEmpty() ? tables.pairs().size() : Integer.MAX_VALUE;
        int lanes = options.depth() == Depth.COUNTS ? 1 : options.segments().lanes();
        if (values.isGiven(SettingKey.PARALLELISM) && ReadsAtOnce.areFewer(connections, wanted, most, lanes)) {
            warnings.add(place(values, SettingKey.PARALLELISM) + ": no more than " + connections
                    + (connections == 1 ? " table or segment" : " tables or segments")
                    + " of tables can be read at once, for each needs a connection; raise "
                    + SettingKey.MAX_CONNECTIONS.flag() + " for more.");
        }
    }

    private RunOptions runOptions(SettingValues values, ShownValues shown) {
        return new RunOptions(
                depth(values),
                HashIn.valueOf(values.word(SettingKey.HASH_IN).toUpperCase(Locale.ROOT)),
                values.word(SettingKey.ROUNDING).equals("truncate") ? Rounding.TRUNCATE : Rounding.HALF_UP,
                Buckets.DEFAULT,
                Math.min(
                        values.number(SettingKey.PARALLELISM).orElseThrow(),
                        values.number(SettingKey.MAX_CONNECTIONS).orElseThrow()),
                SegmentOptions.DEFAULT
                        .inLanes(lanes(Runtime.getRuntime().availableProcessors()))
                        .within(values.time(SettingKey.STATEMENT_TIMEOUT)),
                rowOptions(values, shown),
                paceOptions(values));
    }

    /** Both sides of a segment may be hashed here: more at once than there are processors would only stand in each other's way. */
    private static int lanes(int processors) {
        return Math.max(1, processors / 2);
    }

    private static void requireRows(Place place, String what, SettingKey key, Depth depth, Problems problems) {
        if (depth != Depth.ROWS) {
            problems.add(
                    place,
                    what + " the rows that differ. Add " + SettingKey.VALIDATE_CHECKSUMS.flag() + " and leave out "
                            + SettingKey.NO_ROW_DETAILS.flag() + ", or leave out " + key.flag() + ".");
        }
    }

    private static void requirePostgres(Place place, Optional<ConnectionSettings> target, Problems problems) {
        if (target.isPresent() && !Engine.POSTGRESQL.isOf(target.get().url())) {
            problems.add(
                    place,
                    "the script is for a PostgreSQL target, and this target is another. Leave out "
                            + SettingKey.REPAIR_FILE.flag() + ".");
        }
    }

    /** A run that goes on finds again some of the rows that were told before it was killed, and not the others. */
    private static void requireAnotherFile(
            Place place, Path file, String what, @Nullable Path other, Problems problems) {
        if (other != null
                && file.toAbsolutePath()
                        .normalize()
                        .equals(other.toAbsolutePath().normalize())) {
            problems.add(place, what + " to the same file. Name another.");
        }
    }

    private static Depth depth(SettingValues values) {
        if (!values.isOn(SettingKey.VALIDATE_CHECKSUMS)) {
            return Depth.COUNTS;
        }
        return values.isOn(SettingKey.NO_ROW_DETAILS) ? Depth.CHECKSUMS : Depth.ROWS;
    }

    private static RowOptions rowOptions(SettingValues values, ShownValues shown) {
        RowOptions options = new RowOptions(
                values.number(SettingKey.MAX_DETAILS).orElseThrow(),
                values.time(SettingKey.CONFIRM_DELAY),
                values.number(SettingKey.CONFIRM_LOOKS).orElseThrow(),
                RowOptions.DEFAULT.keysInMemory(),
                shown);
        return values.haltAbove().map(options::haltingAbove).orElse(options);
    }

    private @Nullable Path path(SettingValues values, SettingKey key) {
        return values.given(key)
                .flatMap(value -> values.text(value).map(text -> files.path(value, text)))
                .orElse(null);
    }

    private static Place place(SettingValues values, SettingKey key) {
        return values.given(key).orElseThrow().place();
    }

    /** Nothing of what was given: there are passwords in it. */
    @Override
    public String toString() {
        return "a draft of settings";
    }
}
