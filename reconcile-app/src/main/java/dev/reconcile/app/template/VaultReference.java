package dev.reconcile.app.template;

import java.util.Objects;

/**
 * One value of a secret in Vault.
 *
 * @param path the secret's path: {@code secret/database/postgresql}
 * @param key the value's key in the secret
 */
public record VaultReference(String path, String key) {

    public VaultReference {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(key, "key");
    }
}
