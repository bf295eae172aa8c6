package dev.reconcile.http.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody may do. */
public enum Role {
    /** See verdicts and counts, and neither keys nor values of rows. */
    VIEWER,
    /** What a viewer may, and start and cancel runs, check jobs, pause, resume and trigger schedules. */
    OPERATOR,
    /** What a viewer may, and see keys and values of rows. */
    DETAIL;

    /** The role of a word; empty where there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.toString().equals(word))
                .findFirst();
    }

    /** The words of all roles, for a person. */
    public static String words() {
        return Arrays.stream(values()).map(Role::toString).collect(Collectors.joining(", "));
    }

    /** Whether whoever has this role may do what needs the other. */
    boolean covers(Role needed) {
        return this == needed || needed == VIEWER;
    }

    /** The word for it: {@code viewer}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
