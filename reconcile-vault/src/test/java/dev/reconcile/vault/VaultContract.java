package dev.reconcile.vault;

import static dev.reconcile.vault.VaultAdmin.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.core.port.SecretNotFoundException;
import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every Vault does, and what the store makes of it. Each server that we can get at has a subclass. */
abstract class VaultContract {

    private static final String SECRETS = "{\"username\":\"reconcile\",\"password\":\"s3cr3t-value\"}";

    private String address;
    private String rootToken;
    VaultAdmin admin;

    abstract String address();

    abstract String rootToken();

    /** Makes the role accept the service account's token; false where that cannot be arranged. */
    abstract boolean trustServiceAccount(VaultAdmin admin, String mount, String role, String policy, String jwt);

    @BeforeEach
    void connect() {
        address = address();
        rootToken = rootToken();
        admin = new VaultAdmin(address, rootToken);
    }

    @AfterEach
    void cleanUp() {
        admin.cleanUp();
    }

    private VaultSettings settings(String token) {
        return VaultSettings.of(address, new Token(token));
    }

    private Map<String, String> read(VaultSettings settings, String path) {
        try (VaultSecretStore store = VaultSecretStore.open(settings)) {
            return store.read(path);
        }
    }

    private void assertFails(VaultSettings settings, String path, String... parts) {
        assertThatThrownBy(() -> read(settings, path))
                .isInstanceOf(SecretException.class)
                .message()
                .contains(parts)
                .doesNotContain("s3cr3t-value", "\n");
    }

    private void assertMissing(VaultSettings settings, String path, String... parts) {
        assertThatThrownBy(() -> read(settings, path))
                .isInstanceOf(SecretNotFoundException.class)
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void reads_a_secret_of_either_version_without_being_told_which(int version) {
        String mount = admin.mount(version);
        write(version, mount, "database/postgresql", SECRETS);
        assertThat(read(settings(rootToken), mount + "/database/postgresql"))
                .isEqualTo(Map.of("username", "reconcile", "password", "s3cr3t-value"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void reads_a_secret_of_either_version_when_told_which(int version) {
        String mount = admin.mount(version);
        write(version, mount, "database/postgresql", SECRETS);
        VaultSettings settings =
                settings(rootToken).withMount(mount).withKvVersion(version == 1 ? KvVersion.V1 : KvVersion.V2);
        assertThat(read(settings, mount + "/database/postgresql")).containsEntry("username", "reconcile");
    }

    @ParameterizedTest
    @EnumSource(KvVersion.class)
    void reads_from_a_mount_with_slashes_in_its_name(KvVersion version) {
        String mount = admin.mount(unique("kv") + "/team/blue", version == KvVersion.V1 ? 1 : 2);
        write(version == KvVersion.V1 ? 1 : 2, mount, "db", SECRETS);
        assertThat(read(settings(rootToken).withMount(mount).withKvVersion(version), mount + "/db"))
                .containsEntry("password", "s3cr3t-value");
    }

    @Test
    void finds_a_mount_with_slashes_that_the_settings_do_not_name() {
        String mount = admin.mount(unique("kv") + "/team", 2);
        admin.write2(mount, "a/b", SECRETS);
        assertThat(read(settings(rootToken), "/" + mount + "/a/b/")).containsEntry("password", "s3cr3t-value");
    }

    @Test
    void reads_values_that_are_not_strings_as_their_json_and_leaves_nulls_out() {
        String mount = admin.mount(2);
        admin.write2(
                mount,
                "x",
                "{\"port\":5432,\"ratio\":1.50,\"tls\":true,\"none\":null,\"empty\":\"\",\"more\":{\"a\":[1,\"b\"]}}");
        assertThat(read(settings(rootToken), mount + "/x"))
                .containsOnlyKeys("port", "ratio", "tls", "empty", "more")
                .containsEntry("port", "5432")
                .containsEntry("tls", "true")
                .containsEntry("empty", "")
                .containsEntry("more", "{\"a\":[1,\"b\"]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void keeps_every_character_of_a_value(int version) {
        String mount = admin.mount(version);
        write(version, mount, "x", "{\"password\":\"pä\\\\ß\\\"€\\n\\t😀 '${x}'\"}");
        assertThat(read(settings(rootToken), mount + "/x")).containsEntry("password", "pä\\ß\"€\n\t😀 '${x}'");
    }

    @Test
    void reads_a_path_with_characters_that_a_url_must_encode() {
        String mount = admin.mount(1);
        admin.write1(mount, "a%20b/c%2Bd%3De/100%25%3F%23/%C3%A4", SECRETS);
        assertThat(read(settings(rootToken), mount + "/a b/c+d=e/100%?#/ä")).containsEntry("username", "reconcile");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void says_that_there_is_no_secret(int version) {
        String mount = admin.mount(version);
        assertMissing(settings(rootToken), mount + "/none", "There is no secret " + mount + "/none", address);
    }

    @Test
    void says_that_there_is_no_secret_where_nothing_is_mounted() {
        String path = unique("nowhere") + "/database";
        assertMissing(settings(rootToken), path, "There is no secret " + path, "mounted");
    }

    @Test
    void says_that_the_latest_version_was_deleted_or_destroyed() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", SECRETS);
        admin.call("DELETE", mount + "/data/x", "");
        assertMissing(settings(rootToken), mount + "/x", mount + "/x", "was deleted", "undelete");
        admin.call("PUT", mount + "/destroy/x", "{\"versions\":[1]}");
        assertMissing(settings(rootToken), mount + "/x", mount + "/x", "was destroyed");
    }

    @Test
    void says_how_to_write_a_path_that_was_copied_from_the_api() {
        String mount = admin.mount(2);
        admin.write2(mount, "db/pg", SECRETS);
        assertMissing(settings(rootToken), mount + "/data/db/pg", "without data", mount + "/db/pg.");
    }

    @Test
    void says_that_a_secret_holds_nothing() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", "{}");
        assertFails(settings(rootToken), mount + "/x", mount + "/x", "is empty");
    }

    @Test
    void says_that_a_path_ends_at_the_mount() {
        String mount = admin.mount(unique("kv") + "/team", 2);
        assertFails(settings(rootToken), mount, "mount");
    }

    @Test
    void names_the_policy_that_a_denied_secret_of_version_2_needs() {
        String mount = admin.mount(2);
        admin.write2(mount, "db/pg", SECRETS);
        String token = admin.token(admin.policy(mount + "/db/pg", mount + "/data/other"), 60, "");
        assertFails(
                settings(token),
                mount + "/db/pg",
                "denied",
                mount + "/db/pg",
                "path \"" + mount + "/data/db/pg\" { capabilities = [\"read\"] }");
    }

    @Test
    void names_the_policy_that_a_denied_secret_of_version_1_needs() {
        String mount = admin.mount(1);
        String token = admin.token(admin.policy(mount + "/other"), 60, "");
        assertFails(
                settings(token), mount + "/db", "denied", "path \"" + mount + "/db\" { capabilities = [\"read\"] }");
    }

    @Test
    void names_the_policies_of_both_versions_where_vault_does_not_tell_the_version() {
        String mount = admin.mount(2);
        String token = admin.token(admin.policy("elsewhere/data/x"), 60, "");
        assertFails(
                settings(token),
                mount + "/db",
                "denied",
                "path \"" + mount + "/data/db\"",
                "(KV version 2) or path \"" + mount + "/db\"");
    }

    @Test
    void a_right_to_read_one_secret_is_enough() {
        String mount = admin.mount(2);
        admin.write2(mount, "db/pg", SECRETS);
        String token = admin.token(admin.policy(mount + "/data/db/pg"), 60, "");
        assertThat(read(settings(token), mount + "/db/pg")).containsEntry("username", "reconcile");
    }

    @Test
    void says_that_the_token_is_wrong() {
        assertFails(settings("hvs.never-made"), "secret/x", "secret/x", "does not accept the token", "VAULT_TOKEN");
    }

    @Test
    void says_that_the_token_no_longer_holds() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", SECRETS);
        String token = admin.token(admin.policy(mount + "/data/*"), 60, "");
        try (VaultSecretStore store = VaultSecretStore.open(settings(token))) {
            assertThat(store.read(mount + "/x")).isNotEmpty();
            admin.revoke(token);
            assertThatThrownBy(() -> store.read(mount + "/x"))
                    .isInstanceOf(SecretException.class)
                    .message()
                    .contains(mount + "/x", "expired or revoked")
                    .doesNotContain(token);
        }
    }

    @Test
    void logs_in_with_approle() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", SECRETS);
        AppRole role = admin.appRole(unique("approle"), admin.policy(mount + "/data/*"), "\"token_ttl\":\"60s\"");
        assertThat(read(VaultSettings.of(address, role), mount + "/x")).containsEntry("username", "reconcile");
    }

    @Test
    void says_that_approle_refused_the_login() {
        AppRole role = admin.appRole(unique("approle"), "default", "\"token_ttl\":\"60s\"");
        AppRole wrong = new AppRole(role.roleId(), "not-the-secret-id", role.mount());
        assertThatThrownBy(() -> VaultSecretStore.open(VaultSettings.of(address, wrong)))
                .isInstanceOf(SecretException.class)
                .message()
                .contains("AppRole", "auth/" + role.mount(), address, "secret id")
                .doesNotContain("not-the-secret-id", role.roleId());
    }

    @Test
    void says_that_no_login_method_is_mounted() {
        AppRole nowhere = new AppRole("role", "secret-id-value", unique("nowhere"));
        assertThatThrownBy(() -> VaultSecretStore.open(VaultSettings.of(address, nowhere)))
                .isInstanceOf(SecretException.class)
                .message()
                .contains("auth/" + nowhere.mount(), "mounted")
                .doesNotContain("secret-id-value");
    }

    @Test
    void leaves_a_given_token_alone_when_it_is_closed() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", SECRETS);
        String policy = admin.policy(mount + "/data/*", "auth/token/lookup-self");
        String given = admin.token(policy, 60, "");
        VaultSecretStore.open(settings(given)).close();
        assertThat(read(settings(given), mount + "/x")).isNotEmpty();
    }

    @Test
    void logs_in_anew_when_its_token_was_taken_away() {
        String mount = admin.mount(2);
        admin.write2(mount, "x", SECRETS);
        String policy = admin.policy(mount + "/data/*");
        AppRole role = admin.appRole(unique("approle"), policy, "\"token_ttl\":\"60s\"");
        try (VaultSecretStore store = VaultSecretStore.open(VaultSettings.of(address, role))) {
            assertThat(store.read(mount + "/x")).isNotEmpty();
            revokeTokensOf(role);
            assertThat(store.read(mount + "/x")).isNotEmpty();
        }
    }

    /** Takes away the tokens that the role's logins made. */
    abstract void revokeTokensOf(AppRole role);

    @Test
    void reads_in_a_namespace_and_only_there() {
        String namespace = unique("team");
        assumeThat(admin.namespace(namespace)).as("a server with namespaces").isTrue();
        VaultAdmin inside = admin.in(namespace);
        String mount = inside.mount(2);
        inside.write2(mount, "x", SECRETS);
        VaultSettings settings = settings(rootToken);
        assertThat(read(settings.withNamespace(namespace), mount + "/x")).isNotEmpty();
        assertThat(read(settings.withNamespace(namespace + "/"), mount + "/x")).isNotEmpty();
        assertMissing(settings, mount + "/x", mount + "/x");
        assertMissing(settings.withNamespace(unique("other")), mount + "/x", "namespace other-");
    }

    @Test
    void logs_in_with_the_service_account_of_a_pod(@TempDir Path folder) throws IOException {
        String mount = admin.mount(2);
        admin.write2(mount, "x", SECRETS);
        String login = unique("kubernetes");
        String jwt = ServiceAccount.jwt();
        assumeThat(trustServiceAccount(admin, login, "reconcile", admin.policy(mount + "/data/*"), jwt))
                .as("a server that can ask a cluster of ours")
                .isTrue();
        Path file = Files.writeString(folder.resolve("token"), jwt + "\n");
        assertThat(read(VaultSettings.of(address, new Kubernetes("reconcile", file, login)), mount + "/x"))
                .isNotEmpty();

        assertThatThrownBy(
                        () -> VaultSecretStore.open(VaultSettings.of(address, new Kubernetes("nobody", file, login))))
                .isInstanceOf(SecretException.class)
                .message()
                .contains("Kubernetes role nobody", "auth/" + login)
                .doesNotContain(jwt);
        Files.writeString(file, ServiceAccount.otherJwt());
        assertThatThrownBy(() ->
                        VaultSecretStore.open(VaultSettings.of(address, new Kubernetes("reconcile", file, login))))
                .isInstanceOf(SecretException.class)
                .message()
                .contains("Kubernetes role reconcile", "auth/" + login);
    }

    @Test
    void reads_the_databases_of_the_guide() {
        String mount = admin.mount(2);
        admin.write2(
                mount,
                "database/sqlserver",
                "{\"server\":\"sql\",\"database\":\"warehouse\",\"username\":\"sa\",\"password\":\"one\"}");
        admin.write2(
                mount,
                "database",
                "{\"postgres_host\":\"pg\",\"postgres_database\":\"warehouse\",\"postgres_username\":\"p\","
                        + "\"postgres_password\":\"two\",\"postgres_port\":5433}");
        try (VaultSecretStore store = VaultSecretStore.open(settings(rootToken))) {
            DatabaseSecrets databases = new DatabaseSecrets(store, mount);
            assertThat(databases.read(DatabaseSecretLayout.SQL_SERVER))
                    .isEqualTo(new DatabaseCredentials("sql", null, "warehouse", "sa", "one"));
            assertThat(databases.read(DatabaseSecretLayout.POSTGRESQL))
                    .isEqualTo(new DatabaseCredentials("pg", 5433, "warehouse", "p", "two"));
        }
    }

    private void write(int version, String mount, String path, String json) {
        if (version == 1) {
            admin.write1(mount, path, json);
        } else {
            admin.write2(mount, path, json);
        }
    }
}
