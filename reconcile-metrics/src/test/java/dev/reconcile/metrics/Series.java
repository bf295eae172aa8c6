package dev.reconcile.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The series of a scrape and their values. */
record Series(Map<String, Double> values) {

    static Series of(RunMetrics metrics) {
        return of(metrics.scrape(null).body());
    }

    static Series of(byte[] text) {
        Map<String, Double> values = new LinkedHashMap<>();
        new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    assertThat(values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1))))
                            .as(line)
                            .isNull();
                });
        return new Series(values);
    }

    /** Such as {@code reconcile_table_rows{reconcile_job="j",side="source",…}}, the labels in the order of the alphabet. */
    double value(String series) {
        assertThat(values).containsKey(series);
        return values.get(series);
    }

    /** The values of all series of a metric by what stands in their last part: {@code missing}. */
    Map<String, Double> of(String metric, String label) {
        Map<String, Double> found = new LinkedHashMap<>();
        values.forEach((series, value) -> {
            if (series.startsWith(metric + "{")) {
                found.put(series.replaceAll(".*[{,]" + label + "=\"([^\"]*)\".*", "$1"), value);
            }
        });
        return found;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        values.keySet().forEach(series -> names.add(series.replaceAll("\\{.*", "")));
        return names;
    }

    void hasNo(String metric) {
        assertThat(names()).doesNotContain(metric);
    }
}
