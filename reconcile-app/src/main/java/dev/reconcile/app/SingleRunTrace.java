package dev.reconcile.app;

import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.port.RunListener;
import dev.reconcile.core.port.RunListeners;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.trace.TracedRun;
import dev.reconcile.trace.Tracing;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The trace of a process that makes one run, where the environment names a collector. It is a part of its caller's trace, if the
 * environment tells of one. No failure of it is one of the run; it is only warned of.
 */
public final class SingleRunTrace implements AutoCloseable {

    private final Tracing tracing;
    private final Optional<TracedRun> traced;

    private SingleRunTrace(Tracing tracing, Optional<TracedRun> traced) {
        this.tracing = tracing;
        this.traced = traced;
    }

    /**
     * Begins to trace a run, or does nothing where the environment does not ask for it.
     *
     * @param id what the run is called, unless it goes on with one that has a name
     * @param warn told what went wrong with it, in sentences; also by other threads
     */
    public static SingleRunTrace begin(
            Settings settings, String id, Map<String, String> environment, InstantSource clock, Consumer<String> warn) {
        Tracing tracing = Tracing.begin(environment, Reconciler.version(), clock, warn);
        RunStart start = new RunStart(id, settings.job(), Trigger.COMMAND, clock.instant(), null, null, false);
        return new SingleRunTrace(tracing, tracing.beginWithinCaller(start));
    }

    /** The run is prepared, and begins. */
    public void prepared(PreparedRun run) {
        traced.ifPresent(run::tell);
    }

    /** A listener that traces the run which it watches, and tells another. */
    public RunListener watching(RunListener other) {
        return traced.<RunListener>map(run -> new RunListeners(List.of(other, run)))
                .orElse(other);
    }

    /** The run came to a report. */
    public void finished(Report report) {
        traced.ifPresent(run -> run.finished(report));
    }

    /** Sends what is still to be sent, in {@link Tracing#PATIENCE} at most. Throws nothing. */
    @Override
    public void close() {
        traced.ifPresent(TracedRun::close);
        tracing.close();
    }
}
