package dev.reconcile.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes numbers as Prometheus reads them. */
final class TextFormat {

    private TextFormat() {}

    /** @param accept the header of a request that says which formats it takes; null for Prometheus' own text */
    static Scrape write(List<Sample> samples, @Nullable String accept) {
        OpenMetricsTextFormatWriter open = OpenMetricsTextFormatWriter.create();
        ExpositionFormatWriter writer = open.accepts(accept) ? open : PrometheusTextFormatWriter.create();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, snapshots(samples));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Scrape(writer.getContentType(), body.toByteArray());
    }

    private static MetricSnapshots snapshots(List<Sample> samples) {
        Map<Metric, List<Sample>> byMetric = new EnumMap<>(Metric.class);
        samples.forEach(sample -> byMetric.computeIfAbsent(sample.metric(), metric -> new ArrayList<>())
                .add(sample));
        return new MetricSnapshots(byMetric.entrySet().stream()
                .map(entry -> snapshot(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static MetricSnapshot snapshot(Metric metric, List<Sample> samples) {
        MetricMetadata metadata = new MetricMetadata(metric.metricName(), metric.help());
        return switch (metric.kind()) {
            case GAUGE ->
                new GaugeSnapshot(
                        metadata,
                        samples.stream()
                                .map(sample -> new GaugeDataPointSnapshot(sample.value(), labels(sample), null))
                                .toList());
            case COUNTER ->
                new CounterSnapshot(
                        metadata,
                        samples.stream()
                                .map(sample -> new CounterDataPointSnapshot(sample.value(), labels(sample), null, 0))
                                .toList());
            case INFO ->
                new InfoSnapshot(
                        metadata,
                        samples.stream()
                                .map(sample -> new InfoDataPointSnapshot(labels(sample)))
                                .toList());
        };
    }

    private static Labels labels(Sample sample) {
        return Labels.of(sample.metric().labels(), sample.labels());
    }
}
