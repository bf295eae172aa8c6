package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.vault.VaultAuthentication.AppRole;
import dev.reconcile.vault.VaultAuthentication.Kubernetes;
import dev.reconcile.vault.VaultAuthentication.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultSettingsTest {

    private static final Token TOKEN = new Token("hvs.the-token");

    @Test
    void hides_secrets_in_its_text() {
        assertThat(VaultSettings.of("https://vault:8200", TOKEN).toString())
                .contains("https://vault:8200")
                .doesNotContain("the-token");
        assertThat(VaultSettings.of("https://vault:8200", new AppRole("role-id", "secret-id-value"))
                        .toString())
                .contains("approle")
                .doesNotContain("role-id", "secret-id-value");
        assertThat(TokenLease.of("hvs.the-token", 60, 60, true).toString()).doesNotContain("the-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault:8200",
                "ftp://vault",
                "https://",
                "https:///path",
                "",
                "https://me:pass-word@vault:8200",
                "https://vault:8200?token=pass-word",
                "https://vault:8200#pass-word",
                "https://va ult pass-word"
            })
    void refuses_an_address_that_is_none_without_showing_it(String address) {
        assertThatThrownBy(() -> VaultSettings.of(address, TOKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VAULT_ADDR")
                .hasNoCause()
                .message()
                .doesNotContain("pass-word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nbreak", "umläut"})
    void refuses_a_token_that_no_header_carries_without_showing_it(String token) {
        assertThatThrownBy(() -> new Token(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The token for Vault ")
                .message()
                .doesNotContain("two", "line\n", "umläut");
    }

    @Test
    void drops_the_line_break_behind_a_token() {
        assertThat(new Token(" hvs.x\n").token()).isEqualTo("hvs.x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a//b", "a/./b", "../b", "a/..", "a\nb"})
    void refuses_a_mount_that_is_none(String mount) {
        assertThatThrownBy(() -> VaultSettings.of("http://vault", TOKEN).withMount(mount))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a path in Vault");
    }

    @Test
    void refuses_timeouts_that_are_not_positive() {
        VaultSettings settings = VaultSettings.of("http://vault", TOKEN);
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> settings.withTimeouts(Duration.ZERO, second)).hasMessageContaining("connect timeout");
        assertThatThrownBy(() -> settings.withTimeouts(second, second.negated()))
                .hasMessageContaining("request timeout");
    }

    @Test
    void reads_the_variables_of_vaults_own_command_line() {
        VaultSettings settings = VaultEnvironment.read(Map.of(
                "VAULT_ADDR", "https://vault:8200/",
                "VAULT_TOKEN", "hvs.the-token\n",
                "VAULT_NAMESPACE", "team/",
                "VAULT_CACERT", "/etc/ca.pem",
                "VAULT_MOUNT", "kv/team",
                "VAULT_KV_VERSION", "1"));
        assertThat(settings)
                .isEqualTo(VaultSettings.of("https://vault:8200", TOKEN)
                        .withNamespace("team")
                        .withCaFile(Path.of("/etc/ca.pem"))
                        .withMount("kv/team")
                        .withKvVersion(KvVersion.V1));
    }

    @Test
    void reads_the_variables_of_the_logins() {
        assertThat(VaultEnvironment.read(Map.of(
                                "VAULT_ADDR", "http://vault",
                                "VAULT_ROLE_ID", "r",
                                "VAULT_SECRET_ID", "s",
                                "VAULT_TOKEN", ""))
                        .authentication())
                .isEqualTo(new AppRole("r", "s"));
        assertThat(VaultEnvironment.read(Map.of(
                                "VAULT_ADDR", "http://vault",
                                "VAULT_KUBERNETES_ROLE", "r",
                                "VAULT_KUBERNETES_JWT_FILE", "/jwt",
                                "VAULT_AUTH_MOUNT", "k8s/east"))
                        .authentication())
                .isEqualTo(new Kubernetes("r", Path.of("/jwt"), "k8s/east"));
    }

    @Test
    void lists_everything_that_is_wrong_with_the_variables_at_once() {
        assertThatThrownBy(() -> VaultEnvironment.read(Map.of(
                        "VAULT_TOKEN", "pass-word",
                        "VAULT_ROLE_ID", "r",
                        "VAULT_MOUNT", "a//b",
                        "VAULT_KV_VERSION", "3")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("VAULT_ADDR is not set", "more than one way", "'a//b'", "VAULT_KV_VERSION is '3'")
                .doesNotContain("pass-word");
        assertThatThrownBy(() -> VaultEnvironment.read(Map.of("VAULT_ADDR", "vault", "VAULT_SECRET_ID", "pass-word")))
                .message()
                .contains("VAULT_ADDR is not an address", "VAULT_ROLE_ID is not set")
                .doesNotContain("pass-word");
        assertThatThrownBy(() -> VaultEnvironment.read(Map.of("VAULT_ADDR", "http://vault")))
                .hasMessageContaining("no way to log in");
    }
}
