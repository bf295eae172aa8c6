package dev.reconcile.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.port.SecretException;
import dev.reconcile.vault.VaultAuthentication.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTlsTest {

    @TempDir
    private Path folder;

    private static VaultSettings settings(VaultStandIn vault) {
        return VaultSettings.of(vault.address(), new Token(VaultStandIn.ROOT_TOKEN));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), content);
    }

    @Test
    void trusts_a_certificate_of_the_file_and_not_only_the_first() throws IOException {
        String both = "A comment\n" + TestCertificate.forAnotherHost().pem() + "\n"
                + TestCertificate.shared().pem();
        try (VaultStandIn vault =
                        VaultStandIn.startWithTls(TestCertificate.shared().serverContext());
                VaultSecretStore store = VaultSecretStore.open(settings(vault).withCaFile(file(both)), Quick.PACE)) {
            assertThatThrownBy(() -> store.read("secret/x")).hasMessageContaining("There is no secret secret/x");
        }
    }

    @Test
    void names_the_remedy_for_a_certificate_that_is_not_trusted() {
        try (VaultStandIn vault =
                VaultStandIn.startWithTls(TestCertificate.shared().serverContext())) {
            assertThatThrownBy(() -> VaultSecretStore.open(settings(vault), Quick.PACE))
                    .isInstanceOf(SecretException.class)
                    .hasMessageContaining("is not trusted")
                    .hasMessageContaining("VAULT_CACERT");
            assertThat(vault.requests()).isEmpty();
        }
    }

    @Test
    void refuses_a_certificate_for_another_host() throws IOException {
        TestCertificate other = TestCertificate.forAnotherHost();
        try (VaultStandIn vault = VaultStandIn.startWithTls(other.serverContext())) {
            VaultSettings settings = settings(vault).withCaFile(file(other.pem()));
            assertThatThrownBy(() -> VaultSecretStore.open(settings, Quick.PACE))
                    .isInstanceOf(SecretException.class)
                    .hasMessageContaining("not for that host")
                    .hasMessageContaining("VAULT_CACERT");
            assertThat(vault.requests()).isEmpty();
        }
    }

    @Test
    void says_what_is_wrong_with_the_file() throws IOException {
        VaultSettings settings = VaultSettings.of("https://127.0.0.1:1", new Token("t"));
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> VaultSecretStore.open(settings.withCaFile(missing), Quick.PACE))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("Cannot read")
                .hasMessageContaining(missing + " (VAULT_CACERT)");
        for (String content : new String[] {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"}) {
            Path wrong = file(content);
            assertThatThrownBy(() -> VaultSecretStore.open(settings.withCaFile(wrong), Quick.PACE))
                    .isInstanceOf(SecretException.class)
                    .hasMessageContaining(wrong + " (VAULT_CACERT) holds no certificate");
        }
    }
}
