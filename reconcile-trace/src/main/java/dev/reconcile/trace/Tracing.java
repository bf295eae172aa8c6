package dev.reconcile.trace;

import dev.reconcile.core.history.RunStart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The traces of a process: spans of its runs, their tables and segments, for an OpenTelemetry collector that the environment
 * names by OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT. Where it names none nothing is traced, and nothing
 * of OpenTelemetry is loaded. Nothing here holds up or fails a run: what cannot be sent is dropped, and that is said. Safe
 * for use by several threads.
 */
public final class Tracing implements AutoCloseable {

    /** How long the end of a process waits for what is still to be sent. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TraceSettings settings;
    private final InstantSource clock;
    private final @Nullable SpanPipeline pipeline;

    private Tracing(TraceSettings settings, InstantSource clock, @Nullable SpanPipeline pipeline) {
        this.settings = settings;
        this.clock = clock;
        this.pipeline = pipeline;
    }

    /**
     * Begins to trace where the environment asks for it.
     *
     * @param version of the program, as spans are to tell it
     * @param clock tells the times of what runs do not tell themselves
     * @param warn told in sentences what keeps spans from being sent, without secrets: once for each time that a collector is
     *     away, and how many were lost when the next run begins and in the end. May be called by other threads
     */
    public static Tracing begin(
            Map<String, String> environment, String version, InstantSource clock, Consumer<String> warn) {
        TraceSettings settings = TraceSettings.of(environment);
        if (!settings.areAsked()) {
            return new Tracing(settings, clock, null);
        }
        Optional<String> obstacle = settings.obstacle();
        obstacle.ifPresent(warn);
        return new Tracing(settings, clock, obstacle.isPresent() ? null : SpanPipeline.open(settings, version, warn));
    }

    /**
     * Begins the trace of a run; the caller ends it.
     *
     * @return empty where nothing is traced
     */
    public Optional<TracedRun> begin(RunStart start) {
        return begin(start, Map.of());
    }

    /**
     * Likewise, as a part of the trace that TRACEPARENT and TRACESTATE of the environment tell of, where they do: for the run of
     * a process that somebody started for it. Where that trace is not sampled, this one is not sent.
     */
    public Optional<TracedRun> beginWithinCaller(RunStart start) {
        return begin(start, settings.parent());
    }

    private Optional<TracedRun> begin(RunStart start, Map<String, String> parent) {
        SpanPipeline on = pipeline;
        if (on == null) {
            return Optional.empty();
        }
        on.tellLost();
        return Optional.of(new RunSpan(on, start, parent, clock));
    }

    /** Sends what is still to be sent, within {@link #PATIENCE}. Throws nothing. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    void close(Duration patience) {
        if (pipeline != null) {
            pipeline.close(patience);
        }
    }
}
