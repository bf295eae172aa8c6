package dev.reconcile.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file by which processes take turns at another one. It is locked by the process that is next, until its turn begins; in it
 * stands whose turn it is. The system takes the lock from a process that ends, however it ends. Where the file cannot be made or
 * locked, nobody is ever known to wait, and everybody may be next.
 *
 * <p>Of one file there is one of these in a process: on some systems, whoever closes a file undoes all locks that his process has
 * on it. Safe for use by several threads.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private static final int LONGEST_SIGNATURE = 1_000;

    private final Path file;

    /** The locked file while this process is next. */
    private @Nullable FileChannel next;

    Turns(Path file) {
        this.file = file;
    }

    /** Becomes the next, until {@link #giveBack}. Does not wait. */
    synchronized boolean tryBeNext() {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                    OwnerOnly.of(file));
            if (channel.tryLock() == null) {
                return false;
            }
            next = channel;
            return true;
        } catch (OverlappingFileLockException byTheSameClassOfAnotherLoader) {
            return false;
        } catch (IOException e) {
            LOG.debug("Nobody takes turns, for {} cannot be locked ({}).", file, e.toString());
            return true;
        } finally {
            if (channel != next) {
                close(channel);
            }
        }
    }

    /** Lets others be next. Does nothing where this process is not. */
    synchronized void giveBack() {
        close(next);
        next = null;
    }

    /** Whether another process is next, and waits. */
    synchronized boolean isAwaited() {
        if (next != null) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException byTheSameClassOfAnotherLoader) {
            return true;
        } catch (IOException nobodyCanTell) {
            return false;
        }
    }

    /** Writes down that it is this process's turn, for those whose wait ends in vain. */
    synchronized void sign(Owner owner) {
        write(owner.toString());
    }

    /** Writes down that it is no longer this process's turn. */
    synchronized void unsign() {
        write("");
    }

    /** Whose turn it is; empty where that is not known. */
    synchronized Optional<Owner> holder() {
        try {
            if (next != null) {
                return holder(next);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return holder(channel);
            }
        } catch (IOException nobodyCanTell) {
            return Optional.empty();
        }
    }

    private static Optional<Owner> holder(FileChannel channel) throws IOException {
        ByteBuffer signature = ByteBuffer.allocate(LONGEST_SIGNATURE);
        channel.read(signature, 0);
        return Owner.parse(StandardCharsets.UTF_8.decode(signature.flip()).toString());
    }

    private void write(String signature) {
        try {
            if (next != null) {
                write(next, signature);
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                write(channel, signature);
            }
        } catch (IOException e) {
            // A full disk keeps nobody from taking turns.
        }
    }

    private static void write(FileChannel channel, String signature) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(signature), 0);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock ends with the process at the latest.
            }
        }
    }
}
