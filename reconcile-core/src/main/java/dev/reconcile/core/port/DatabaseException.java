package dev.reconcile.core.port;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database did not do what was asked. The message names the place, the reason and the remedy in our own words: it holds
 * no message of the database, because those carry values of rows.
 */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /**
     * A failure of a database.
     *
     * @param message place, reason and remedy, without secrets, values of rows or words of the database
     * @param cause what the driver threw; null where nothing was thrown
     */
    public DatabaseException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What sort of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** The sorts of failure that callers tell apart. */
    public enum Kind {
        /** The server could not be reached, or the connection was lost. */
        CONNECTION,
        /** The server refused the login. */
        LOGIN,
        /** The login lacks a right, or row-level security stands in the way. */
        PERMISSION,
        /** There is no such table or column, or it was dropped. */
        NOT_FOUND,
        /** A statement or a read of the network took longer than it may. */
        TIMEOUT,
        /** Somebody else held a lock for as long as a read may wait for it, each time that it was tried. */
        LOCKED,
        /** Anything else. */
        OTHER
    }
}
