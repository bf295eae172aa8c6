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
import java.util.OptionalInt;
import java.util.regex.Matcher;
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
    private static final String REPORT = "reconcile";
    private static final Pattern PARTS = Pattern.compile(REPORT + "_([0-9]{8}_[0-9]{6})(?:_([0-9]{1,10}))?\\.[a-z]+");

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
        ReportFile.checkWritable(file(REPORT, Instant.EPOCH, 1));
    }

    /**
     * Writes a run's report: a file of its own, and {@code latest.json} in the place of what that was.
     *
     * @param time when the run ended
     * @param most how many reports stay, the newest; empty for all. One that cannot be removed stays.
     * @return the report's own file
     * @throws ReportWriteException if one of the two cannot be written; that one is as it was then
     */
    public Path writeReport(Instant time, Rendering report, OptionalInt most) {
        Path file = write(REPORT, time, report);
        ReportFile.write(folder.resolve("latest." + extension), report);
        most.ifPresent(this::keep);
        return file;
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

    private void keep(int most) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> oldestFirst = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith("." + extension))
                    .filter(file -> PARTS.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing(ReportFolder::age))
                    .toList();
            for (Path file : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - most))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            // The next report tries again.
        }
    }

    /** By the time that its name says; of those of one second by when they were written, for a number may be taken anew. */
    private static String age(Path file) {
        Matcher parts = PARTS.matcher(file.getFileName().toString());
        return parts.find() ? parts.group(1) + " " + written(file) : "";
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
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
