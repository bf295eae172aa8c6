package dev.reconcile.http.token;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of the file of tokens: {@code night-shift viewer,operator pbkdf2-sha256:…}.
 *
 * @param caller who has the token
 * @param hash what is kept of its secret
 */
record TokenLine(Caller caller, TokenHash hash) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** @throws IllegalArgumentException saying what is wrong with the line, without its text */
    static TokenLine parse(String line) {
        String[] parts = line.strip().split("\\s+", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "the line has " + parts.length + " parts instead of name, roles and hash");
        }
        requireName(parts[0]);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : parts[1].split(",", -1)) {
            roles.add(Role.of(word)
                    .orElseThrow(() ->
                            new IllegalArgumentException("a role is none of " + Role.words() + ", joined by commas")));
        }
        return new TokenLine(new Caller(parts[0], roles), TokenHash.parse(parts[2]));
    }

    /** @throws IllegalArgumentException if no token can be called so */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a token is up to 64 letters, digits, hyphens and underscores, a letter or digit first");
        }
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return caller.name() + " "
                + caller.roles().stream().sorted().map(Role::toString).collect(Collectors.joining(",")) + " " + hash;
    }
}
