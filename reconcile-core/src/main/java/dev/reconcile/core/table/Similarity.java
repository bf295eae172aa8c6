package dev.reconcile.core.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which names somebody may have meant. */
public final class Similarity {

    private static final int MOST = 3;

    private Similarity() {}

    /**
     * The names that differ from the one typed in at most a third of its letters (at least one), case aside, or that
     * contain it: the nearest first, three at most; empty where none is near.
     */
    public static List<String> nearest(String typed, List<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int bound = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(name -> isNear(wanted, name.toLowerCase(Locale.ROOT), bound))
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static boolean isNear(String wanted, String name, int bound) {
        return distance(wanted, name) <= bound || (wanted.length() >= 3 && name.contains(wanted));
    }

    /** How many letters must be put in, taken out or changed to make one name of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
