package dev.reconcile.history;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a history is kept. */
public sealed interface StorePlace {

    /** The place for people, without secrets. */
    String label();

    /**
     * A file of H2, {@code history.mv.db}, which one process uses at a time and lets go of when it has nothing to write or read.
     *
     * @param folder made if it is not there
     */
    record Folder(Path folder) implements StorePlace {

        public Folder {
            folder = folder.toAbsolutePath().normalize();
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
