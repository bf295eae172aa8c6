package dev.reconcile.vault;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where Vault is and how to read it. {@code toString} hides the secrets. TLS certificates are always checked.
 *
 * @param address {@code http://} or {@code https://} with host and port, as in {@code VAULT_ADDR}
 * @param authentication how to prove who asks
 * @param namespace the namespace of Vault Enterprise or OpenBao, as in {@code VAULT_NAMESPACE}; null for the root
 * @param caFile certificates in PEM form to trust instead of Java's own, as in {@code VAULT_CACERT}; null for Java's
 * @param mount where the KV engine is mounted; may hold slashes, such as {@code kv/team}. Only needed where
 *     {@link KvVersion#AUTO} cannot tell, or the version is given
 * @param kvVersion which KV engine it is
 * @param connectTimeout how long connecting may take; positive
 * @param requestTimeout how long one request may take, from connecting to the last byte; positive. A request that failed
 *     is tried again within 3 seconds of the first try, never later
 */
public record VaultSettings(
        URI address,
        VaultAuthentication authentication,
        @Nullable String namespace,
        @Nullable Path caFile,
        String mount,
        KvVersion kvVersion,
        Duration connectTimeout,
        Duration requestTimeout) {

    /** The mount of Vault's own examples. */
    public static final String DEFAULT_MOUNT = "secret";

    /** How long connecting may take unless told otherwise. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** How long one request may take unless told otherwise. */
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(5);

    public VaultSettings {
        checkAddress(address);
        Objects.requireNonNull(authentication, "authentication");
        if (namespace != null) {
            namespace = SecretPath.parse(namespace).toString();
            if (!namespace.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException(
                        "VAULT_NAMESPACE holds a space or a character beyond ASCII: '" + namespace + "'.");
            }
        }
        mount = SecretPath.parse(mount).toString();
        Objects.requireNonNull(kvVersion, "kvVersion");
        checkPositive(connectTimeout, "connect timeout");
        checkPositive(requestTimeout, "request timeout");
    }

    /**
     * The usual settings: mount {@code secret}, KV version as the mount declares it, no namespace, Java's certificates.
     *
     * @param address as in {@code VAULT_ADDR}
     * @throws IllegalArgumentException if the address is not one
     */
    public static VaultSettings of(String address, VaultAuthentication authentication) {
        return new VaultSettings(
                parseAddress(address),
                authentication,
                null,
                null,
                DEFAULT_MOUNT,
                KvVersion.AUTO,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_REQUEST_TIMEOUT);
    }

    /** The same in another namespace. */
    public VaultSettings withNamespace(String other) {
        return new VaultSettings(
                address, authentication, other, caFile, mount, kvVersion, connectTimeout, requestTimeout);
    }

    /** The same with a file of certificates to trust. It is read when the store is opened. */
    public VaultSettings withCaFile(Path other) {
        return new VaultSettings(
                address, authentication, namespace, other, mount, kvVersion, connectTimeout, requestTimeout);
    }

    /** The same with another mount. */
    public VaultSettings withMount(String other) {
        return new VaultSettings(
                address, authentication, namespace, caFile, other, kvVersion, connectTimeout, requestTimeout);
    }

    /** The same with another KV version. */
    public VaultSettings withKvVersion(KvVersion other) {
        return new VaultSettings(
                address, authentication, namespace, caFile, mount, other, connectTimeout, requestTimeout);
    }

    /** The same with other timeouts. */
    public VaultSettings withTimeouts(Duration connect, Duration request) {
        return new VaultSettings(address, authentication, namespace, caFile, mount, kvVersion, connect, request);
    }

    private static URI parseAddress(String text) {
        try {
            String stripped = text.strip();
            return new URI(stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped);
        } catch (URISyntaxException e) {
            // The text may hold a password, and the exception quotes it.
            throw badAddress();
        }
    }

    private static void checkAddress(URI address) {
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        boolean plain =
                address.getRawUserInfo() == null && address.getRawQuery() == null && address.getRawFragment() == null;
        if (!web || address.getHost() == null || !plain) {
            throw badAddress();
        }
    }

    private static IllegalArgumentException badAddress() {
        return new IllegalArgumentException("VAULT_ADDR is not an address of Vault:"
                + " write http:// or https://, the host and the port, such as https://vault.example.com:8200.");
    }

    private static void checkPositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("The " + name + " for Vault must be positive, not " + duration + ".");
        }
    }
}
