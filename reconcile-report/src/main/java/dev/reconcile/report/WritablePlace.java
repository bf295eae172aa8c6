package dev.reconcile.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Where something can be written, once links are followed.
 *
 * @param content what is written there, as messages name it: {@code the report}
 * @param asked the path that somebody gave
 * @param path the path that it leads to, absolute
 */
record WritablePlace(String content, Path asked, Path path) {

    private static final String OTHER_PATH = "Name another path, or correct this one.";

    /**
     * The place of a path, after the checks that need no writing.
     *
     * @throws ReportWriteException if nothing can be written there
     */
    static WritablePlace of(String content, Path asked) {
        Path path;
        try {
            path = SymbolicLinks.follow(asked);
        } catch (IOException e) {
            throw new ReportWriteException(content, asked, FileFailure.reason(e), OTHER_PATH, e);
        }
        Path directory = path.getParent();
        if (directory == null || Files.isDirectory(path)) {
            throw new ReportWriteException(content, asked, "it is a directory", "Name a file in it.", null);
        }
        if (!Files.isDirectory(directory)) {
            throw new ReportWriteException(
                    content, asked, directory + " is no directory", "Create it, or name another path.", null);
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new ReportWriteException(
                    content,
                    asked,
                    "the file is write-protected",
                    "Change its permissions, or name another path.",
                    null);
        }
        return new WritablePlace(content, asked, path);
    }

    /**
     * Finds out whether a file can be made there, by creating another in its directory and deleting it. A disk that has
     * become full by then cannot be foreseen.
     *
     * @throws ReportWriteException if it cannot
     */
    void check() {
        if (isReplaceable()) {
            try {
                Files.delete(Files.createFile(neighbour()));
            } catch (IOException e) {
                String reason = "no file can be created in its directory: " + FileFailure.reason(e);
                throw new ReportWriteException(content, asked, reason, OTHER_PATH, e);
            }
        }
    }

    /** Whether a rename can put a file there. What is under /proc stands for open files and is never replaced. */
    boolean isReplaceable() {
        return !path.startsWith("/proc") && (Files.isRegularFile(path) || !Files.exists(path));
    }

    /** A path in the same directory, thus on the same file system, that nothing has. */
    Path neighbour() {
        return path.resolveSibling("." + UUID.randomUUID() + ".reconcile.tmp");
    }

    /** Makes a rename outlast a loss of power, where the system can; the file is in place whether or not it can. */
    void syncDirectory() {
        try (FileChannel directory = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Windows opens no directories, and some network file systems do not flush them.
        }
    }

    /** What to throw where writing failed; the remedy is a whole sentence. */
    ReportWriteException failure(IOException cause, String remedy) {
        return new ReportWriteException(content, asked, FileFailure.reason(cause), remedy, cause);
    }
}
