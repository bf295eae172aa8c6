package dev.reconcile.report;

import org.jspecify.annotations.Nullable;

/** A report could not be read. The message names the file, the place in it, the reason and the remedy. */
public final class ReportReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReportReadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
