package dev.reconcile.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends spans by another exporter, and says when a collector does not take them: once, until it does again. */
final class WatchedExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final TraceSettings settings;
    private final SpanAccount account;
    private final Consumer<String> warn;
    private final AtomicBoolean isAway = new AtomicBoolean();

    WatchedExporter(SpanExporter exporter, TraceSettings settings, SpanAccount account, Consumer<String> warn) {
        this.exporter = exporter;
        this.settings = settings;
        this.account = account;
        this.warn = warn;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        account.areSent(spans.size());
        CompletableResultCode sent = exporter.export(spans);
        return sent.whenComplete(() -> {
            if (sent.isSuccess()) {
                account.haveArrived(spans.size());
                isAway.set(false);
            } else {
                account.haveFailed(spans.size());
                isAway(reason(sent.getFailureThrowable()));
            }
        });
    }

    /** The failure's text is not ours, and may hold what was sent: only what sort it is of is told. */
    private String reason(@Nullable Throwable failure) {
        if (failure != null && failure.getCause() == null) {
            return "it refuses them. Its log says why; credentials belong in OTEL_EXPORTER_OTLP_HEADERS.";
        }
        return settings.isUsuallyGrpc()
                ? "it does not answer. 4317 is the port of gRPC, which is not spoken; that of HTTP usually is 4318."
                : "it does not answer.";
    }

    /** The end of the process does not wait any longer. */
    void isSlow(Duration patience) {
        isAway("it has not answered within " + patience.toSeconds() + " s.");
    }

    private void isAway(String reason) {
        if (!isAway.getAndSet(true)) {
            warn.accept("Traces do not arrive at the collector at " + settings.place() + ": " + reason
                    + " Nothing else suffers from it.");
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
