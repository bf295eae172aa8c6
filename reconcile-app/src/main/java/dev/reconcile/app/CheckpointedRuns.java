package dev.reconcile.app;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Checkpointing;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.report.CheckpointFile;
import dev.reconcile.report.ReportWriteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs that keep how far they have come in a file, and go on from there. */
final class CheckpointedRuns {

    /** So much is read again after a kill, and what is written in it is small beside what is read. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final Map<String, String> about;

    private CheckpointedRuns(Path file, Map<String, String> about) {
        this.file = file;
        this.about = Map.copyOf(about);
    }

    /**
     * The runs of settings that ask for a checkpoint; empty where they do not.
     *
     * @throws ReportWriteException if none can be written there
     */
    static Optional<CheckpointedRuns> of(Settings settings, ConnectionSettings source, ConnectionSettings target) {
        settings.checkpoint().ifPresent(CheckpointFile::check);
        return settings.checkpoint().map(file -> {
            Map<String, String> about = new TreeMap<>(settings.resultSettings());
            about.putAll(ResultSettings.of(source, target));
            return new CheckpointedRuns(file, about);
        });
    }

    /** @throws SetupException if what is in the file cannot be gone on from, or another run uses it; nothing was compared */
    Report run(
            Reconciler reconciler,
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation) {
        try (CheckpointFile checkpoint = CheckpointFile.at(file)) {
            return reconciler.run(
                    pairs, options, listener, cancellation, new Checkpointing(checkpoint, about, INTERVAL));
        } catch (CheckpointException | ReportWriteException e) {
            throw new SetupException(SettingKey.CHECKPOINT.flag() + " " + file + ": " + e.getMessage(), e);
        }
    }

    /** The file, if a run left it that did not come to its end. */
    Optional<Path> left() {
        return Optional.of(file).filter(Files::exists);
    }
}
