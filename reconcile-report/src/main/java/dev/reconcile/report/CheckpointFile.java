package dev.reconcile.report;

import dev.reconcile.core.checkpoint.Checkpoint;
import dev.reconcile.core.port.CheckpointException;
import dev.reconcile.core.port.CheckpointStore;
import dev.reconcile.core.port.OtherCheckpointException;
import dev.reconcile.core.port.RowJournal;
import dev.reconcile.report.JsonCheckpoints.Contents;
import dev.reconcile.report.JsonCheckpoints.NoCheckpointException;
import dev.reconcile.report.JsonCheckpoints.OtherVersionException;
import dev.reconcile.report.RowJournalFile.Mark;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a checkpoint in a file, for one run at a time. It is written to another file beside it, flushed to the disk and
 * renamed, so that whoever is killed leaves the one or the other, whole. Only its owner may read it: it holds keys of rows.
 * A file that is no checkpoint is neither replaced nor deleted. Rows that the run tells of are kept, where they are, in a file
 * beside it whose name ends with {@code .rows}; a checkpoint says up to where that belongs to it.
 */
public final class CheckpointFile implements CheckpointStore, AutoCloseable {

    private static final String CONTENT = "the checkpoint";

    private final WritablePlace place;
    private final FileLocking lock;
    private @Nullable RowJournalFile journal;

    private CheckpointFile(WritablePlace place, FileLocking lock) {
        this.place = place;
        this.lock = lock;
    }

    /**
     * The checkpoint of a run that is about to begin, or to go on, without rows. To be closed after it.
     *
     * @param file need not exist; its directory must
     * @throws ReportWriteException if no file can be written there
     * @throws CheckpointException if another run uses it, or it is no checkpoint
     */
    public static CheckpointFile at(Path file) {
        return at(file, checkpoint -> {});
    }

    /**
     * Likewise with the rows that the run tells of.
     *
     * @throws CheckpointException also if the rows that an earlier run told of are not there any more, or not as they were
     */
    public static CheckpointFile withRows(Path file) {
        return at(file, CheckpointFile::openJournal);
    }

    /** The file beside a checkpoint that holds its rows. */
    public static Path rowsBeside(Path file) {
        return file.resolveSibling(file.getFileName() + ".rows");
    }

    /**
     * Puts a checkpoint aside, with its rows, so that a run can begin anew: each gets {@code .aside} behind its name, in the place
     * of one that was put aside before.
     *
     * @return where it is now
     * @throws CheckpointException if that cannot be done, or another run uses it
     */
    public static Path putAside(Path file) {
        WritablePlace place = placeOf(file);
        try (FileLocking ours = lock(place, file)) {
            Path rows = rowsBeside(place.path());
            if (RowJournalFile.isOne(rows)) {
                Files.move(rows, aside(rows), StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.deleteIfExists(aside(rows));
            }
            Files.move(place.path(), aside(place.path()), StandardCopyOption.ATOMIC_MOVE);
            place.syncDirectory();
            return aside(place.path());
        } catch (IOException e) {
            throw new CheckpointException(
                    "Cannot put the checkpoint " + file + " aside: " + FileFailure.reason(e)
                            + ". Move or delete it to begin anew.",
                    e);
        }
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".aside");
    }

    private static CheckpointFile at(Path file, Consumer<CheckpointFile> begin) {
        WritablePlace place = placeOf(file);
        FileLocking lock = lock(place, file);
        CheckpointFile checkpoint = new CheckpointFile(place, lock);
        try {
            checkpoint.read();
            begin.accept(checkpoint);
            return checkpoint;
        } catch (CheckpointException e) {
            checkpoint.close();
            throw e;
        }
    }

    private static FileLocking lock(WritablePlace place, Path file) {
        try {
            return FileLocking.of(neighbour(place, "lock"))
                    .orElseThrow(() -> new CheckpointException(
                            "Another run uses the checkpoint " + file
                                    + ". Wait until it has ended, or name another file.",
                            null));
        } catch (IOException e) {
            throw new CheckpointException(
                    "Nobody can tell whether another run uses the checkpoint " + file
                            + ", for no lock can be had beside it: " + FileFailure.reason(e)
                            + ". Name a file in a folder of this user's, on a disk of this machine.",
                    e);
        }
    }

    /**
     * Finds out whether a checkpoint can be written there, without reading what is there.
     *
     * @throws ReportWriteException if it cannot
     */
    public static void check(Path file) {
        placeOf(file).check();
    }

    private static WritablePlace placeOf(Path file) {
        WritablePlace place = WritablePlace.of(CONTENT, file);
        if (!place.isReplaceable()) {
            throw new ReportWriteException(CONTENT, file, "it is no file", "Name a file.", null);
        }
        return place;
    }

    /** Always the same, so that what a run leaves there that is killed is taken away by the next. */
    private static Path neighbour(WritablePlace place, String kind) {
        return place.path().resolveSibling("." + place.path().getFileName() + ".reconcile." + kind);
    }

    private void openJournal() {
        Path rows = rowsBeside(place.path());
        journal = contents()
                .map(Contents::rows)
                .map(mark -> RowJournalFile.goingOn(rows, mark))
                .orElseGet(() -> RowJournalFile.fresh(rows));
    }

    @Override
    public Optional<RowJournal> journal() {
        return Optional.ofNullable(journal);
    }

    @Override
    public Optional<Checkpoint> read() {
        return contents().map(Contents::run);
    }

    private Optional<Contents> contents() {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(place.path()))) {
            return Optional.of(JsonCheckpoints.read(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (OtherVersionException e) {
            throw new OtherCheckpointException(
                    "Cannot go on from " + place.asked() + ": it is a checkpoint of another version of reconcile.",
                    "Name another file, or delete this one to begin anew.");
        } catch (NoCheckpointException e) {
            throw new CheckpointException(
                    "Cannot go on from " + place.asked() + ": " + FileFailure.reason(e)
                            + ". Name another file; if this one is a checkpoint of yours, delete it to begin anew.",
                    e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "Cannot read the checkpoint " + place.asked() + ": " + FileFailure.reason(e)
                            + ". Let this user read it, or name another file.",
                    e);
        }
    }

    @Override
    public void write(Checkpoint checkpoint) {
        Path draft = neighbour(place, "tmp");
        try {
            Mark rows = journal == null ? null : journal.sync();
            Files.deleteIfExists(draft);
            OwnerOnly.create(draft);
            try {
                try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                    JsonCheckpoints.write(new Contents(rows, checkpoint), buffered);
                    buffered.flush();
                    out.getFD().sync();
                }
                Files.move(draft, place.path(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            place.syncDirectory();
        } catch (IOException e) {
            throw new CheckpointException(
                    "Cannot write the checkpoint " + place.asked() + ": " + FileFailure.reason(e)
                            + ". Free space, or name another file.",
                    e);
        }
    }

    @Override
    public void remove() {
        try {
            Files.deleteIfExists(place.path());
            if (journal != null) {
                journal.remove();
            }
            place.syncDirectory();
        } catch (IOException e) {
            throw new CheckpointException(
                    "Cannot delete the checkpoint " + place.asked() + ": " + FileFailure.reason(e)
                            + ". Delete it, or the next run takes its results for its own.",
                    e);
        }
    }

    /** Lets other runs use the file. Does nothing the second time. */
    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
        lock.close();
    }
}
