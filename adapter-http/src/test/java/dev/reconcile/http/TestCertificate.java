package dev.reconcile.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, and its key.
 *
 * @param certificate the PEM file of the certificate
 * @param key the PEM file of its key
 * @param trusted what a client has to trust
 */
record TestCertificate(Path certificate, Path key, Certificate trusted) {

    private static final String PASSWORD = "changeit";

    /** @param options more of keytool's, as {@code -startdate} */
    static TestCertificate create(Path folder, String name, String algorithm, String... options) {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "service",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".log").toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve(name + ".log")));
            }
            KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            Certificate certificate = store.getCertificate("service");
            return new TestCertificate(
                    pem(folder.resolve(name + "-cert.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(
                            folder.resolve(name + "-key.pem"),
                            "PRIVATE KEY",
                            store.getKey("service", PASSWORD.toCharArray()).getEncoded()),
                    certificate);
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                        + "-----\n");
    }
}
