package dev.reconcile.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder in which each report has a file of its own, named by the time in UTC at which the run ended:
 * {@code reconcile_20260131_235959.json}. No report takes another's place; of two in one second the later one is
 * {@code reconcile_20260131_235959_2.json}.
 */
public final class ReportFolder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private static final String CONTENT = "the report";

    private final Path folder;
    private final String extension;

    /** @param folder made when it is needed */
    public ReportFolder(Path folder, ReportFormat format) {
        this.folder = folder;
        this.extension = format == ReportFormat.CONSOLE ? "txt" : format.toString();
    }

    /**
     * Makes the folder where there is none, and finds out whether files can be written there.
     *
     * @throws ReportWriteException if they cannot
     */
    public void check() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ReportWriteException(
                    CONTENT,
                    folder,
                    "the folder cannot be made: " + FileFailure.reason(e),
                    "Make it, or name another.",
                    e);
        }
        ReportFile.checkWritable(file("reconcile", Instant.EPOCH, 1));
    }

    /**
     * Writes a file of its own.
     *
     * @param name how the file's name begins: {@code reconcile}
     * @param time what tells it apart
     * @return the file
     * @throws ReportWriteException if it cannot be written; then there is none
     */
    public Path write(String name, Instant time, Rendering rendering) {
        Path file = reserve(name, time);
        try {
            ReportFile.write(file, rendering);
            return file;
        } catch (ReportWriteException e) {
            deleteEmpty(file);
            throw e;
        }
    }

    /**
     * Writes what is the newest for now, in the place of what was: {@code latest.json}.
     *
     * @throws ReportWriteException if it cannot be written; then it is what it was
     */
    public void writeLatest(Rendering rendering) {
        ReportFile.write(folder.resolve("latest." + extension), rendering);
    }

    /**
     * Removes the oldest files that {@link #write} made under a name, of this format, until so many are left. One that
     * cannot be removed stays.
     *
     * @param most at least 1
     */
    public void keep(String name, int most) {
        Pattern ours = Pattern.compile(Pattern.quote(name) + "_([0-9]{8}_[0-9]{6})(?:_([0-9]+))?\\." + extension);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> oldestFirst = files.filter(Files::isRegularFile)
                    .filter(file -> ours.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(ReportFolder::sortable))
                    .toList();
            for (Path file : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - most))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            // The next report tries again.
        }
    }

    /** Of two files in one second the one without a number is the older one, and ten comes after nine. */
    private static String sortable(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        String[] parts = stem.split("_", -1);
        boolean numbered = !parts[parts.length - 2].isEmpty() && parts[parts.length - 1].length() < 6;
        String number = numbered ? parts[parts.length - 1] : "1";
        String time = numbered ? stem.substring(0, stem.lastIndexOf('_')) : stem;
        return time + " " + "0".repeat(Math.max(0, 10 - number.length())) + number;
    }

    /** Makes an empty file under a name that nobody has, so that no report of another process is overwritten. */
    private Path reserve(String name, Instant time) {
        for (int number = 1; ; number++) {
            Path file = file(name, time, number);
            try {
                return Files.createFile(file);
            } catch (FileAlreadyExistsException taken) {
                // The next number may be free.
            } catch (IOException e) {
                throw new ReportWriteException(
                        CONTENT, file, FileFailure.reason(e), "Free space, or correct the folder's permissions.", e);
            }
        }
    }

    private Path file(String name, Instant time, int number) {
        return folder.resolve(name + "_" + TIME.format(time) + (number == 1 ? "" : "_" + number) + "." + extension);
    }

    private static void deleteEmpty(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // Then an empty file stays beside the message that tells of the failure.
        }
    }
}
