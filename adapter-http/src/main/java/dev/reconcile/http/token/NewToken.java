package dev.reconcile.http.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * A token that was just made. It is shown once: nothing that is kept tells it.
 *
 * @param token what its owner sends: {@code night-shift.} and a secret
 * @param line what the file of tokens keeps of it
 */
public record NewToken(String token, String line) {

    /**
     * Makes a token with a secret of 256 random bits.
     *
     * @param name what it is called, in the audit log and in the token itself
     * @param roles what its owner may do, at least one
     * @throws IllegalArgumentException if no token can be called so
     */
    public static NewToken create(String name, Set<Role> roles, SecureRandom random) {
        TokenLine.requireName(name);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a token has a role: " + Role.words());
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        TokenLine line = new TokenLine(new Caller(name, roles), TokenHash.of(secret, random));
        return new NewToken(name + "." + secret, line.toString());
    }

    /** Its name alone. */
    @Override
    public String toString() {
        return "NewToken[" + token.substring(0, token.indexOf('.')) + "]";
    }
}
