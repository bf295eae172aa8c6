package dev.reconcile.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.metrics.Metric.Kind;
import dev.reconcile.metrics.Metric.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/monitoring.md says what there is. After a change of the metrics, {@code -Dreconcile.write-docs=true} writes its tables
 * anew.
 */
class MonitoringDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "monitoring.md");

    @Test
    void the_page_tells_of_every_metric() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page;
        for (Span span : Span.values()) {
            expected = withTable(expected, span);
        }
        if (Boolean.getBoolean("reconcile.write-docs")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page).isEqualTo(expected);
        }
    }

    private static String withTable(String page, Span span) {
        String begin = "<!-- metrics: " + span + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            return fail(PAGE + " has no place for the metrics " + span);
        }
        String table = Arrays.stream(Metric.values())
                .filter(metric -> metric.span() == span)
                .map(metric -> "| `" + metric.exposedName() + "` | " + TableResult.word(metric.kind()) + " | "
                        + metric.labels().stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", "))
                        + " | " + metric.help() + " |\n")
                .collect(Collectors.joining("", "| metric | type | labels | meaning |\n|---|---|---|---|\n", ""));
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }

    /** As https://prometheus.io/docs/practices/naming/ has it. */
    @ParameterizedTest
    @EnumSource
    void is_named_as_prometheus_has_it(Metric metric) {
        assertThat(metric.metricName()).matches("reconcile_[a-z]+(_[a-z]+)*").doesNotEndWith("_total");
        assertThat(metric.labels()).allMatch(label -> label.matches("[a-z]+(_[a-z]+)*"));
        assertThat(metric.help()).endsWith(".").doesNotContain("\n");
        boolean isTime = metric.metricName().contains("timestamp");
        assertThat(metric.metricName().endsWith("_timestamp_seconds")).isEqualTo(isTime);
        if (metric.kind() == Kind.COUNTER) {
            assertThat(metric.span())
                    .as("a counter that begins anew with each run says nothing")
                    .isEqualTo(Span.PROCESS);
        }
    }
}
