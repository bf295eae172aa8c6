package dev.reconcile.http;

import dev.reconcile.app.HttpSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A certificate and its key, from PEM files. */
final class PemKeys {

    /** How long before its end a certificate is warned of. */
    private static final Duration SOON = Duration.ofDays(14);

    /** A file may hold the key and more beside the certificates. */
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** What a file begins with that holds a key in another form. */
    private static final Pattern OTHER_KEY = Pattern.compile("-----(BEGIN ([A-Z]+ )?PRIVATE KEY)-----");

    /** As PKCS #8 and the older form say that a key is encrypted. */
    private static final Pattern ENCRYPTED = Pattern.compile("BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4, *ENCRYPTED");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA", "RSASSA-PSS");

    private final HttpSettings.Tls files;
    private final X509Certificate[] chain;
    private final KeyStore store;

    private PemKeys(HttpSettings.Tls files, X509Certificate[] chain, KeyStore store) {
        this.files = files;
        this.chain = chain;
        this.store = store;
    }

    /** @throws HttpStartException if a file cannot be read, or they do not go together */
    static PemKeys read(HttpSettings.Tls files) {
        X509Certificate[] chain = chain(files.certificate());
        PrivateKey key = key(files, chain[0].getPublicKey());
        if (!belong(chain[0].getPublicKey(), key)) {
            throw strangers(files, null);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("service", key, new char[0], chain);
            return new PemKeys(files, chain, store);
        } catch (GeneralSecurityException | IOException e) {
            throw strangers(files, e);
        }
    }

    /** Both, with no password. */
    KeyStore store() {
        return store;
    }

    /** Why clients refuse the certificates, or will soon; empty where there is no such reason. */
    List<String> warnings(Instant now) {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < chain.length; i++) {
            Instant from = chain[i].getNotBefore().toInstant();
            Instant until = chain[i].getNotAfter().toInstant();
            String which = "--http-tls-certificate: " + (chain.length > 1 ? "certificate " + (i + 1) + " of " : "")
                    + files.certificate();
            if (now.isAfter(until)) {
                warnings.add(which + " was valid until " + until
                        + ": clients refuse it. Put one that is valid in its place, and start again.");
            } else if (now.isBefore(from)) {
                warnings.add(which + " is not valid before " + from
                        + ": clients refuse it until then. Look at the clock of this machine, or give another.");
            } else if (now.plus(SOON).isAfter(until)) {
                warnings.add(which + " is valid until " + until
                        + " and no longer. Put another in its place before that, and start again.");
            }
        }
        return warnings;
    }

    private static X509Certificate[] chain(Path file) {
        String what = "certificates, the service's own first";
        try {
            byte[] certificates = certificates(Files.readAllBytes(file));
            X509Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(certificates))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("--http-tls-certificate", file, what, e);
        }
        throw unreadable("--http-tls-certificate", file, what, null);
    }

    /** The blocks of a PEM file that are certificates. All of it where it has none, or one that is not whole: that is told of it. */
    private static byte[] certificates(byte[] file) {
        Matcher matcher = CERTIFICATE.matcher(new String(file, StandardCharsets.ISO_8859_1));
        String blocks = matcher.results().map(MatchResult::group).collect(Collectors.joining("\n"));
        boolean isDamaged = matcher.replaceAll("").contains("-----BEGIN CERTIFICATE-----");
        return blocks.isEmpty() || isDamaged ? file : blocks.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PrivateKey key(HttpSettings.Tls files, PublicKey own) {
        String text;
        try {
            text = Files.readString(files.key(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable("--http-tls-key", files.key(), "the certificate's key: BEGIN PRIVATE KEY", e);
        }
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw otherForm(files.key(), text);
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
            Optional<PrivateKey> key = parse(own.getAlgorithm(), bytes);
            if (key.isPresent()) {
                return key.get();
            }
            if (ALGORITHMS.stream().anyMatch(other -> parse(other, bytes).isPresent())) {
                throw strangers(files, null);
            }
        } catch (IllegalArgumentException noBase64) {
            // Said below; what is wrong with it must not tell a part of it.
        }
        throw new HttpStartException(
                "--http-tls-key: the private key in " + files.key()
                        + " is damaged, or of a kind that this Java does not know. 'openssl pkey -noout -in "
                        + files.key()
                        + "' says whether it can be read.",
                null);
    }

    private static Optional<PrivateKey> parse(String algorithm, byte[] bytes) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static HttpStartException otherForm(Path file, String text) {
        Matcher other = OTHER_KEY.matcher(text);
        String remedy = "Turn it into one that is: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out NEW";
        if (ENCRYPTED.matcher(text).find()) {
            return new HttpStartException(
                    "--http-tls-key: the private key in " + file + " is encrypted, and has to be one that is not. "
                            + remedy,
                    null);
        }
        if (other.find() && other.group(2) != null) {
            return new HttpStartException(
                    "--http-tls-key: the private key in " + file + " is in an older form (" + other.group(1)
                            + "), and has to be in PKCS #8 (BEGIN PRIVATE KEY). " + remedy,
                    null);
        }
        return new HttpStartException(
                "--http-tls-key: " + file
                        + " holds no whole private key. Name a PEM file with the certificate's key: BEGIN PRIVATE KEY.",
                null);
    }

    /** Whether what the one signs the other can verify. */
    private static boolean belong(PublicKey certificate, PrivateKey key) {
        if (certificate instanceof RSAKey one && key instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        byte[] text = "reconcile".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(
                    switch (certificate.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "DSA" -> "SHA256withDSA";
                        default -> certificate.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(text);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException ofAnotherCurve) {
            return false;
        } catch (GeneralSecurityException notKnownHere) {
            // Nothing is known against it.
            return true;
        }
    }

    private static HttpStartException strangers(HttpSettings.Tls files, @Nullable Exception cause) {
        return new HttpStartException(
                "--http-tls-certificate, --http-tls-key: the certificate " + files.certificate() + " and the key "
                        + files.key()
                        + " do not belong together. Give a certificate and its own key, and in the file of"
                        + " certificates the service's own first. They belong together where 'openssl x509 -noout -pubkey -in "
                        + files.certificate() + "' prints what 'openssl pkey -pubout -in " + files.key() + "' does.",
                cause);
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
