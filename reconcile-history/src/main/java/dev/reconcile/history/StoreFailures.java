package dev.reconcile.history;

import dev.reconcile.core.port.HistoryException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** Says in our own words why a store failed: databases put values into theirs. */
final class StoreFailures {

    /** H2's codes: {@code org.h2.api.ErrorCode}. */
    private static final int ALREADY_OPEN = 90020;

    private static final int FILE_CORRUPTED = 90030;
    private static final int FILE_VERSION = 90048;
    private static final int READ_ONLY = 90097;
    private static final int FILE_READ_FAILED = 90028;
    private static final int FILE_WRITE_FAILED = 90031;

    private final StorePlace place;

    StoreFailures(StorePlace place) {
        this.place = place;
    }

    /** Whether another process has the file at this moment, which it may let go of soon. */
    static boolean isInUse(Throwable failure) {
        SQLException sql = sqlOf(failure);
        return sql != null && sql.getErrorCode() == ALREADY_OPEN;
    }

    /** Whether another process made the same thing in the same moment, so that it is there the next time. */
    static boolean wasFaster(Throwable failure) {
        SQLException sql = sqlOf(failure);
        if (sql == null) {
            // What Flyway met half made by the other.
            return failure instanceof FlywayException;
        }
        // A table, a type or an index that exists; a row whose key is taken; a serialization failure, a deadlock.
        return Set.of("42P07", "42710", "23505", "40001", "40P01").contains(String.valueOf(sql.getSQLState()));
    }

    /** Whether the database, or the way to it, failed. */
    static boolean isOfDatabase(Throwable failure) {
        return failure instanceof FlywayException || sqlOf(failure) != null;
    }

    /** What to throw: that the place failed, or that what was to be written contradicts what is kept. */
    RuntimeException of(Throwable failure) {
        SQLException sql = sqlOf(failure);
        String state = sql == null ? "" : String.valueOf(sql.getSQLState());
        if (state.startsWith("23")) {
            return new ContradictionException(
                    "it contradicts what is kept there ("
                            + (place instanceof StorePlace.Folder ? "H2 error " : "SQLState ") + state + ")",
                    failure);
        }
        return ofPlace(failure);
    }

    /** That the place failed. */
    HistoryException ofPlace(Throwable failure) {
        return new HistoryException(place.label() + ": " + reason(failure), failure);
    }

    /** That another process does not let go of the file in time. */
    HistoryException inUse(Optional<Owner> holder, @Nullable Throwable cause) {
        return new HistoryException(place.label() + ": " + inUse(holder), cause);
    }

    private static String inUse(Optional<Owner> holder) {
        String process = holder.map(StoreFailures::process).orElse("");
        return "another process" + process
                + " uses the history and does not let go of it. Daemons, services and commands take"
                + " turns; one that does not is an older version, or hangs, or is another program. Stop it, or try again when"
                + " it has ended.";
    }

    /** Empty where it is no longer there, so that another one must have the file. */
    private static String process(Owner holder) {
        Owner self = Owner.self();
        if (holder.equals(self) || holder.isGone()) {
            return "";
        }
        return " (process " + holder.pid() + (holder.host().equals(self.host()) ? ")" : " of " + holder.host() + ")");
    }

    private String reason(Throwable failure) {
        if (failure instanceof InterruptedException) {
            return "the wait for the history was interrupted.";
        }
        if (isFull(failure)) {
            return "the history cannot be written, because the disk is full. Free space there.";
        }
        SQLException sql = sqlOf(failure);
        if (sql == null && failure instanceof FlywayException) {
            return "the tables of the history are not as any version up to this one made them. Use the version that wrote"
                    + " them last, or give the history another place.";
        }
        if (sql == null) {
            return "the history failed (" + root(failure).getClass().getSimpleName() + ").";
        }
        return place instanceof StorePlace.Folder ? ofFile(sql) : ofServer(sql);
    }

    private static String ofFile(SQLException sql) {
        return switch (sql.getErrorCode()) {
            case ALREADY_OPEN -> inUse(Optional.empty());
            case FILE_CORRUPTED, FILE_VERSION ->
                "the file is damaged, or of another version. Move it aside, and a new history begins; nothing was changed"
                        + " in it.";
            case READ_ONLY ->
                "this user may read the history, and not write it. Let him write the file and its folder, or give the history"
                        + " another place.";
            case FILE_READ_FAILED, FILE_WRITE_FAILED ->
                "the history cannot be read or written. Look at the folder's permissions and at the disk. If the file is"
                        + " damaged: move it aside, and a new history begins.";
            default -> "the history failed (H2 error " + sql.getErrorCode() + ").";
        };
    }

    private static String ofServer(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("08")) {
            return "the server cannot be reached. Look whether it runs, and at the address.";
        }
        if (state.startsWith("28")) {
            return "the server refuses the login. Correct user and password of the history.";
        }
        if (state.equals("3D000")) {
            return "there is no such database. Create it, or correct the URL of the history.";
        }
        if (state.equals("42501")) {
            return "the login lacks a right. It needs to create, read and write tables in its schema.";
        }
        if (state.equals("53100")) {
            return "the server's disk is full. Free space there.";
        }
        return "the history failed (SQLState " + state + ").";
    }

    /** Whether the disk was full. */
    static boolean isFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            boolean ofFiles = cause instanceof FileSystemException
                    || cause instanceof java.io.IOException
                    || cause.getClass().getName().startsWith("org.h2.");
            if (ofFiles && (message.contains("no space left") || message.contains("quota exceeded"))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable SQLException sqlOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
