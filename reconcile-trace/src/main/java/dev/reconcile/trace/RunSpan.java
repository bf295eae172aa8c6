package dev.reconcile.trace;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.port.SegmentRead;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.table.TablePair;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The span of a run, and those of its tables. */
final class RunSpan implements TracedRun {

    private final SpanPipeline pipeline;
    private final RunStart start;
    private final Map<String, String> caller;
    private final InstantSource clock;
    private final Map<TablePair, TableSpan> tables = new ConcurrentHashMap<>();
    private final Object spanning = new Object();
    private volatile @Nullable Systems systems;
    private @Nullable Span span;
    private boolean ended;

    /** @param caller as in {@link TraceSettings#parent} */
    RunSpan(SpanPipeline pipeline, RunStart start, Map<String, String> caller, InstantSource clock) {
        this.pipeline = pipeline;
        this.start = start;
        this.caller = Map.copyOf(caller);
        this.clock = clock;
    }

    /** The databases of a run, by the names that OpenTelemetry has for their engines. */
    record Systems(String source, String target) {

        String of(Side side) {
            return switch (side) {
                case SOURCE -> source;
                case TARGET -> target;
            };
        }
    }

    @Override
    public void prepared(Depth depth, String sourceSystem, String targetSystem) {
        systems = new Systems(sourceSystem, targetSystem);
        span().setAttribute(Key.DEPTH, Key.word(depth))
                .setAttribute(Key.SOURCE_SYSTEM, sourceSystem)
                .setAttribute(Key.TARGET_SYSTEM, targetSystem)
                .addEvent("prepared", clock.instant());
    }

    @Override
    public void runStarted(String runId, Instant time, int count) {
        span().setAttribute(Key.RUN, runId).setAttribute(Key.TABLES, (long) count);
    }

    @Override
    public void comparing(TablePair pair) {
        synchronized (spanning) {
            if (!ended) {
                tables.put(pair, table(pair));
            }
        }
    }

    @Override
    public void tableStarted(TablePair pair, OptionalLong sourceEstimate, OptionalLong targetEstimate) {
        event(pair, "described", Attributes.empty());
    }

    @Override
    public void segmentRead(TablePair pair, SegmentRead segment) {
        TableSpan table = tables.get(pair);
        if (table != null) {
            table.read(segment, systems);
        }
    }

    @Override
    public void rowsSought(TablePair pair, TableRead source, TableRead target) {
        event(pair, "seeking rows", Attributes.empty());
    }

    @Override
    public void lookingAgain(TablePair pair, long rows, Duration wait) {
        event(pair, "looking again", Attributes.of(Key.SUSPECTS, rows, Key.WAIT, seconds(wait)));
    }

    @Override
    public void partLocked(TablePair pair) {
        event(pair, "part locked", Attributes.empty());
    }

    @Override
    public void pausing(String reason) {
        span().addEvent("pausing", Attributes.of(Key.REASON, reason), clock.instant());
    }

    @Override
    public void goingOn(Duration paused) {
        span().addEvent("going on", Attributes.of(Key.PAUSED, seconds(paused)), clock.instant());
    }

    @Override
    public void tableFinished(TablePair pair, TableReport report, List<Discrepancy> discrepancies) {
        TableSpan table;
        synchronized (spanning) {
            if (ended) {
                return;
            }
            // One that an earlier run was done with was not begun in this one.
            table = tables.containsKey(pair) ? tables.remove(pair) : table(pair);
        }
        table.finished(report, discrepancies, clock.instant());
    }

    @Override
    public void finished(Report report) {
        if (isOver()) {
            return;
        }
        Span run = span();
        run.setAttribute(Key.STATUS, report.complete() ? Key.word(report.status()) : "interrupted")
                .setAttribute(Key.RUN, report.runId())
                .setAttribute(Key.TABLES, (long) report.totalTables())
                .setAttribute(Key.TABLES_MATCHED, (long) report.tablesMatched())
                .setAttribute(Key.TABLES_MISMATCHED, (long) report.tablesMismatched())
                .setAttribute(Key.TABLES_INCONCLUSIVE, (long) report.tablesInconclusive())
                .setAttribute(Key.TABLES_ERRORED, (long) report.tablesErrored());
        int errored = report.tablesErrored();
        if (errored > 0) {
            run.setStatus(StatusCode.ERROR, errored + (errored == 1 ? " table" : " tables") + " failed to compare.");
        }
        end(run);
    }

    @Override
    public void failed(String reason) {
        if (isOver()) {
            return;
        }
        Span run = span();
        run.setAttribute(Key.STATUS, "failed").setStatus(StatusCode.ERROR, reason);
        end(run);
    }

    @Override
    public void close() {
        failed("The run came to no report.");
    }

    private boolean isOver() {
        synchronized (spanning) {
            return ended;
        }
    }

    /** What a database that does not answer left open ends with the run. */
    private void end(Span run) {
        synchronized (spanning) {
            ended = true;
            Instant now = clock.instant();
            tables.values().forEach(table -> table.leftOpen(now));
            tables.clear();
            run.end(now);
        }
    }

    private TableSpan table(TablePair pair) {
        return new TableSpan(pipeline.tracer(), Context.root().with(span()), pair, clock.instant());
    }

    private void event(TablePair pair, String name, Attributes attributes) {
        TableSpan table = tables.get(pair);
        if (table != null) {
            table.event(name, attributes, clock.instant());
        }
    }

    private Span span() {
        synchronized (spanning) {
            Span begun = span;
            if (begun == null) {
                begun = begin(pipeline.tracer());
                span = begun;
            }
            return begun;
        }
    }

    private Span begin(Tracer tracer) {
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), caller, Caller.GETTER);
        Span begun = tracer.spanBuilder("reconcile run")
                .setParent(parent)
                .setStartTimestamp(start.start())
                .setAttribute(Key.JOB, start.job())
                .setAttribute(Key.RUN, start.id())
                .setAttribute(Key.TRIGGER, Key.word(start.trigger()))
                .startSpan();
        String resumes = start.resumes();
        return resumes == null ? begun : begun.setAttribute(Key.RESUMES, resumes);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Reads what the caller told. */
    private enum Caller implements TextMapGetter<Map<String, String>> {
        GETTER;

        @Override
        public Iterable<String> keys(Map<String, String> caller) {
            return caller.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> caller, String key) {
            return caller == null ? null : caller.get(key);
        }
    }
}
