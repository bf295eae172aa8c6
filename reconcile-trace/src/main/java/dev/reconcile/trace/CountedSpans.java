package dev.reconcile.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Hands spans to a queue that would drop them silently when it is full, and counts those that it would drop. */
final class CountedSpans implements SpanProcessor {

    private final SpanProcessor queue;
    private final int most;
    private final SpanAccount account;

    /** @param most how many spans the queue holds */
    CountedSpans(SpanProcessor queue, int most, SpanAccount account) {
        this.queue = queue;
        this.most = most;
        this.account = account;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        queue.onStart(parent, span);
    }

    @Override
    public boolean isStartRequired() {
        return queue.isStartRequired();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && account.waits(most)) {
            queue.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode shutdown() {
        return queue.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return queue.forceFlush();
    }
}
