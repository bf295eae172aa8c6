package dev.reconcile.report;

import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * Writes a report to a file so that the file holds either the whole new report or what it held before. The report is
 * written to another file of the same directory, flushed to the disk and then renamed.
 *
 * <p>A symbolic link stays and the file that it points to is replaced. A file that exists keeps its permissions; a new
 * one gets the process's usual ones. What is no file, such as a pipe or {@code /dev/stdout}, cannot be replaced and is
 * written to as it is.
 */
public final class ReportFile {

    private static final String OTHER_PATH = "Name another path, or correct this one.";

    private ReportFile() {}

    /**
     * Writes a report in UTF-8, also on a thread that is interrupted.
     *
     * @param file replaced if it exists; its directory must exist
     * @throws ReportWriteException if the report cannot be written; the file is as it was and nothing else is left
     */
    public static void write(Path file, Report report, ReportWriter writer) {
        write(file, out -> writer.write(report, out));
    }

    /** {@link #write(Path, Report, ReportWriter)} of another text. */
    public static void write(Path file, Rendering rendering) {
        Path place = writablePlace(file);
        try {
            if (isReplaceable(place)) {
                replace(place, rendering);
            } else {
                try (FileOutputStream out = new FileOutputStream(place.toFile(), true)) {
                    write(rendering, out);
                }
            }
        } catch (IOException e) {
            String remedy = "Free space or correct the path, then write the report again.";
            throw new ReportWriteException(file, FileFailure.reason(e), remedy, e);
        }
    }

    /**
     * Finds out whether {@link #write} could write this file, by creating another in its directory and deleting it. A
     * disk that has become full by then cannot be foreseen.
     *
     * @throws ReportWriteException if it could not
     */
    public static void checkWritable(Path file) {
        Path place = writablePlace(file);
        if (isReplaceable(place)) {
            try {
                Files.delete(Files.createFile(neighbour(place)));
            } catch (IOException e) {
                String reason = "no file can be created in its directory: " + FileFailure.reason(e);
                throw new ReportWriteException(file, reason, OTHER_PATH, e);
            }
        }
    }

    /** Where the report goes once links are followed, after the checks that need no writing. */
    private static Path writablePlace(Path file) {
        Path place;
        try {
            place = SymbolicLinks.follow(file);
        } catch (IOException e) {
            throw new ReportWriteException(file, FileFailure.reason(e), OTHER_PATH, e);
        }
        Path directory = place.getParent();
        if (directory == null || Files.isDirectory(place)) {
            throw new ReportWriteException(file, "it is a directory", "Name a file in it.", null);
        }
        if (!Files.isDirectory(directory)) {
            throw new ReportWriteException(
                    file, directory + " is no directory", "Create it, or name another path.", null);
        }
        if (Files.exists(place) && !Files.isWritable(place)) {
            throw new ReportWriteException(
                    file, "the file is write-protected", "Change its permissions, or name another path.", null);
        }
        return place;
    }

    /** Whether a rename can put a file there. What is under /proc stands for open files and is never replaced. */
    private static boolean isReplaceable(Path place) {
        return !place.startsWith("/proc") && (Files.isRegularFile(place) || !Files.exists(place));
    }

    private static void replace(Path place, Rendering rendering) throws IOException {
        Path draft = Files.createFile(neighbour(place));
        try {
            // Before there is anything in it to be read by those who must not.
            copyPermissions(place, draft);
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                write(rendering, out);
                out.getFD().sync();
            }
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncDirectoryOf(place);
    }

    private static void write(Rendering rendering, FileOutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        rendering.writeTo(text);
        text.flush();
    }

    /** A path in the same directory, thus on the same file system, that nothing has. */
    private static Path neighbour(Path place) {
        return place.resolveSibling("." + UUID.randomUUID() + ".reconcile.tmp");
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null && Files.exists(from)) {
            view.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    /** Makes the rename outlast a loss of power, where the system can; the report is in place whether or not it can. */
    private static void syncDirectoryOf(Path place) {
        try (FileChannel directory = FileChannel.open(place.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Windows opens no directories, and some network file systems do not flush them.
        }
    }
}
