package dev.reconcile.http;

import dev.reconcile.app.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a certificate and its key from PEM files. */
final class PemKeys {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemKeys() {}

    /**
     * A key store with both, and no password.
     *
     * @throws HttpStartException if a file cannot be read, or they do not go together
     */
    static KeyStore read(HttpSettings.Tls tls) {
        Certificate[] chain = chain(tls.certificate());
        PrivateKey key = key(tls.key(), chain[0]);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("service", key, new char[0], chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new HttpStartException(
                    "The certificate " + tls.certificate() + " and the key " + tls.key()
                            + " cannot be used together. Give a certificate and its own key.",
                    e);
        }
    }

    private static Certificate[] chain(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("--http-tls-certificate", file, "certificates, the service's own first", e);
        }
        throw unreadable("--http-tls-certificate", file, "certificates, the service's own first", null);
    }

    private static PrivateKey key(Path file, Certificate certificate) {
        try {
            Matcher matcher = KEY.matcher(Files.readString(file));
            if (matcher.find()) {
                byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
                return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(bytes));
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unreadable("--http-tls-key", file, "the certificate's key: BEGIN PRIVATE KEY", null);
        }
        throw unreadable("--http-tls-key", file, "the certificate's key: BEGIN PRIVATE KEY", null);
    }

    private static HttpStartException unreadable(String flag, Path file, String what, @Nullable Exception cause) {
        return new HttpStartException(
                flag + ": " + file + " cannot be read. Name a PEM file that this user may read, with " + what + ".",
                cause instanceof IOException ? cause : null);
    }

    /** The protocols that are spoken. */
    static List<String> protocols() {
        return List.of("TLSv1.3", "TLSv1.2");
    }
}
