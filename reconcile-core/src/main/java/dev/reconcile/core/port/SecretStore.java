package dev.reconcile.core.port;

import java.util.Map;

/** Keeps secrets. */
public interface SecretStore extends AutoCloseable {

    /**
     * The keys and values of one secret, as they are now.
     *
     * @param path the secret's path as a person writes it: {@code secret/database/postgresql}
     * @return never empty
     * @throws SecretNotFoundException if there is no secret at that path
     * @throws SecretException if the store cannot be reached, is sealed, or refuses; the message names the path, never a
     *     value
     */
    Map<String, String> read(String path);

    /** Ends whatever keeps the access alive. Does nothing the second time. */
    @Override
    void close();
}
