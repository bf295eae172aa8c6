package dev.reconcile.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A report, or what goes with it, could not be written to a file. The message names the path, the reason and the remedy. */
public final class ReportWriteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param content what was to be written: {@code the report}
     * @param file the path that was given
     * @param reason stands behind a colon and has no full stop
     * @param remedy a whole sentence
     * @param cause what failed; null where a check did
     */
    ReportWriteException(String content, Path file, String reason, String remedy, @Nullable Throwable cause) {
        super("Cannot write " + content + " to " + file + ": " + reason + ". " + remedy, cause);
    }
}
