package dev.reconcile.http.token;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** What is kept of a token's secret: whoever has it cannot tell the secret. Salted, and slow to compute on purpose. */
final class TokenHash {

    private static final int ITERATIONS = 120_000;
    private static final int MOST_ITERATIONS = 2_000_000;
    private static final int BITS = 256;
    private static final Pattern SYNTAX =
            Pattern.compile("pbkdf2-sha256:([1-9][0-9]{3,6}):([A-Za-z0-9_-]{22}):([A-Za-z0-9_-]{43})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private TokenHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static TokenHash of(String secret, SecureRandom random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return new TokenHash(ITERATIONS, salt, hash(secret, salt, ITERATIONS));
    }

    /** @throws IllegalArgumentException if the text is not what {@link #toString} writes */
    static TokenHash parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST_ITERATIONS) {
            throw new IllegalArgumentException("the hash is not as 'reconcile token create' writes it");
        }
        Base64.Decoder base64 = Base64.getUrlDecoder();
        return new TokenHash(
                Integer.parseInt(matcher.group(1)), base64.decode(matcher.group(2)), base64.decode(matcher.group(3)));
    }

    /** Whether it is of this secret. Takes as long whatever the answer is. */
    boolean isOf(String secret) {
        return MessageDigest.isEqual(hash, hash(secret, salt, iterations));
    }

    private static byte[] hash(String secret, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(secret.toCharArray(), salt, iterations, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no PBKDF2 with SHA-256.", e);
        } finally {
            key.clearPassword();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenHash that
                && iterations == that.iterations
                && MessageDigest.isEqual(salt, that.salt)
                && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha256:" + iterations + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }
}
