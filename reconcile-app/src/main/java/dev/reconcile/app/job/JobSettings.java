package dev.reconcile.app.job;

import dev.reconcile.app.Audience;
import dev.reconcile.app.InvalidSettingsException;
import dev.reconcile.app.PasswordPrompt;
import dev.reconcile.app.SettingKey;
import dev.reconcile.app.Settings;
import dev.reconcile.app.SettingsReader;
import dev.reconcile.core.report.Depth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs of a process and their settings, which are read anew whenever they are asked for: a password that was changed, or
 * a line of the file, holds from the next run on.
 */
public final class JobSettings {

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Path dataDir;

    /**
     * Jobs by flags, variables and the file that one of them names.
     *
     * @param flags as in {@link SettingsReader#read(Map, Map, PasswordPrompt, Audience)}
     * @param environment likewise
     * @param dataDir where their history is kept unless the settings say where
     */
    public JobSettings(Map<String, String> flags, Map<String, String> environment, Path dataDir) {
        this.flags = Map.copyOf(flags);
        this.environment = Map.copyOf(environment);
        this.dataDir = dataDir.toAbsolutePath();
    }

    /**
     * The names of the jobs: the one that was asked for, or those of the file, or the one that the settings are where the
     * file has none.
     *
     * @return at least one, in the order of the file
     * @throws InvalidSettingsException if the file cannot be read
     */
    public List<String> names() {
        List<String> inFile = SettingsReader.jobs(flags, environment);
        if (inFile.isEmpty() || isAskedForOne()) {
            return List.of(
                    SettingsReader.read(flags, environment, PasswordPrompt.NONE).job());
        }
        return inFile;
    }

    /**
     * The settings of a job, as they are now.
     *
     * @throws InvalidSettingsException naming all that is wrong with them
     */
    public Settings of(String job) {
        return of(job, RunChoice.NONE);
    }

    /**
     * The settings of a job, as they are now, for a run that is to do some things otherwise. Which tables it compares is not
     * among them. Such a run writes none of the job's files.
     *
     * @throws InvalidSettingsException naming all that is wrong with them
     */
    public Settings of(String job, RunChoice choice) {
        Map<String, String> ofJob = new HashMap<>(flags);
        choice.depth().ifPresent(depth -> {
            ofJob.put(SettingKey.VALIDATE_CHECKSUMS.key(), Boolean.toString(depth != Depth.COUNTS));
            ofJob.put(SettingKey.NO_ROW_DETAILS.key(), Boolean.toString(depth == Depth.CHECKSUMS));
        });
        ofJob.put(SettingKey.JOB.key(), job);
        Settings settings = read(ofJob, choice);
        if (settings.history().place().isPresent()) {
            return settings;
        }
        ofJob.put(SettingKey.HISTORY_DATA_DIR.key(), dataDir.toString());
        return read(ofJob, choice);
    }

    private Settings read(Map<String, String> ofJob, RunChoice choice) {
        return choice.isNone()
                ? SettingsReader.read(ofJob, environment, PasswordPrompt.NONE, Audience.OTHERS)
                : SettingsReader.readForPart(ofJob, environment);
    }

    /**
     * The settings of all jobs.
     *
     * @return at least one, in the order of {@link #names}
     * @throws InvalidSettingsException naming all that is wrong with any of them
     */
    public List<Settings> all() {
        List<Settings> all = new ArrayList<>();
        Set<String> problems = new LinkedHashSet<>();
        for (String name : names()) {
            try {
                all.add(of(name));
            } catch (InvalidSettingsException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(List.copyOf(problems));
        }
        return all;
    }

    /** The environment that they are read from. */
    Map<String, String> environment() {
        return environment;
    }

    private boolean isAskedForOne() {
        return flags.containsKey(SettingKey.JOB.key())
                || SettingKey.JOB.environmentVariables().stream()
                        .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }
}
