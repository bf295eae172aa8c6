package dev.reconcile.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one process has, and in it one holder. The system takes it from a process that ends, however it ends; the file that
 * stays then locks nobody out.
 */
public final class FileLocking implements AutoCloseable {

    /** What this process has locked. Closing a file that it opened once more would undo its lock on some systems. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FileLocking(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a file, which is made where there is none.
     *
     * @param file absolute, its links followed
     * @return empty where it is locked
     * @throws IOException if nobody can tell
     */
    public static Optional<FileLocking> of(Path file) throws IOException {
        if (!OURS.add(file)) {
            return Optional.empty();
        }
        Optional<FileLocking> locked = Optional.empty();
        try {
            locked = locked(file);
            return locked;
        } finally {
            if (locked.isEmpty()) {
                OURS.remove(file);
            }
        }
    }

    /** Whoever ends deletes the file while it is locked, so that a lock on a file of another name, or of none, is no lock. */
    private static Optional<FileLocking> locked(Path file) throws IOException {
        while (true) {
            try {
                OwnerOnly.create(file);
            } catch (FileAlreadyExistsException e) {
                // Somebody uses it, or was killed.
            }
            try {
                Object before = identity(file);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                boolean kept = false;
                try {
                    if (channel.tryLock() == null) {
                        return Optional.empty();
                    }
                    if (Objects.equals(before, identity(file))) {
                        kept = true;
                        return Optional.of(new FileLocking(file, channel));
                    }
                } finally {
                    if (!kept) {
                        channel.close();
                    }
                }
            } catch (NoSuchFileException e) {
                // Its holder deleted it in between.
            }
        }
    }

    /**
     * Writes into the locked file the number of this process, for whoever finds it locked.
     *
     * @throws IOException if it cannot be written
     */
    public void sign() throws IOException {
        String pid = ProcessHandle.current().pid() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The number of the process that signed a locked file; empty where none has, or the system lets nobody read it. */
    public static Optional<Long> signer(Path file) {
        try {
            return Optional.of(Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What tells a file from another that has its name later; null where the system does not say. */
    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Gives the lock back, and leaves nothing. Does nothing the second time. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // So it is on Windows, where open files keep their names. An empty file stays.
        }
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written.
        }
        OURS.remove(file);
    }
}
