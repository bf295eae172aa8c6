package dev.reconcile.benchmarks.measure;

import java.util.List;
import java.util.Locale;

/**
 * Several measurements of one thing.
 *
 * @param values at least one, in ascending order
 */
record Sample(List<Double> values) {

    Sample {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        values = values.stream().sorted().toList();
    }

    /** The middle one; of an even number, half way between the two in the middle. */
    double median() {
        int half = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2;
    }

    double min() {
        return values.get(0);
    }

    double max() {
        return values.get(values.size() - 1);
    }

    /** The median with so many decimals. */
    String median(int decimals) {
        return text(median(), decimals);
    }

    /** The smallest and the largest. */
    String spread(int decimals) {
        return text(min(), decimals) + "–" + text(max(), decimals);
    }

    static String text(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
