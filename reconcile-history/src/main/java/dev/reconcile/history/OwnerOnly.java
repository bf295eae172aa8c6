package dev.reconcile.history;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that nobody but their owner may read, from the moment in which they are made. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** With what a file is made; nothing where its file system knows no such permissions. */
    static FileAttribute<?>[] of(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
