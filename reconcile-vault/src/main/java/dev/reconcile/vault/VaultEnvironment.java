package dev.reconcile.vault;

import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from environment variables: those of Vault's own command line, and ours for what it has none.
 *
 * <p>{@code VAULT_ADDR}, {@code VAULT_NAMESPACE}, {@code VAULT_CACERT}, {@code VAULT_MOUNT}, {@code VAULT_KV_VERSION}
 * (1, 2 or auto), and one of: {@code VAULT_TOKEN}; {@code VAULT_ROLE_ID} with {@code VAULT_SECRET_ID};
 * {@code VAULT_KUBERNETES_ROLE}, perhaps with {@code VAULT_KUBERNETES_JWT_FILE}. {@code VAULT_AUTH_MOUNT} names where a
 * login's method is mounted. An empty variable is one that is not set.
 */
public final class VaultEnvironment {

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private VaultEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * The settings that the variables make.
     *
     * @param variables such as {@link System#getenv()}
     * @throws IllegalArgumentException listing everything that is wrong, a sentence each, without secrets
     */
    public static VaultSettings read(Map<String, String> variables) {
        return new VaultEnvironment(variables).settings();
    }

    private VaultSettings settings() {
        Optional<String> address = value("VAULT_ADDR");
        if (address.isEmpty()) {
            problems.add("VAULT_ADDR is not set: set it to the address of Vault,"
                    + " such as https://vault.example.com:8200.");
        }
        // Where something is wrong a placeholder stands in, so that the rest is checked too.
        VaultAuthentication authentication = authentication().orElseGet(() -> new Token("placeholder"));
        VaultSettings settings = VaultSettings.of("http://placeholder", authentication);
        settings = with(settings, address, given -> VaultSettings.of(given, authentication));
        settings = with(settings, value("VAULT_NAMESPACE"), settings::withNamespace);
        settings = with(
                settings, value("VAULT_CACERT").flatMap(file -> attempt(() -> Path.of(file))), settings::withCaFile);
        settings = with(settings, value("VAULT_MOUNT"), settings::withMount);
        settings = with(settings, kvVersion(), settings::withKvVersion);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
        return settings;
    }

    private <T> VaultSettings with(VaultSettings settings, Optional<T> value, Function<T, VaultSettings> change) {
        return value.flatMap(given -> attempt(() -> change.apply(given))).orElse(settings);
    }

    private Optional<VaultAuthentication> authentication() {
        Optional<String> token = value("VAULT_TOKEN");
        Optional<String> roleId = value("VAULT_ROLE_ID");
        Optional<String> secretId = value("VAULT_SECRET_ID");
        Optional<String> kubernetes = value("VAULT_KUBERNETES_ROLE");
        boolean appRole = roleId.isPresent() || secretId.isPresent();
        long ways = List.of(token.isPresent(), appRole, kubernetes.isPresent()).stream()
                .filter(given -> given)
                .count();
        if (ways != 1) {
            problems.add(
                    (ways == 0 ? "There is no way to log in to Vault" : "There is more than one way to log in to Vault")
                            + ": set either VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID, or VAULT_KUBERNETES_ROLE.");
            return Optional.empty();
        }
        if (token.isPresent()) {
            return attempt(() -> new Token(token.get()));
        }
        if (kubernetes.isPresent()) {
            return attempt(() -> new Kubernetes(
                    kubernetes.get(),
                    value("VAULT_KUBERNETES_JWT_FILE").map(Path::of).orElse(Kubernetes.DEFAULT_JWT_FILE),
                    value("VAULT_AUTH_MOUNT").orElse(Kubernetes.DEFAULT_MOUNT)));
        }
        if (roleId.isEmpty() || secretId.isEmpty()) {
            problems.add((roleId.isEmpty() ? "VAULT_ROLE_ID" : "VAULT_SECRET_ID")
                    + " is not set: AppRole needs VAULT_ROLE_ID and VAULT_SECRET_ID.");
            return Optional.empty();
        }
        return attempt(() -> new AppRole(
                roleId.get(), secretId.get(), value("VAULT_AUTH_MOUNT").orElse(AppRole.DEFAULT_MOUNT)));
    }

    private Optional<KvVersion> kvVersion() {
        return value("VAULT_KV_VERSION").flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "1" -> Optional.of(KvVersion.V1);
            case "2" -> Optional.of(KvVersion.V2);
            case "auto" -> Optional.of(KvVersion.AUTO);
            default -> {
                problems.add("VAULT_KV_VERSION is '" + text + "': write 1, 2 or auto.");
                yield Optional.empty();
            }
        });
    }

    private Optional<String> value(String name) {
        @Nullable String value = variables.get(name);
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Makes a value, or notes why that is not possible. */
    private <T> Optional<T> attempt(Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
