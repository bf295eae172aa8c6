package dev.reconcile.vault;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import dev.reconcile.core.port.SecretStore;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Secrets of HashiCorp Vault's KV engines, version 1 and 2, and of OpenBao, which has the same API.
 *
 * <p>Keeps its token alive in the background while it is open. Safe for use by several threads.
 */
public final class VaultSecretStore implements SecretStore {

    private final VaultSettings settings;
    private final VaultConnection connection;
    private final VaultSession session;
    private final Map<SecretPath, KvMount> mounts = new ConcurrentHashMap<>();

    private VaultSecretStore(VaultSettings settings, VaultConnection connection, VaultSession session) {
        this.settings = settings;
        this.connection = connection;
        this.session = session;
    }

    /**
     * Connects and logs in. A given token is not judged yet: {@link #read} tells whether it is good.
     *
     * @return a store that the caller closes
     * @throws SecretException if Vault cannot be reached, is sealed, or refuses the login
     */
    public static VaultSecretStore open(VaultSettings settings) {
        return open(settings, Pace.USUAL);
    }

    static VaultSecretStore open(VaultSettings settings, Pace pace) {
        VaultConnection connection = new VaultConnection(settings, pace);
        return new VaultSecretStore(
                settings, connection, new VaultSession(connection, settings.authentication(), pace));
    }

    /**
     * The keys and values of one secret, as they are now; of version 2, those of the latest version. Values that are not
     * strings come as their JSON; keys whose value is null are left out.
     *
     * @param path the mount, then the path below it: {@code secret/database/postgresql}, {@code kv/team/database}
     * @throws IllegalStateException if the store is closed
     */
    @Override
    public Map<String, String> read(String path) {
        SecretPath secret = parse(path);
        String token = session.token();
        Outcome outcome = read(secret, token);
        if (outcome instanceof Denied) {
            Optional<String> replacement = replacementOf(token, secret);
            if (replacement.isPresent()) {
                outcome = read(secret, replacement.get());
            }
        }
        // A sealed type and no switch over patterns: Java 17 has none yet.
        if (outcome instanceof Found found) {
            if (found.values().isEmpty()) {
                throw new SecretException(
                        "The secret " + secret + place() + " is empty: it holds no key with a value.", null);
            }
            return found.values();
        }
        if (outcome instanceof Missing missing) {
            throw new SecretNotFoundException(missing.message());
        }
        throw new SecretException(denial(secret, ((Denied) outcome).mounts()), null);
    }

    /** Ends the renewal of the token; ends the token itself where a login made it. Does nothing the second time. */
    @Override
    public void close() {
        session.close();
    }

    private static SecretPath parse(String path) {
        SecretPath secret;
        try {
            secret = SecretPath.parse(path);
        } catch (IllegalArgumentException e) {
            throw new SecretException(String.valueOf(e.getMessage()), e);
        }
        if (secret.segments().size() < 2) {
            throw new SecretException(
                    "'" + secret + "' is not a path of a secret: write the mount and the path below it,"
                            + " like secret/database/postgresql.",
                    null);
        }
        return secret;
    }

    private Optional<String> replacementOf(String token, SecretPath secret) {
        try {
            return session.replacementOf(token);
        } catch (SecretException e) {
            throw new SecretException("Cannot read the secret " + secret + ": " + e.getMessage(), e);
        }
    }

    private Outcome read(SecretPath secret, String token) {
        Optional<KvMount> known = mountOf(secret, token);
        return known.isPresent() ? read(secret, token, known.get()) : probe(secret, token);
    }

    private Optional<KvMount> mountOf(SecretPath secret, String token) {
        if (settings.kvVersion() != KvVersion.AUTO) {
            return Optional.of(new KvMount(likelyMount(secret), settings.kvVersion()));
        }
        // Vault allows no mount below another, so at most one fits.
        Optional<KvMount> known = mounts.values().stream()
                .filter(mount -> secret.isBelow(mount.path()))
                .findFirst();
        return known.isPresent() ? known : declaredMount(secret, token);
    }

    private SecretPath likelyMount(SecretPath secret) {
        SecretPath configured = SecretPath.parse(settings.mount());
        return secret.isBelow(configured) ? configured : secret.first();
    }

    /**
     * The mount as Vault declares it to any token with a right below it; empty if it does not tell. This is the endpoint
     * that Vault's own command line asks.
     */
    private Optional<KvMount> declaredMount(SecretPath secret, String token) {
        VaultAnswer answer;
        try {
            answer = connection.read(token, "sys/internal/ui/mounts/" + secret, task(secret));
        } catch (RefusedException e) {
            return Optional.empty();
        }
        String path = VaultAnswer.text(answer.data(), "path");
        if (answer.status() != VaultAnswer.OK || path.isEmpty()) {
            return Optional.empty();
        }
        String version = VaultAnswer.text(VaultAnswer.object(answer.data(), "options"), "version");
        return Optional.of(
                remember(new KvMount(SecretPath.parse(path), version.equals("2") ? KvVersion.V2 : KvVersion.V1)));
    }

    private KvMount remember(KvMount mount) {
        mounts.put(mount.path(), mount);
        return mount;
    }

    /** Reads where nobody says which version the mount has: as version 2, then as version 1. */
    private Outcome probe(SecretPath secret, String token) {
        List<KvMount> denied = new ArrayList<>();
        Missing missing = null;
        for (KvVersion version : List.of(KvVersion.V2, KvVersion.V1)) {
            KvMount mount = new KvMount(likelyMount(secret), version);
            Outcome outcome = read(secret, token, mount);
            if (outcome instanceof Found) {
                remember(mount);
                return outcome;
            }
            if (outcome instanceof Missing none && missing == null) {
                missing = none;
            }
            if (outcome instanceof Denied) {
                denied.add(mount);
            }
        }
        // Where version 2's path may be read and holds nothing, the denial of the other says nothing.
        boolean deniedFirst = !denied.isEmpty() && denied.get(0).version() == KvVersion.V2;
        return missing == null || deniedFirst ? new Denied(denied) : missing;
    }

    private Outcome read(SecretPath secret, String token, KvMount mount) {
        if (!secret.isBelow(mount.path())) {
            throw new SecretException(
                    "'" + secret + "' is the mount of a secrets engine" + place()
                            + ", not a secret: write the path below it too.",
                    null);
        }
        VaultAnswer answer;
        try {
            answer = connection.read(token, mount.apiPath(secret), task(secret));
        } catch (RefusedException e) {
            throw new SecretException(
                    "Vault refused to read the secret " + secret + place() + " (HTTP " + e.status()
                            + "). Check the path and the namespace.",
                    e);
        }
        if (answer.status() == VaultAnswer.DENIED) {
            return new Denied(List.of(mount));
        }
        if (answer.status() == VaultAnswer.NOT_FOUND) {
            return new Missing(absence(secret, mount, answer.data()));
        }
        JsonObject values = mount.version() == KvVersion.V2 ? VaultAnswer.object(answer.data(), "data") : answer.data();
        return new Found(VaultAnswer.texts(values));
    }

    private String absence(SecretPath secret, KvMount mount, JsonObject data) {
        JsonObject metadata = VaultAnswer.object(data, "metadata");
        if (VaultAnswer.flag(metadata, "destroyed")) {
            return "The latest version of the secret " + secret + place() + " was destroyed. Write the secret again.";
        }
        if (!VaultAnswer.text(metadata, "deletion_time").isEmpty()) {
            return "The latest version of the secret " + secret + place()
                    + " was deleted. Restore it ('vault kv undelete') or write the secret again.";
        }
        String none = "There is no secret " + secret + place() + ".";
        SecretPath rest = secret.from(mount.path().segments().size());
        if (mount.version() == KvVersion.V2
                && rest.segments().size() > 1
                && rest.segments().get(0).equals("data")) {
            return none + " Write its path without data: " + mount.path() + "/" + rest.from(1) + ".";
        }
        return none + " Check the path, and that a secrets engine is mounted at " + mount.path() + ".";
    }

    private String denial(SecretPath secret, List<KvMount> tried) {
        String rules =
                tried.stream().map(mount -> mount.policyFor(secret)).collect(Collectors.joining(" (KV version 2) or "));
        return "Vault denied reading the secret " + secret + place() + " (HTTP 403). The token's policy needs: " + rules
                + (tried.size() > 1 ? " (KV version 1)" : "");
    }

    private String task(SecretPath secret) {
        return "read the secret " + secret;
    }

    /** Where we looked: the address, and the namespace if there is one. */
    private String place() {
        String vault = " in the Vault at " + settings.address();
        return settings.namespace() == null ? vault : vault + ", namespace " + settings.namespace();
    }

    /** How an attempt to read ended. */
    private sealed interface Outcome {}

    private record Found(Map<String, String> values) implements Outcome {

        @Override
        public String toString() {
            return "Found" + values.keySet();
        }
    }

    private record Missing(String message) implements Outcome {}

    private record Denied(List<KvMount> mounts) implements Outcome {}
}
