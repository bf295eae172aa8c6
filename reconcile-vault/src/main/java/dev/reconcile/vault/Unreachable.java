package dev.reconcile.vault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why no answer came, in words. */
final class Unreachable {

    private Unreachable() {}

    static String reason(URI address, IOException broken) {
        String vault = "the Vault at " + address;
        if (VaultConnection.cause(broken, CertificateException.class) != null) {
            return "the certificate of " + vault + " is not trusted, has expired or is not for that host."
                    + " Name the PEM file of its certificate authority in VAULT_CACERT,"
                    + " and the host as in the certificate in VAULT_ADDR.";
        }
        if (VaultConnection.cause(broken, SSLException.class) != null) {
            return "the TLS handshake with " + vault + " failed. If it speaks plain HTTP, write http:// in VAULT_ADDR;"
                    + " else check its TLS settings and the file in VAULT_CACERT.";
        }
        return vault + " cannot be reached: " + transport(broken) + " Check VAULT_ADDR and that Vault is running"
                + ("http".equalsIgnoreCase(address.getScheme()) ? "; if it expects TLS, write https://." : ".");
    }

    private static String transport(IOException broken) {
        if (VaultConnection.cause(broken, UnresolvedAddressException.class) != null) {
            return "its host name is unknown.";
        }
        if (broken instanceof HttpConnectTimeoutException) {
            return "connecting took too long.";
        }
        if (broken instanceof HttpTimeoutException) {
            return "it did not answer in time.";
        }
        return broken instanceof ConnectException ? "the connection was refused." : "the connection broke.";
    }
}
