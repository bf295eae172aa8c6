package dev.reconcile.trace;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead;
import dev.reconcile.core.port.SegmentRead.Ending;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.SideReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import dev.reconcile.core.table.TablePair;
import dev.reconcile.trace.RunSpan.Systems;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The span of one table pair, and of its segments. Safe for use by several threads. */
final class TableSpan {

    /** So many segments have spans; a table of 500 million rows has about as many. */
    static final int MOST_SEGMENTS = 1_000;

    /** So many more, of those that were locked or failed. */
    static final int MOST_IN_TROUBLE = 100;

    private final Tracer tracer;
    private final TablePair pair;
    private final Span span;
    private final Context within;
    private long segments;
    private long leftOut;

    TableSpan(Tracer tracer, Context run, TablePair pair, Instant start) {
        this.tracer = tracer;
        this.pair = pair;
        this.span = tracer.spanBuilder("compare " + pair.source())
                .setParent(run)
                .setStartTimestamp(start)
                .setAttribute(Key.SOURCE_TABLE, pair.source().toString())
                .setAttribute(Key.TARGET_TABLE, pair.target().toString())
                .startSpan();
        this.within = run.with(span);
    }

    void event(String name, Attributes attributes, Instant time) {
        span.addEvent(name, attributes, time);
    }

    /** @param systems null where nobody has told them */
    void read(SegmentRead segment, @Nullable Systems systems) {
        if (!isShown(segment.ending())) {
            return;
        }
        String side = Key.word(segment.side());
        SpanBuilder builder = tracer.spanBuilder(Key.word(segment.work()) + " " + side)
                .setParent(within)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(segment.start())
                .setAttribute(Key.SIDE, side)
                .setAttribute(Key.WORK, Key.word(segment.work()))
                .setAttribute(Key.ROWS, segment.rows())
                .setAttribute(Key.ENDING, Key.word(segment.ending()))
                .setAttribute(Key.COLLECTION, table(segment.side()));
        if (segment.place() != null) {
            builder.setAttribute(Key.HASHED_IN, Key.word(segment.place()));
        }
        if (systems != null) {
            builder.setAttribute(Key.SYSTEM, systems.of(segment.side()));
        }
        Span read = builder.startSpan();
        switch (segment.ending()) {
            case COMPLETE, CANCELLED -> {}
            case LOCKED -> read.setStatus(StatusCode.ERROR, "Somebody else held a lock on some of its rows.");
            case FAILED -> read.setStatus(StatusCode.ERROR, "It could not be read; the span of its table may say why.");
        }
        read.end(segment.end());
    }

    private String table(Side side) {
        return switch (side) {
            case SOURCE -> pair.source().toString();
            case TARGET -> pair.target().toString();
        };
    }

    private synchronized boolean isShown(Ending ending) {
        segments++;
        boolean inTrouble = ending == Ending.LOCKED || ending == Ending.FAILED;
        if (segments - leftOut > MOST_SEGMENTS + (inTrouble ? MOST_IN_TROUBLE : 0)) {
            leftOut++;
            return false;
        }
        return true;
    }

    /** The pair has a result. */
    void finished(TableReport report, List<Discrepancy> discrepancies, Instant time) {
        span.setAttribute(Key.VERDICT, Key.word(report.verdict()));
        discrepancies.stream()
                .map(Discrepancy::severity)
                .max(Comparator.naturalOrder())
                .map(Severity::name)
                .ifPresent(worst -> span.setAttribute(Key.SEVERITY, worst.toLowerCase(Locale.ROOT)));
        if (report.compared() != null) {
            span.setAttribute(Key.COMPARED, Key.word(report.compared()));
        }
        if (report.skipped() != null) {
            span.setAttribute(Key.SKIPPED, Key.word(report.skipped()));
        }
        if (report.isOfPart()) {
            span.setAttribute(Key.PART, true);
        }
        side(report.sourceSide(), Key.SOURCE_ROWS, Key.SOURCE_HASHED_IN);
        side(report.targetSide(), Key.TARGET_ROWS, Key.TARGET_HASHED_IN);
        rows(report.rows());
        if (report.verdict() == Verdict.ERROR) {
            // Other verdicts' reasons may name keys.
            span.setStatus(StatusCode.ERROR, String.join(" ", report.reasons()));
        }
        end(time);
    }

    private void side(@Nullable SideReport side, AttributeKey<Long> rows, AttributeKey<String> hashedIn) {
        if (side != null && side.count() != null) {
            span.setAttribute(rows, side.count());
        }
        if (side != null && side.hashedIn() != null) {
            span.setAttribute(hashedIn, Key.word(side.hashedIn()));
        }
    }

    private void rows(@Nullable RowsReport rows) {
        if (rows != null) {
            span.setAttribute(Key.MISSING, rows.missing())
                    .setAttribute(Key.EXTRA, rows.extra())
                    .setAttribute(Key.CHANGED, rows.changed())
                    .setAttribute(Key.ACCEPTED, rows.acceptedRows())
                    .setAttribute(Key.IN_FLIGHT, rows.inFlight())
                    .setAttribute(Key.UNSETTLED, rows.unsettled());
        }
    }

    /** The run ended before the pair did. */
    void leftOpen(Instant time) {
        end(time);
    }

    private synchronized void end(Instant time) {
        span.setAttribute(Key.SEGMENTS, segments).setAttribute(Key.SEGMENTS_LEFT_OUT, leftOut);
        span.end(time);
    }
}
