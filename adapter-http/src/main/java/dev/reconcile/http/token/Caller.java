package dev.reconcile.http.token;

import java.util.Objects;
import java.util.Set;

/**
 * Somebody who came.
 *
 * @param name what his token is called
 * @param roles what he may do
 */
public record Caller(String name, Set<Role> roles) {

    /** Whoever comes where there are no tokens. */
    public static final Caller ANYBODY = new Caller("anybody", Set.of(Role.values()));

    public Caller {
        Objects.requireNonNull(name, "name");
        roles = Set.copyOf(roles);
    }

    /** Whether he may do what needs a role. */
    public boolean may(Role needed) {
        return roles.stream().anyMatch(role -> role.covers(needed));
    }
}
