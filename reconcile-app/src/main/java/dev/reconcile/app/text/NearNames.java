package dev.reconcile.app.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody meant who mistyped a name. */
public final class NearNames {

    private NearNames() {}

    /**
     * The known name nearest to the one typed, without regard to case, underscores and hyphens: the one that takes the
     * fewest characters put in, left out or replaced, the first among equals. Empty if none is near, that is within one
     * change for every three characters, at least one and at most three.
     */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        String folded = folded(typed);
        int allowed = Math.max(1, Math.min(3, folded.length() / 3));
        return known.stream()
                .filter(name -> distance(folded, folded(name)) <= allowed)
                .min(Comparator.comparingInt(name -> distance(folded, folded(name))));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int distance(String typed, String known) {
        int[] previous = new int[known.length() + 1];
        for (int k = 0; k <= known.length(); k++) {
            previous[k] = k;
        }
        for (int t = 1; t <= typed.length(); t++) {
            int[] current = new int[known.length() + 1];
            current[0] = t;
            for (int k = 1; k <= known.length(); k++) {
                int replaced = previous[k - 1] + (typed.charAt(t - 1) == known.charAt(k - 1) ? 0 : 1);
                current[k] = Math.min(replaced, Math.min(previous[k], current[k - 1]) + 1);
            }
            previous = current;
        }
        return previous[known.length()];
    }
}
