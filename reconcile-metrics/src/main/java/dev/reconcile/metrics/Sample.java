package dev.reconcile.metrics;

import java.util.List;
import java.util.Objects;

/**
 * One number of a scrape.
 *
 * @param metric of which metric
 * @param labels the values of its labels, in their order
 * @param value what is known
 */
record Sample(Metric metric, List<String> labels, double value) {

    Sample {
        Objects.requireNonNull(metric, "metric");
        labels = List.copyOf(labels);
        if (labels.size() != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " has the labels " + metric.labels() + ".");
        }
    }
}
