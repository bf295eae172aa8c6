package dev.reconcile.app;

import dev.reconcile.vault.KvVersion;
import dev.reconcile.vault.VaultAuthentication;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import dev.reconcile.vault.VaultSettings;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes out where Vault is and how to log in to it. Used once. */
final class VaultReader {

    private static final List<SettingKey> LOGINS = List.of(
            SettingKey.VAULT_TOKEN,
            SettingKey.VAULT_TOKEN_FILE,
            SettingKey.VAULT_ROLE_ID,
            SettingKey.VAULT_KUBERNETES_ROLE);

    private final SettingValues values;
    private final GivenFiles files;
    private final Problems problems;

    VaultReader(SettingValues values, GivenFiles files, Problems problems) {
        this.values = values;
        this.files = files;
        this.problems = problems;
    }

    /** The settings; empty if something is wrong, which is among the problems then. */
    Optional<VaultSettings> read() {
        Optional<VaultAuthentication> login = login();
        Optional<Given> address = values.given(SettingKey.VAULT_ADDRESS);
        if (address.isEmpty()) {
            problems.add("Vault's address is not given. Set VAULT_ADDR or give " + SettingKey.VAULT_ADDRESS.flag()
                    + ", such as https://vault.example.com:8200.");
        }
        // Without a login the rest is checked all the same.
        VaultAuthentication known = login.orElseGet(() -> new Token("unknown"));
        VaultSettings settings = with(
                VaultSettings.of("http://unknown", known),
                SettingKey.VAULT_ADDRESS,
                text -> VaultSettings.of(text, known));
        settings = with(settings, SettingKey.VAULT_NAMESPACE, settings::withNamespace);
        settings = with(settings, SettingKey.VAULT_MOUNT, settings::withMount);
        Optional<Path> caFile = path(SettingKey.VAULT_CA_FILE);
        settings = caFile.isPresent() ? settings.withCaFile(caFile.get()) : settings;
        settings = settings.withKvVersion(
                switch (values.word(SettingKey.VAULT_KV_VERSION)) {
                    case "1" -> KvVersion.V1;
                    case "2" -> KvVersion.V2;
                    default -> KvVersion.AUTO;
                });
        return login.isPresent() && address.isPresent() ? Optional.of(settings) : Optional.empty();
    }

    private VaultSettings with(VaultSettings settings, SettingKey key, Function<String, VaultSettings> change) {
        return values.text(key)
                .flatMap(text -> attempt(key, () -> change.apply(text)))
                .orElse(settings);
    }

    private Optional<VaultAuthentication> login() {
        List<Given> ways = LOGINS.stream()
                .flatMap(key -> values.given(key).stream())
                .sorted(Comparator.comparing(Given::place))
                .toList();
        if (ways.isEmpty()) {
            problems.add("No login to Vault is given. Set VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID, or give "
                    + SettingKey.VAULT_KUBERNETES_ROLE.flag() + ".");
            return Optional.empty();
        }
        Layer layer = ways.get(0).place().layer();
        if (ways.size() > 1 && ways.get(1).place().layer() == layer) {
            problems.add(
                    ways.get(0).place(),
                    "another login to Vault is given by " + ways.get(1).place() + ". Leave out the one or the other.");
            return Optional.empty();
        }
        SettingKey way = LOGINS.stream()
                .filter(key -> values.given(key).filter(ways.get(0)::equals).isPresent())
                .findFirst()
                .orElseThrow();
        return switch (way) {
            case VAULT_TOKEN -> values.text(way).flatMap(token -> attempt(way, () -> new Token(token)));
            case VAULT_TOKEN_FILE ->
                values.text(way)
                        .flatMap(path -> files.secret(ways.get(0), path, problems))
                        .flatMap(token -> attempt(way, () -> new Token(token)));
            case VAULT_KUBERNETES_ROLE -> values.text(way).flatMap(this::kubernetes);
            default -> values.text(way).flatMap(this::appRole);
        };
    }

    private Optional<VaultAuthentication> kubernetes(String role) {
        Path tokenFile = path(SettingKey.VAULT_KUBERNETES_TOKEN_FILE).orElse(Kubernetes.DEFAULT_JWT_FILE);
        String mount = values.text(SettingKey.VAULT_AUTH_MOUNT).orElse(Kubernetes.DEFAULT_MOUNT);
        return attempt(SettingKey.VAULT_KUBERNETES_ROLE, () -> new Kubernetes(role, tokenFile, mount));
    }

    private Optional<VaultAuthentication> appRole(String roleId) {
        if (!values.isGiven(SettingKey.VAULT_SECRET_ID)) {
            problems.add(
                    values.given(SettingKey.VAULT_ROLE_ID).orElseThrow().place(),
                    "a role id goes with a secret id. Set VAULT_SECRET_ID.");
        }
        String mount = values.text(SettingKey.VAULT_AUTH_MOUNT).orElse(AppRole.DEFAULT_MOUNT);
        return values.text(SettingKey.VAULT_SECRET_ID)
                .flatMap(secretId -> attempt(SettingKey.VAULT_ROLE_ID, () -> new AppRole(roleId, secretId, mount)));
    }

    private Optional<Path> path(SettingKey key) {
        return values.given(key).flatMap(given -> values.text(given).map(text -> files.path(given, text)));
    }

    private <T> Optional<T> attempt(SettingKey key, Supplier<? extends T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            Place place = values.given(key).orElseThrow().place();
            problems.add(place, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The warnings about secrets that were typed where others can see them. */
    List<String> warnings() {
        return Stream.of(SettingKey.VAULT_TOKEN, SettingKey.VAULT_SECRET_ID)
                .flatMap(key -> values.given(key, Layer.FLAGS).stream()
                        .map(given -> given.place()
                                + ": a secret on the command line can be seen by every user of this machine and stays in"
                                + " the shell's history. Use the environment variable " + key.environmentVariable()
                                + "."))
                .toList();
    }
}
