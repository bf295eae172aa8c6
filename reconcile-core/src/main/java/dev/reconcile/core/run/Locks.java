package dev.reconcile.core.run;

import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.DatabaseException.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets reads of parts of a table fail because somebody else holds a lock, and others go on. Where several in a row fail, the
 * others would too, each after all the time that a read waits. Used by one thread.
 */
final class Locks {

    private static final int MOST_IN_A_ROW = 3;

    private int inARow;
    private @Nullable DatabaseException last;

    /**
     * Reads a part.
     *
     * @return whether it was read; it was not where it stayed locked
     */
    boolean read(Runnable part) {
        try {
            part.run();
            inARow = 0;
            return true;
        } catch (DatabaseException e) {
            met(e);
            return false;
        }
    }

    /** Takes a failure for a lock that was met. Throws it where it is something else. */
    void met(DatabaseException failure) {
        if (failure.kind() != Kind.LOCKED) {
            throw failure;
        }
        inARow++;
        last = failure;
    }

    /** Whether so many parts in a row were locked that no other is worth a try. */
    boolean areEverywhere() {
        return inARow >= MOST_IN_A_ROW;
    }

    /** Whether any part was locked. */
    boolean wereMet() {
        return last != null;
    }

    /** The last lock that was met; there has to be one. */
    DatabaseException last() {
        return Objects.requireNonNull(last, "No lock was met.");
    }
}
