package dev.reconcile.report;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Symbolic links, followed also to a file that does not exist yet, which {@link Path#toRealPath} refuses. */
final class SymbolicLinks {

    /** As many as Linux follows. */
    private static final int MOST = 40;

    private SymbolicLinks() {}

    /**
     * The absolute path that a path stands for. A link in {@code /proc} is not followed: what it says need not be a
     * path.
     *
     * @throws FileSystemLoopException if the links never end
     */
    static Path follow(Path path) throws IOException {
        Path place = inRealDirectory(path.toAbsolutePath());
        for (int links = 0; links < MOST; links++) {
            if (place.startsWith("/proc") || !Files.isSymbolicLink(place)) {
                return place;
            }
            place = inRealDirectory(place.resolveSibling(Files.readSymbolicLink(place)));
        }
        throw new FileSystemLoopException(path.toString());
    }

    /** The same path with its directory's own links followed, as far as there is such a directory. */
    private static Path inRealDirectory(Path place) throws IOException {
        Path directory = place.getParent();
        Path name = place.getFileName();
        if (directory == null || name == null || !Files.isDirectory(directory)) {
            return place;
        }
        return directory.toRealPath().resolve(name);
    }
}
