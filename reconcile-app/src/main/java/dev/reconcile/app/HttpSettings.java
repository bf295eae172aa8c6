package dev.reconcile.app;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP service is reached.
 *
 * @param address the address of this machine that it listens at
 * @param port the port, 0 for one that is free
 * @param tokens the file of those who may come; empty where everybody may
 * @param tls with what it speaks HTTPS; empty where it speaks plain HTTP
 */
public record HttpSettings(String address, int port, Optional<Path> tokens, Optional<Tls> tls) {

    public HttpSettings {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(tls, "tls");
    }

    static HttpSettings read(SettingValues values, GivenFiles files, Problems problems) {
        @Nullable Path certificate = path(SettingKey.HTTP_TLS_CERTIFICATE, values, files);
        @Nullable Path key = path(SettingKey.HTTP_TLS_KEY, values, files);
        requireBoth(SettingKey.HTTP_TLS_CERTIFICATE, SettingKey.HTTP_TLS_KEY, values, problems);
        requireBoth(SettingKey.HTTP_TLS_KEY, SettingKey.HTTP_TLS_CERTIFICATE, values, problems);
        return new HttpSettings(
                values.textOrDefault(SettingKey.HTTP_ADDRESS),
                values.number(SettingKey.HTTP_PORT).orElse(0),
                Optional.ofNullable(path(SettingKey.HTTP_TOKENS, values, files)),
                certificate == null || key == null ? Optional.empty() : Optional.of(new Tls(certificate, key)));
    }

    private static void requireBoth(SettingKey given, SettingKey other, SettingValues values, Problems problems) {
        if (values.isGiven(given) && !values.isGiven(other)) {
            problems.add(
                    values.given(given).orElseThrow().place(),
                    "HTTPS needs a certificate and its key. Give " + other.flag() + " too, or neither.");
        }
    }

    private static @Nullable Path path(SettingKey key, SettingValues values, GivenFiles files) {
        return values.given(key)
                .flatMap(given -> values.text(given).map(text -> files.path(given, text)))
                .orElse(null);
    }

    /**
     * A certificate and its key, in PEM files.
     *
     * @param certificate the file of the certificate and those it is signed by
     * @param key the file of its private key
     */
    public record Tls(Path certificate, Path key) {

        public Tls {
            Objects.requireNonNull(certificate, "certificate");
            Objects.requireNonNull(key, "key");
        }
    }
}
