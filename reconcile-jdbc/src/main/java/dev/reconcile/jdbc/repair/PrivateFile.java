package dev.reconcile.jdbc.repair;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files that hold values of rows: nobody but their owner may read them. */
final class PrivateFile {

    private PrivateFile() {}

    /**
     * A file in the directory of another that is gone as soon as nobody has it open, even if this process is killed. On
     * Windows it is gone when it is closed.
     */
    static FileChannel passing(Path neighbour) throws IOException {
        return create(
                beside(neighbour),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Writes a file so that it holds either all that is written or what it held before. */
    static void replace(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no file");
        }
        Path draft = beside(file);
        try {
            try (FileChannel channel = create(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Writes what a file is to hold. */
    @FunctionalInterface
    interface Content {

        void writeTo(FileChannel channel) throws IOException;
    }

    private static Path beside(Path file) {
        return file.toAbsolutePath().resolveSibling("." + UUID.randomUUID() + ".reconcile.tmp");
    }

    private static FileChannel create(Path path, Set<? extends OpenOption> options) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(path, options, ownerOnly);
    }
}
