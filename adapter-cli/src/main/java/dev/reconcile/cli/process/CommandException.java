package dev.reconcile.cli.process;

import org.jspecify.annotations.Nullable;

/** A command cannot go on. The message says what failed, where, why and what to do; it holds no secret. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What the process exits with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
