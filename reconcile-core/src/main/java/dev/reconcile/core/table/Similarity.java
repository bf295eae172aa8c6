package dev.reconcile.core.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which names somebody may have meant. */
public final class Similarity {

    private static final int MOST = 3;
    private static final int MOST_CHANGES = 3;

    private Similarity() {}

    /**
     * The names that differ from the one typed in at most a third of its letters (at least one, at most three), case aside, or that
     * contain it: the nearest first, three at most; empty where none is near.
     */
    public static List<String> nearest(String typed, List<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int bound = Math.max(1, Math.min(MOST_CHANGES, wanted.length() / 3));
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

    /** How many letters must be put in, taken out, changed or swapped with the next to make one name of the other. */
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int changed = steps[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[from.length()][to.length()];
    }
}
