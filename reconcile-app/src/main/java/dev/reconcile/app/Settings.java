package dev.reconcile.app;

import dev.reconcile.app.tables.TableRequest;
import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretStore;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.report.ReportFormat;
import dev.reconcile.vault.VaultSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Everything a run needs, checked. What lies in Vault is fetched by {@link PreparedRun#prepare}.
 *
 * <p>{@link SettingsReader} makes it; {@code toString} holds no secret.
 */
public final class Settings {

    private final Draft draft;
    private final @Nullable ConnectionSettings source;
    private final @Nullable ConnectionSettings target;
    private final @Nullable VaultSettings vault;
    private final TableRequest tables;
    private final RunOptions runOptions;
    private final ReportFormat format;
    private final @Nullable Path output;
    private final @Nullable Path outputDir;
    private final @Nullable Path detailsFile;
    private final ShownValues detailsValues;
    private final @Nullable Path repairFile;
    private final @Nullable Path checkpoint;
    private final MetricsSettings metrics;
    private final OptionalInt scrub;
    private final Map<String, String> resultSettings;
    private final Level logLevel;
    private final boolean logLevelGiven;
    private final LogFormat logFormat;
    private final boolean quiet;
    private final String job;
    private final OptionalInt keepReports;
    private final HistorySettings history;
    private final ScheduleSettings schedule;
    private final HttpSettings http;
    private final AlertSettings alerts;
    private final @Nullable VaultSettings alertVault;
    private final List<String> warnings;

    Settings(
            Draft draft,
            @Nullable ConnectionSettings source,
            @Nullable ConnectionSettings target,
            @Nullable VaultSettings vault,
            TableRequest tables,
            RunOptions runOptions,
            ReportFormat format,
            @Nullable Path output,
            @Nullable Path outputDir,
            @Nullable Path detailsFile,
            ShownValues detailsValues,
            @Nullable Path repairFile,
            @Nullable Path checkpoint,
            MetricsSettings metrics,
            OptionalInt scrub,
            Map<String, String> resultSettings,
            Level logLevel,
            boolean logLevelGiven,
            LogFormat logFormat,
            boolean quiet,
            String job,
            OptionalInt keepReports,
            HistorySettings history,
            ScheduleSettings schedule,
            HttpSettings http,
            AlertSettings alerts,
            @Nullable VaultSettings alertVault,
            List<String> warnings) {
        this.draft = draft;
        this.source = source;
        this.target = target;
        this.vault = vault;
        this.tables = tables;
        this.runOptions = runOptions;
        this.format = format;
        this.output = output;
        this.outputDir = outputDir;
        this.detailsFile = detailsFile;
        this.detailsValues = detailsValues;
        this.repairFile = repairFile;
        this.checkpoint = checkpoint;
        this.metrics = metrics;
        this.scrub = scrub;
        this.resultSettings = Map.copyOf(resultSettings);
        this.logLevel = logLevel;
        this.logLevelGiven = logLevelGiven;
        this.logFormat = logFormat;
        this.quiet = quiet;
        this.job = job;
        this.keepReports = keepReports;
        this.history = history;
        this.schedule = schedule;
        this.http = http;
        this.alerts = alerts;
        this.alertVault = alertVault;
        this.warnings = List.copyOf(warnings);
    }

    /** The report's format. */
    public ReportFormat format() {
        return format;
    }

    /** The file that the report goes to; empty for standard output, or where there is an {@link #outputDir}. */
    public Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    /** The folder that the report goes to, under a name made of the time. Empty where none was asked for. */
    public Optional<Path> outputDir() {
        return Optional.ofNullable(outputDir);
    }

    /** The file that every row that differs goes to. Empty where none was asked for. */
    public Optional<Path> detailsFile() {
        return Optional.ofNullable(detailsFile);
    }

    /** Which values of rows that file holds beside keys: a terminal that shows values does not put any there. */
    public ShownValues detailsValues() {
        return detailsValues;
    }

    /** The file that a script to mend the target goes to. Empty where none was asked for. */
    public Optional<Path> repairFile() {
        return Optional.ofNullable(repairFile);
    }

    /** The file that holds how far the run, or the scrub, has come. Empty where none was asked for. */
    public Optional<Path> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** Where the metrics of runs go. */
    public MetricsSettings metrics() {
        return metrics;
    }

    /** In how many runs each table is compared once, a part in each; empty where each run compares all. */
    public OptionalInt scrub() {
        return scrub;
    }

    /** What the results of the tables depend on, apart from the databases; as in {@link ResultSettings}. */
    Map<String, String> resultSettings() {
        return resultSettings;
    }

    /** The least grave events that are logged. */
    public Level logLevel() {
        return logLevel;
    }

    /** The least grave events that are logged where nobody said: otherwise those that somebody did. */
    public Level logLevelOr(Level otherwise) {
        return logLevelGiven ? logLevel : otherwise;
    }

    /** How log lines look. */
    public LogFormat logFormat() {
        return logFormat;
    }

    /** Whether no progress is shown. */
    public boolean isQuiet() {
        return quiet;
    }

    /** What the runs are called. */
    public String job() {
        return job;
    }

    /**
     * Whether a flag or the environment names tables although the file does, too: what a run of them says does not hold of all
     * that the file's job is about.
     */
    public boolean isForOtherTables() {
        return draft.isForOtherTables();
    }

    /** Whether a flag or the environment gives the runs their name, and the file knows no job of it. */
    public boolean isNamedOutsideTheFile() {
        return draft.isNamedOutsideTheFile();
    }

    /** How many reports {@link #outputDir} keeps; empty for all. */
    public OptionalInt keepReports() {
        return keepReports;
    }

    /** Where and how runs are remembered. */
    public HistorySettings history() {
        return history;
    }

    /** When runs are due. */
    public ScheduleSettings schedule() {
        return schedule;
    }

    /** How the HTTP service is reached. */
    public HttpSettings http() {
        return http;
    }

    /** What is told of tables and jobs, and where; without the places of which something lies in Vault. */
    public AlertSettings alerts() {
        return alerts;
    }

    /**
     * {@link #alerts} with what lies in Vault, which is asked if it has to be.
     *
     * @throws SetupException if it cannot be had, or does not fit
     */
    public AlertSettings completeAlerts() {
        return completeAlerts(DatabaseAccess.REAL);
    }

    AlertSettings completeAlerts(DatabaseAccess access) {
        if (alerts.isComplete() || alertVault == null) {
            return alerts;
        }
        try (SecretStore store = access.open(alertVault)) {
            Problems problems = new Problems();
            AlertSettings complete = draft.alerts(new StoredSecrets(store, alertVault.mount()), problems);
            problems.throwIfAny();
            return complete;
        } catch (SecretException | InvalidSettingsException e) {
            throw new SetupException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What the person who gave the settings should know, one sentence or two each, without secrets. */
    public List<String> warnings() {
        return warnings;
    }

    /** How the tables are compared. */
    public RunOptions runOptions() {
        return runOptions;
    }

    /** How the source is reached; empty as long as something of it lies in Vault. */
    Optional<ConnectionSettings> source() {
        return Optional.ofNullable(source);
    }

    /** How the target is reached, likewise. */
    Optional<ConnectionSettings> target() {
        return Optional.ofNullable(target);
    }

    /** How Vault is reached; empty if it is not needed. */
    Optional<VaultSettings> vault() {
        return Optional.ofNullable(vault);
    }

    /** Which tables were asked for; incomplete as long as something of it lies in Vault. */
    public TableRequest tables() {
        return tables;
    }

    /**
     * The same settings with what lies in Vault.
     *
     * @throws InvalidSettingsException if that does not fit
     * @throws dev.reconcile.core.port.SecretException if it cannot be had
     */
    Settings with(Secrets secrets) {
        return draft.settings(secrets, new Problems(), List.of());
    }

    /**
     * The same settings for what somebody waits for: no connection takes longer to open, and no statement runs longer, than
     * this, and no wait for a lock takes longer than a sixth of it. Where a server says nothing at all, it is given up a minute
     * after a statement should have ended.
     */
    public Settings within(Duration longest) {
        return draft.within(longest).settings(Secrets.UNKNOWN, new Problems(), List.of());
    }

    /** Which tables are compared how; neither addresses nor logins. */
    @Override
    public String toString() {
        return "Settings[" + tables + ", " + runOptions + "]";
    }
}
