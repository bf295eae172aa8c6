package dev.reconcile.app;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.OtherCheckpointException;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Checkpointing;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.Scrubbing;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.jdbc.ConnectionSettings;
import dev.reconcile.report.CheckpointFile;
import dev.reconcile.report.ReportWriteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs that keep how far they have come in a file, and go on from there; and those that compare a part each. */
final class CheckpointedRuns {

    /** So much is read again after a kill, and what is written in it is small beside what is read. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Where such a file is matters to nothing that was found; whether there is one does. */
    private static final String GIVEN_OR_NOT = " (given or not)";

    private final Path file;
    private final OptionalInt scrub;
    private final Map<String, String> about;
    private final @Nullable ShownValues keptValues;

    /** @param keptValues what is kept of rows that are told; null where no file takes them */
    private CheckpointedRuns(
            Path file, OptionalInt scrub, Map<String, String> about, @Nullable ShownValues keptValues) {
        this.file = file;
        this.scrub = scrub;
        this.about = Map.copyOf(about);
        this.keptValues = keptValues;
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
            // What a run of a scrub tells is nothing to the next one, and each of its tables knows how it was compared.
            boolean keepsRows = settings.scrub().isEmpty();
            if (!keepsRows) {
                about.remove(ResultSettings.FILE);
            }
            about.put(SettingKey.DETAILS_FILE.flag() + GIVEN_OR_NOT, givenOrNot(keepsRows, settings.detailsFile()));
            about.put(
                    "history" + GIVEN_OR_NOT,
                    keepsRows && settings.history().place().isPresent() ? "given" : "not given");
            about.put(SettingKey.REPAIR_FILE.flag() + GIVEN_OR_NOT, givenOrNot(keepsRows, settings.repairFile()));
            return new CheckpointedRuns(file, settings.scrub(), about, keepsRows ? keptValues(settings) : null);
        });
    }

    private static String givenOrNot(boolean matters, Optional<Path> file) {
        return matters && file.isPresent() ? "given" : "not given";
    }

    /** A repair needs whole rows, and details as much as they show. */
    private static @Nullable ShownValues keptValues(Settings settings) {
        if (settings.repairFile().isPresent()) {
            return ShownValues.OF_DIFFERENCES;
        }
        Optional<ShownValues> ofDetails = settings.detailsFile().map(file -> settings.detailsValues());
        Optional<ShownValues> ofHistory =
                settings.history().place().map(place -> settings.history().shownValues());
        return Stream.of(ofDetails, ofHistory)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * Runs.
     *
     * @param told told in a sentence where what is in the file is of another run and was put aside, so that this one begins anew;
     *     null where a person is to decide that
     * @throws SetupException if what is in the file cannot be gone on from, or another run uses it; nothing was compared
     */
    Report run(
            Reconciler reconciler,
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation,
            @Nullable Consumer<String> told) {
        try {
            return attempt(reconciler, pairs, options, listener, cancellation);
        } catch (OtherCheckpointException e) {
            if (told == null) {
                throw cannot(e);
            }
            putAside(e, told);
        } catch (CheckpointException | ReportWriteException e) {
            throw cannot(e);
        }
        try {
            return attempt(reconciler, pairs, options, listener, cancellation);
        } catch (CheckpointException | ReportWriteException e) {
            throw cannot(e);
        }
    }

    private void putAside(OtherCheckpointException other, Consumer<String> told) {
        try {
            Path aside = CheckpointFile.putAside(file);
            told.accept(SettingKey.CHECKPOINT.flag() + " " + file + ": " + other.difference() + " It was put aside as "
                    + aside + ", and this run begins anew.");
        } catch (CheckpointException | ReportWriteException e) {
            throw cannot(e);
        }
    }

    private SetupException cannot(RuntimeException e) {
        return new SetupException(SettingKey.CHECKPOINT.flag() + " " + file + ": " + e.getMessage(), e);
    }

    private Report attempt(
            Reconciler reconciler,
            List<TablePair> pairs,
            RunOptions options,
            RunListener listener,
            Cancellation cancellation) {
        try (CheckpointFile checkpoint = keptValues == null ? CheckpointFile.at(file) : CheckpointFile.withRows(file)) {
            if (scrub.isPresent()) {
                return reconciler.scrub(
                        pairs, options, listener, cancellation, new Scrubbing(scrub.getAsInt(), checkpoint, about));
            }
            ShownValues values = keptValues == null ? ShownValues.NONE : keptValues;
            return reconciler.run(
                    pairs, options, listener, cancellation, new Checkpointing(checkpoint, about, INTERVAL, values));
        }
    }

    /** Whether each of them compares a part of the tables. */
    boolean areScrubs() {
        return scrub.isPresent();
    }

    /** The file, if a run left it that did not come to its end. A scrub has none and leaves its file always. */
    Optional<Path> left() {
        return Optional.of(file).filter(path -> scrub.isEmpty() && Files.exists(path));
    }
}
