package dev.reconcile.vault;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import dev.reconcile.core.port.SecretStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Secrets in a map, some of which may not be read. */
final class InMemorySecretStore implements SecretStore {

    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private final Set<String> denied = new HashSet<>();

    InMemorySecretStore with(String path, Map<String, String> secret) {
        secrets.put(path, secret);
        return this;
    }

    InMemorySecretStore denying(String path) {
        denied.add(path);
        return this;
    }

    @Override
    public Map<String, String> read(String path) {
        if (denied.contains(path)) {
            throw new SecretException("Denied: " + path + ".", null);
        }
        Map<String, String> secret = secrets.get(path);
        if (secret == null) {
            throw new SecretNotFoundException("There is no secret " + path + ".");
        }
        return secret;
    }

    @Override
    public void close() {}
}
