package dev.reconcile.core.memory;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a property test with one seed after another, and says which seed failed. */
public final class Seeds {

    private static final String PROPERTY = "reconcile.seed";

    private Seeds() {}

    /**
     * Runs the property with the seeds 1 to {@code count}, or with the one of {@code -Dreconcile.seed} alone.
     *
     * @throws AssertionError at the first seed with which the property does not hold; its message names the seed
     */
    public static void each(int count, Consumer<Random> property) {
        Long only = Long.getLong(PROPERTY);
        for (long seed = only == null ? 1 : only; seed <= (only == null ? count : only); seed++) {
            try {
                // The first numbers of neighbouring seeds are alike; one step of another generator parts them.
                property.accept(new Random(new SplittableRandom(seed).nextLong()));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "The property does not hold with seed " + seed + " (run it alone with -D" + PROPERTY + "="
                                + seed + "): " + e.getMessage(),
                        e);
            }
        }
    }
}
