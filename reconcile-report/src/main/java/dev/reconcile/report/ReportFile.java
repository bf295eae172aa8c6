package dev.reconcile.report;

import dev.reconcile.core.port.ReportWriter;
import dev.reconcile.core.report.Report;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes a report to a file so that the file holds either the whole new report or what it held before. The report is
 * written to another file of the same directory, flushed to the disk and then renamed.
 *
 * <p>A symbolic link stays and the file that it points to is replaced. A file that exists keeps its permissions; a new
 * one gets the process's usual ones. What is no file, such as a pipe or {@code /dev/stdout}, cannot be replaced and is
 * written to as it is.
 */
public final class ReportFile {

    private static final String CONTENT = "the report";

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
        WritablePlace place = WritablePlace.of(CONTENT, file);
        try {
            if (place.isReplaceable()) {
                replace(place, rendering);
            } else {
                try (FileOutputStream out = new FileOutputStream(place.path().toFile(), true)) {
                    write(rendering, out);
                }
            }
        } catch (IOException e) {
            throw place.failure(e, "Free space or correct the path, then write the report again.");
        }
    }

    /**
     * Finds out whether {@link #write} could write this file, by creating another in its directory and deleting it. A
     * disk that has become full by then cannot be foreseen.
     *
     * @throws ReportWriteException if it could not
     */
    public static void checkWritable(Path file) {
        WritablePlace.of(CONTENT, file).check();
    }

    private static void replace(WritablePlace place, Rendering rendering) throws IOException {
        Path draft = Files.createFile(place.neighbour());
        try {
            // Before there is anything in it to be read by those who must not.
            copyPermissions(place.path(), draft);
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                write(rendering, out);
                out.getFD().sync();
            }
            Files.move(draft, place.path(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        place.syncDirectory();
    }

    private static void write(Rendering rendering, FileOutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        rendering.writeTo(text);
        text.flush();
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null && Files.exists(from)) {
            view.setPermissions(Files.getPosixFilePermissions(from));
        }
    }
}
