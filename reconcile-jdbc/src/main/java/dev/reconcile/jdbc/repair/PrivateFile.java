package dev.reconcile.jdbc.repair;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Files that hold values of rows: nobody but their owner may read them. They are written by means that an interrupted thread
 * does not close, as it does a channel.
 */
final class PrivateFile {

    private PrivateFile() {}

    /**
     * Does nothing if a file can be written to this path.
     *
     * @throws IOException if it cannot, saying why
     */
    static void requireWritable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "it is no file");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new FileSystemException(file.toString(), null, "the file is write-protected");
        }
    }

    /** A file in the directory of another that is gone as soon as nobody has it open, even if this process is killed. */
    static PassingFile passing(Path neighbour) throws IOException {
        return new PassingFile(create(neighbour));
    }

    /** Writes a file so that it holds either all that is written or what it held before. */
    static void replace(Path file, Content content) throws IOException {
        requireWritable(file);
        Path draft = create(file);
        try {
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                content.writeTo(out);
                out.getFD().sync();
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Writes what a file is to hold. */
    @FunctionalInterface
    interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    /** A file without a name, where the system lets an open file lose it; elsewhere it has one until it is closed. */
    static final class PassingFile implements AutoCloseable {

        private final Path path;
        private final RandomAccessFile file;

        private PassingFile(Path path) throws IOException {
            this.path = path;
            try {
                this.file = new RandomAccessFile(path.toFile(), "rw");
            } catch (IOException e) {
                Files.deleteIfExists(path);
                throw e;
            }
            forgetName();
        }

        private void forgetName() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // So it is on Windows, where open files keep their names.
                path.toFile().deleteOnExit();
            }
        }

        /** Writes at the end; gives where that was. */
        long append(byte[] bytes) throws IOException {
            long end = file.length();
            file.seek(end);
            file.write(bytes);
            return end;
        }

        byte[] read(long offset, int length) throws IOException {
            byte[] bytes = new byte[length];
            file.seek(offset);
            file.readFully(bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            file.close();
            forgetName();
        }
    }

    private static Path create(Path neighbour) throws IOException {
        Path path = neighbour.toAbsolutePath().resolveSibling("." + UUID.randomUUID() + ".reconcile.tmp");
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return Files.createFile(path, ownerOnly);
    }
}
