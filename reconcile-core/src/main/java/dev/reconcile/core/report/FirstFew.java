package dev.reconcile.core.report;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a sentence that a person reads, however many there are: a schema may have thousands of tables. */
public final class FirstFew {

    /** One more is named rather than counted. */
    private static final int MOST = 10;

    private FirstFew() {}

    /** The first of them, and how many more there are: {@code a, b, c and 997 more}. */
    public static String of(Collection<String> names) {
        if (names.size() <= MOST + 1) {
            return String.join(", ", names);
        }
        return names.stream().limit(MOST).collect(Collectors.joining(", ")) + " and " + (names.size() - MOST) + " more";
    }
}
