package dev.reconcile.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.app.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeysTest {

    @TempDir
    private static Path folder;

    private static TestCertificate elliptic;
    private static TestCertificate otherElliptic;
    private static TestCertificate otherCurve;
    private static TestCertificate rsa;
    private static TestCertificate otherRsa;

    @BeforeAll
    static void create() {
        elliptic = TestCertificate.create(folder, "elliptic", "EC", "-validity", "90");
        otherElliptic = TestCertificate.create(folder, "other-elliptic", "EC");
        otherCurve = TestCertificate.create(folder, "other-curve", "EC", "-groupname", "secp384r1");
        rsa = TestCertificate.create(folder, "rsa", "RSA");
        otherRsa = TestCertificate.create(folder, "other-rsa", "RSA");
    }

    @Test
    void a_certificate_and_its_own_key_are_taken() throws Exception {
        TestCertificate edwards = TestCertificate.create(folder, "edwards", "Ed25519");

        for (TestCertificate own : new TestCertificate[] {elliptic, otherCurve, rsa, edwards}) {
            assertThat(PemKeys.read(tls(own.certificate(), own.key())).store().size())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTIFICATE KEY", "KEY CERTIFICATE", "PARAMETERS KEY words CERTIFICATE"})
    void one_file_may_hold_the_certificate_and_its_key(String order) throws Exception {
        Path one = Files.writeString(
                folder.resolve("one.pem"),
                order.replace("CERTIFICATE", "\n" + Files.readString(elliptic.certificate()))
                        .replace("KEY", "\n" + Files.readString(elliptic.key()))
                        .replace("PARAMETERS", "-----BEGIN EC PARAMETERS-----\nBggq\n-----END EC PARAMETERS-----"));

        assertThat(PemKeys.read(tls(one, one)).store().size()).isEqualTo(1);
        assertThat(PemKeys.read(tls(one, elliptic.key())).store().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KEY", "-----BEGIN CERTIFICATE-----\nMIIE\n", "OWN-----BEGIN CERTIFICATE-----\nMIIE\n"})
    void a_file_without_a_whole_certificate_is_said(String text) throws Exception {
        Path none = Files.writeString(
                folder.resolve("none.pem"),
                text.replace("KEY", Files.readString(elliptic.key()))
                        .replace("OWN", Files.readString(elliptic.certificate())));

        assertThatThrownBy(() -> PemKeys.read(tls(none, elliptic.key())))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("--http-tls-certificate: ")
                .hasMessageContaining("with certificates, the service's own first");
    }

    @Test
    void a_certificate_and_the_key_of_another_are_refused() {
        TestCertificate[][] strangers = {
            {elliptic, otherElliptic}, {elliptic, otherCurve}, {elliptic, rsa}, {rsa, otherRsa}, {rsa, elliptic}
        };

        for (TestCertificate[] pair : strangers) {
            Path certificate = pair[0].certificate();
            Path key = pair[1].key();
            assertThatThrownBy(() -> PemKeys.read(tls(certificate, key)))
                    .as(certificate + " " + key)
                    .isInstanceOf(HttpStartException.class)
                    .hasMessageContaining("--http-tls-certificate, --http-tls-key: ")
                    .hasMessageContaining("do not belong together")
                    .hasMessageContaining("'openssl x509 -noout -pubkey -in " + certificate + "'")
                    .hasMessageContaining("'openssl pkey -pubout -in " + key + "'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BEGIN ENCRYPTED PRIVATE KEY | MIIF | is encrypted",
                "BEGIN RSA PRIVATE KEY | Proc-Type: 4,ENCRYPTED | is encrypted",
                "BEGIN RSA PRIVATE KEY | MIIE | is in an older form (BEGIN RSA PRIVATE KEY)",
                "BEGIN EC PRIVATE KEY | MHcC | is in an older form (BEGIN EC PRIVATE KEY)",
            })
    void a_key_in_another_form_is_said_with_the_remedy(String begin, String text, String message) throws Exception {
        Path key = Files.writeString(
                folder.resolve("form.pem"),
                "-----" + begin + "-----\n" + text + "\n-----" + begin.replace("BEGIN", "END") + "-----\n");

        assertThatThrownBy(() -> PemKeys.read(tls(elliptic.certificate(), key)))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("--http-tls-key: ")
                .hasMessageContaining(message)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in " + key + " -out NEW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u00ff\u0000", "-----BEGIN PRIVATE KEY-----\nMIIE\n"})
    void a_file_without_a_key_is_said(String text) throws Exception {
        Path key = Files.writeString(folder.resolve("none.pem"), text);

        assertThatThrownBy(() -> PemKeys.read(tls(elliptic.certificate(), key)))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("--http-tls-key: ")
                .hasMessageContaining("holds no whole private key");
    }

    @Test
    void a_damaged_key_is_said_without_a_part_of_it() throws Exception {
        Path key = Files.writeString(
                folder.resolve("damaged.pem"), "-----BEGIN PRIVATE KEY-----\nMIIE=x\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> PemKeys.read(tls(elliptic.certificate(), key)))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("is damaged")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("MIIE"));
    }

    @Test
    void a_certificate_that_is_not_valid_or_not_for_long_is_warned_of() {
        PemKeys keys = PemKeys.read(tls(elliptic.certificate(), elliptic.key()));
        Instant now = Instant.now();

        assertThat(keys.warnings(now.plusSeconds(60))).isEmpty();
        assertThat(keys.warnings(now.plus(Duration.ofDays(91))))
                .singleElement()
                .asString()
                .startsWith("--http-tls-certificate: " + elliptic.certificate() + " was valid until 20");
        assertThat(keys.warnings(now.minus(Duration.ofDays(2))))
                .singleElement()
                .asString()
                .contains(" is not valid before 20");
        assertThat(keys.warnings(now.plus(Duration.ofDays(75)))).isEmpty();
        assertThat(keys.warnings(now.plus(Duration.ofDays(77))))
                .singleElement()
                .asString()
                .contains(" and no longer.");
    }

    @Test
    void each_certificate_of_a_file_is_looked_at() throws Exception {
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(rsa.certificate()) + Files.readString(elliptic.certificate()));

        assertThat(PemKeys.read(tls(both, rsa.key())).warnings(Instant.now().plus(Duration.ofDays(85))))
                .anySatisfy(warning -> assertThat(warning).contains("certificate 2 of " + both + " is valid until"));
    }

    private static HttpSettings.Tls tls(Path certificate, Path key) {
        return new HttpSettings.Tls(certificate, key);
    }
}
