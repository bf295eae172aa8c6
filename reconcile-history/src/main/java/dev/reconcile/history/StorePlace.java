package dev.reconcile.history;

import dev.reconcile.core.port.HistoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a history is kept. */
public sealed interface StorePlace {

    /** The place for people, without secrets. */
    String label();

    /**
     * A file of H2, {@code history.mv.db}, which one process has open at a time. Processes take turns at it.
     *
     * @param folder made if it is not there
     */
    record Folder(Path folder) implements StorePlace {

        public Folder {
            folder = folder.toAbsolutePath().normalize();
        }

        /**
         * Makes the folder, for its owner alone, where it is not there.
         *
         * @throws HistoryException if it cannot be made
         */
        public void make() {
            try {
                if (!Files.isDirectory(folder)) {
                    Files.createDirectories(folder);
                    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                    }
                }
            } catch (IOException e) {
                throw new HistoryException(
                        "The folder " + folder + " for the history cannot be made. Make it, or name another.", e);
            }
        }

        /** The file that holds the history. */
        public Path file() {
            return folder.resolve("history.mv.db");
        }

        @Override
        public String label() {
            return file().toString();
        }
    }

    /**
     * A PostgreSQL server, which several processes may use at once. The tables lie in the first schema of the login's search
     * path; their names begin with {@code reconcile_}.
     *
     * @param url a JDBC URL
     * @param username null where the URL holds it
     * @param password null where none is needed
     */
    record Server(
            String url, @Nullable String username, @Nullable String password) implements StorePlace {

        public Server {
            Objects.requireNonNull(url, "url");
        }

        /** The URL without what may be secret in it. */
        @Override
        public String label() {
            int parameters = url.indexOf('?');
            return parameters < 0 ? url : url.substring(0, parameters);
        }

        @Override
        public String toString() {
            return label();
        }
    }
}
