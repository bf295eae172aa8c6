package dev.reconcile.vault;

import dev.reconcile.core.port.SecretException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates of a PEM file, trusted instead of Java's own. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /** @throws SecretException if the file cannot be read or holds no certificate */
    static SSLContext of(Path pemFile) {
        Collection<? extends Certificate> certificates = read(pemFile);
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new SecretException("Cannot trust the certificates of " + pemFile + " (VAULT_CACERT).", e);
        }
    }

    private static Collection<? extends Certificate> read(Path pemFile) {
        try (InputStream in = Files.newInputStream(pemFile)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (IOException e) {
            throw new SecretException(
                    "Cannot read the file of certificates " + pemFile
                            + " (VAULT_CACERT): check that it exists and may be read.",
                    e);
        } catch (CertificateException e) {
            throw noCertificate(pemFile, e);
        }
        throw noCertificate(pemFile, null);
    }

    private static SecretException noCertificate(Path pemFile, @Nullable CertificateException cause) {
        return new SecretException(
                "The file " + pemFile + " (VAULT_CACERT) holds no certificate in PEM form,"
                        + " which begins with -----BEGIN CERTIFICATE-----.",
                cause);
    }
}
