package dev.reconcile.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What takes spans and sends them: OpenTelemetry's SDK with its batches and queue, as its own variables set it up. It is made on a
 * thread of its own, because its HTTP client takes as long to begin as a database connection.
 */
final class SpanPipeline {

    private static final String SCOPE = "dev.reconcile";
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SERVICE_VERSION = AttributeKey.stringKey("service.version");

    /** A blip is ridden over; a collector that is away holds up the end of a run for a second and a half at most. */
    private static final RetryPolicy RETRIES = RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(500))
            .setBackoffMultiplier(2)
            .build();

    /** How many spans wait to be sent where nobody says otherwise: the SDK's own default. */
    private static final int MOST_WAITING = 2048;

    private final CompletableFuture<Opened> opening;
    private final SpanAccount account;
    private final Consumer<String> warn;

    private SpanPipeline(CompletableFuture<Opened> opening, SpanAccount account, Consumer<String> warn) {
        this.opening = opening;
        this.account = account;
        this.warn = warn;
    }

    /** @param exporter null where there is none, and spans go nowhere */
    private record Opened(
            Tracer tracer,
            @Nullable SdkTracerProvider provider,
            @Nullable WatchedExporter exporter) {}

    /** Begins to make one. What keeps it from being made is said, and spans then go nowhere. */
    static SpanPipeline open(TraceSettings settings, String version, Consumer<String> warn) {
        SpanAccount account = new SpanAccount(settings);
        CompletableFuture<Opened> opening =
                CompletableFuture.supplyAsync(() -> make(settings, version, account, warn), task -> {
                    Thread thread = new Thread(task, "reconcile-tracing");
                    thread.setDaemon(true);
                    thread.start();
                });
        return new SpanPipeline(opening, account, warn);
    }

    private static Opened make(TraceSettings settings, String version, SpanAccount account, Consumer<String> warn) {
        WatchedExporter[] exporter = new WatchedExporter[1];
        try {
            SdkTracerProvider provider = AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesCustomizer(any -> settings.properties())
                    .addResourceCustomizer((resource, any) -> named(resource, version))
                    .addSpanExporterCustomizer((any, properties) ->
                            exporter[0] = new WatchedExporter(patient(any), settings, account, warn))
                    .addSpanProcessorCustomizer((any, properties) ->
                            new CountedSpans(any, properties.getInt("otel.bsp.max.queue.size", MOST_WAITING), account))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk()
                    .getSdkTracerProvider();
            return new Opened(
                    provider.tracerBuilder(SCOPE)
                            .setInstrumentationVersion(version)
                            .build(),
                    provider,
                    exporter[0]);
        } catch (RuntimeException e) {
            warn.accept(refusal(settings, e));
            return new Opened(TracerProvider.noop().get(SCOPE), null, null);
        }
    }

    /** The SDK's message holds the value that it does not take, which may be a secret: only the variable is named. */
    private static String refusal(TraceSettings settings, RuntimeException refused) {
        List<String> variables =
                Optional.ofNullable(refused.getMessage()).map(settings::namedIn).orElse(List.of());
        return "Nothing is traced: OpenTelemetry does not take the value of "
                + (variables.isEmpty() ? "one of the OTEL_ variables" : String.join(", ", variables))
                + ". Correct it, or set OTEL_SDK_DISABLED=true.";
    }

    private static Resource named(Resource resource, String version) {
        Resource ours = Resource.builder().put(SERVICE_VERSION, version).build();
        String name = resource.getAttribute(SERVICE_NAME);
        Resource nameless = Resource.builder().put(SERVICE_NAME, "reconcile").build();
        boolean isNamed = name != null && !name.startsWith("unknown_service");
        return isNamed ? ours.merge(resource) : ours.merge(resource).merge(nameless);
    }

    private static SpanExporter patient(SpanExporter exporter) {
        if (!(exporter instanceof OtlpHttpSpanExporter http)) {
            return exporter;
        }
        SpanExporter patient = http.toBuilder().setRetryPolicy(RETRIES).build();
        http.shutdown();
        return patient;
    }

    /** What makes spans. */
    Tracer tracer() {
        return opening.join().tracer();
    }

    /** Says how many spans were lost since this was said last, if any was. */
    void tellLost() {
        account.lost().ifPresent(warn);
    }

    /** Sends what is left, for so long at most. */
    void close(Duration patience) {
        Opened opened = opening.join();
        if (opened.provider() != null && opened.exporter() != null) {
            CompletableResultCode sent = opened.provider().shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!sent.isDone()) {
                opened.exporter().isSlow(patience);
            }
            account.lostInTheEnd().ifPresent(warn);
        }
    }
}
