package dev.reconcile.jdbc.repair;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A repair script could not be written. The message names the path, the reason and the remedy, and no value of a row. */
public final class RepairScriptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RepairScriptException(Path file, IOException cause) {
        super(
                "Cannot write the repair script to " + file + ": " + reason(cause)
                        + ". Free space, or name another path with --repair-file.",
                cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        String reason = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
