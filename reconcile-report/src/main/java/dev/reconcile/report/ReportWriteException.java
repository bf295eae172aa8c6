package dev.reconcile.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A report could not be written to a file. The message names the path, the reason and the remedy. */
public final class ReportWriteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reason stands behind a colon and has no full stop; the remedy is a whole sentence. */
    ReportWriteException(Path file, String reason, String remedy, @Nullable Throwable cause) {
        super("Cannot write the report to " + file + ": " + reason + ". " + remedy, cause);
    }
}
