package dev.reconcile.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads back a line of Prometheus' text format, as far as it is one that {@link TextFormat} wrote. */
final class SampleLine {

    private static final Pattern LINE = Pattern.compile("([a-z_]+)\\{(.*)\\} ([0-9.eE+-]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*+)\",?");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private SampleLine() {}

    /** The number of a line. Empty where it is a comment, a metric of somebody else, or one that does not last. */
    static Optional<Sample> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Metric> metric = Metric.find(group(matcher, 1)).filter(RunMetrics::isLasting);
        if (metric.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> labels = labels(group(matcher, 2));
        if (!labels.keySet().equals(Set.copyOf(metric.get().labels()))) {
            return Optional.empty();
        }
        List<String> values = metric.get().labels().stream()
                .map(name -> Objects.requireNonNull(labels.get(name)))
                .toList();
        try {
            return Optional.of(new Sample(metric.get(), values, Double.parseDouble(group(matcher, 3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            labels.put(group(label, 1), unescaped(group(label, 2)));
            end = label.end();
        }
        return end == text.length() ? labels : Map.of();
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).equals("n") ? "\n" : match.group(1)));
    }

    private static String group(Matcher matcher, int group) {
        return Objects.requireNonNull(matcher.group(group));
    }
}
