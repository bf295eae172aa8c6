package dev.reconcile.trace;

import static dev.reconcile.trace.Collector.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.reconcile.core.canonical.ValueType;
import dev.reconcile.core.history.RunStart;
import dev.reconcile.core.history.Trigger;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.port.SegmentRead;
import dev.reconcile.core.port.SegmentRead.Ending;
import dev.reconcile.core.port.SegmentRead.Work;
import dev.reconcile.core.report.Depth;
import dev.reconcile.core.report.HashPlace;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.RowOptions;
import dev.reconcile.core.run.RunOptions;
import dev.reconcile.core.run.SegmentOptions;
import dev.reconcile.core.table.TablePair;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a collector is told of runs over tables in memory. */
class TracingTest {

    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");
    private static final TablePair PAIR = TablePair.of("dbo.orders", "public.orders");
    private static final RunOptions ROWS = RunOptions.DEFAULT
            .withRows(RowOptions.DEFAULT.confirmed(Duration.ZERO, 2))
            .withDepth(Depth.ROWS)
            .withSegments(new SegmentOptions(10, 10, Duration.ofSeconds(1)));

    /** Not to be found in anything that is sent; the keys are these and the numbers behind them. */
    private static final String VALUE = "MARKED";

    private static final long KEY = 770_000_000L;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final InMemoryTable source = table("dbo.orders");
    private final InMemoryTable target = table("public.orders");
    private Collector collector;

    @BeforeAll
    static void silenceTheSdk() {
        // As the command does: it tells stack traces of what is said otherwise.
        LogManager.getLogManager().reset();
    }

    @BeforeEach
    void start() throws IOException {
        collector = Collector.start();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private static InMemoryTable table(String name) {
        return InMemoryTable.named(name)
                .requiredColumn("id", new ValueType.Whole())
                .column("text", new ValueType.Text(50, false))
                .primaryKey("id");
    }

    private void fill() {
        for (int i = 1; i <= 100; i++) {
            source.row(KEY + i, VALUE + i);
            target.row(KEY + i, i == 25 ? VALUE : VALUE + i);
        }
    }

    private static RunStart start(String id) {
        return new RunStart(id, "nightly", Trigger.SCHEDULE, NOW.minusSeconds(2), null, null, false);
    }

    private Tracing tracing() {
        return Tracing.begin(environment, "1.2.3", InstantSource.fixed(NOW), warnings::add);
    }

    private Report run() {
        try (Tracing tracing = tracing();
                TracedRun run = tracing.beginWithinCaller(start("run-1")).orElseThrow()) {
            return run(run);
        }
    }

    private Report run(TracedRun traced) {
        traced.prepared(Depth.ROWS, "microsoft.sql_server", "postgresql");
        Report report = new Reconciler(
                        InMemoryDatabase.of(source), InMemoryDatabase.of(target), InstantSource.fixed(NOW))
                .withRunIds(() -> "run-1")
                .run(List.of(PAIR), ROWS, traced, new Cancellation());
        traced.finished(report);
        return report;
    }

    @Test
    void the_run_is_the_parent_of_its_tables_and_these_of_their_segments() {
        fill();

        run();

        Span run = collector.only("reconcile run");
        Span table = collector.only("compare dbo.orders");
        assertThat(run.getParentSpanId().isEmpty()).isTrue();
        assertThat(Collector.isChild(table, run)).isTrue();
        List<Span> segments = collector.spans().stream()
                .filter(span -> !span.equals(run) && !span.equals(table))
                .toList();
        assertThat(segments).hasSizeGreaterThanOrEqualTo(22).allMatch(segment -> Collector.isChild(segment, table));
        assertThat(segments)
                .extracting(Span::getName)
                .containsOnly("hash source", "hash target", "fetch source", "fetch target");
        assertThat(collector.requests()).extracting(Collector.Request::path).containsOnly("/v1/traces");
        assertThat(warnings).isEmpty();
    }

    @Test
    void the_run_tells_what_it_was_and_came_to() {
        fill();

        run();

        Span run = collector.only("reconcile run");
        assertThat(attributes(run))
                .containsOnly(
                        entry("reconcile.job", "nightly"),
                        entry("reconcile.run.id", "run-1"),
                        entry("reconcile.run.trigger", "schedule"),
                        entry("reconcile.run.depth", "rows"),
                        entry("reconcile.run.status", "fail"),
                        entry("reconcile.run.tables", "1"),
                        entry("reconcile.run.tables_matched", "0"),
                        entry("reconcile.run.tables_mismatched", "1"),
                        entry("reconcile.run.tables_inconclusive", "0"),
                        entry("reconcile.run.tables_errored", "0"),
                        entry("reconcile.source.system", "microsoft.sql_server"),
                        entry("reconcile.target.system", "postgresql"));
        assertThat(run.getEndTimeUnixNano() - run.getStartTimeUnixNano()).isEqualTo(2_000_000_000L);
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(collector.resource())
                .containsEntry("service.name", "reconcile")
                .containsEntry("service.version", "1.2.3");
    }

    @Test
    void a_table_tells_its_verdict_and_numbers() {
        fill();

        run();

        Span table = collector.only("compare dbo.orders");
        assertThat(attributes(table))
                .containsEntry("reconcile.source.table", "dbo.orders")
                .containsEntry("reconcile.target.table", "public.orders")
                .containsEntry("reconcile.table.verdict", "mismatch")
                .containsEntry("reconcile.table.severity", "critical")
                .containsEntry("reconcile.table.compared", "rows")
                .containsEntry("reconcile.source.rows", "100")
                .containsEntry("reconcile.target.rows", "100")
                .containsEntry("reconcile.source.hashed_in", "database")
                .containsEntry("reconcile.target.hashed_in", "database")
                .containsEntry("reconcile.table.rows_missing", "0")
                .containsEntry("reconcile.table.rows_extra", "0")
                .containsEntry("reconcile.table.rows_changed", "1")
                .containsEntry(
                        "reconcile.table.segments",
                        Integer.toString(collector.spans().size() - 2))
                .containsEntry("reconcile.table.segments_left_out", "0");
        assertThat(table.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
        assertThat(table.getEventsList()).extracting(Span.Event::getName).containsExactly("described", "seeking rows");
    }

    @Test
    void a_segment_tells_what_was_done_where() {
        fill();

        run();

        List<Span> hashed = collector.named("hash source");
        assertThat(hashed).allSatisfy(segment -> {
            assertThat(segment.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
            assertThat(attributes(segment))
                    .containsEntry("reconcile.side", "source")
                    .containsEntry("reconcile.segment.work", "hash")
                    .containsEntry("reconcile.segment.hashed_in", "database")
                    .containsEntry("reconcile.segment.ending", "complete")
                    .containsEntry("db.system.name", "microsoft.sql_server")
                    .containsEntry("db.collection.name", "dbo.orders");
        });
        assertThat(hashed.stream()
                        .mapToInt(
                                segment -> Integer.parseInt(attributes(segment).get("reconcile.segment.rows")))
                        .sum())
                .isEqualTo(100);
        assertThat(attributes(collector.named("fetch target").get(0)))
                .containsEntry("db.system.name", "postgresql")
                .containsEntry("db.collection.name", "public.orders");
    }

    @Test
    void no_value_and_no_key_is_sent() {
        fill();
        target.locked(row -> ((Number) row.get(0)).longValue() == KEY + 55, () -> true);

        Report report = run();

        assertThat(report.tables().get(0).reasons()).anyMatch(reason -> reason.contains("77000005"));
        assertThat(collector.named("hash target"))
                .filteredOn(segment -> segment.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
                .isNotEmpty();
        assertThat(collector.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.text()).doesNotContain(VALUE, "7700000"));
        // As numbers they would be bytes, not digits.
        assertThat(collector.spans())
                .flatExtracting(span -> attributes(span).values())
                .noneMatch(text -> text.contains("77000"));
    }

    @Test
    void a_table_that_fails_is_an_error_in_our_own_words() {
        target.refusesReads(() -> new DatabaseException(
                DatabaseException.Kind.PERMISSION,
                "public.orders: the login may not read it. Grant SELECT.",
                new IllegalStateException("ERROR: row (" + VALUE + ")")));

        run();

        Span table = collector.only("compare dbo.orders");
        assertThat(table.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(table.getStatus().getMessage()).isEqualTo("public.orders: the login may not read it. Grant SELECT.");
        Span run = collector.only("reconcile run");
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(run.getStatus().getMessage()).isEqualTo("1 table failed to compare.");
        assertThat(collector.requests())
                .allSatisfy(request -> assertThat(request.text()).doesNotContain(VALUE));
    }

    @Test
    void a_run_that_comes_to_no_report_is_an_error() {
        try (Tracing tracing = tracing()) {
            TracedRun told = tracing.begin(start("told")).orElseThrow();
            told.failed("No database.");
            told.close();
            tracing.begin(start("untold")).orElseThrow().close();
        }

        assertThat(collector.named("reconcile run"))
                .allSatisfy(run -> {
                    assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
                    assertThat(attributes(run)).containsEntry("reconcile.run.status", "failed");
                })
                .extracting(run -> run.getStatus().getMessage())
                .containsExactly("No database.", "The run came to no report.");
    }

    @Test
    void a_table_that_never_ends_ends_with_its_run_and_what_comes_later_is_not_told() {
        try (Tracing tracing = tracing()) {
            TracedRun run = tracing.begin(start("run-1")).orElseThrow();
            run.comparing(PAIR);
            run.failed("Interrupted.");
            run.segmentRead(PAIR, segment(Ending.CANCELLED));
            run.comparing(TablePair.of("dbo.other", "public.other"));
        }

        assertThat(collector.spans())
                .extracting(Span::getName)
                .containsExactlyInAnyOrder("reconcile run", "compare dbo.orders");
    }

    @Test
    void a_table_has_as_many_segments_as_it_may_and_counts_the_others() {
        try (Tracing tracing = tracing()) {
            TracedRun run = tracing.begin(start("run-1")).orElseThrow();
            run.comparing(PAIR);
            for (int i = 0; i < TableSpan.MOST_SEGMENTS + 7; i++) {
                run.segmentRead(PAIR, segment(Ending.COMPLETE));
            }
            for (int i = 0; i < TableSpan.MOST_IN_TROUBLE + 5; i++) {
                run.segmentRead(PAIR, segment(Ending.LOCKED));
            }
            run.failed("Interrupted.");
        }

        assertThat(collector.named("hash source")).hasSize(TableSpan.MOST_SEGMENTS + TableSpan.MOST_IN_TROUBLE);
        assertThat(attributes(collector.only("compare dbo.orders")))
                .containsEntry("reconcile.table.segments", "1112")
                .containsEntry("reconcile.table.segments_left_out", "12");
    }

    private static SegmentRead segment(Ending ending) {
        return new SegmentRead(Side.SOURCE, Work.HASH, HashPlace.CLIENT, 1, NOW, NOW, ending);
    }

    @Test
    void the_run_of_a_process_is_a_part_of_its_callers_trace() {
        environment.put("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        run();
        try (Tracing tracing = tracing()) {
            tracing.begin(start("of a daemon")).orElseThrow().close();
        }

        List<Span> runs = collector.named("reconcile run");
        assertThat(runs).hasSize(2);
        assertThat(hex(runs.get(0).getTraceId().toByteArray())).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(hex(runs.get(0).getParentSpanId().toByteArray())).isEqualTo("b7ad6b7169203331");
        assertThat(runs.get(1).getParentSpanId().isEmpty()).isTrue();
    }

    @Test
    void what_the_caller_does_not_sample_is_not_sent() {
        environment.put("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");

        run();

        assertThat(collector.requests()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void the_standard_variables_are_heeded() {
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1");
        environment.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.endpoint() + "/here");
        environment.put("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20hush");
        environment.put("OTEL_SERVICE_NAME", "warehouse-check");
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=prod,team=data");
        // What is set up for other programs of a machine is none of ours.
        environment.put("OTEL_METRICS_EXPORTER", "prometheus");
        environment.put("OTEL_LOGS_EXPORTER", "console");
        environment.put("OTEL_PROPAGATORS", "b3");
        environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");

        run();

        assertThat(warnings).isEmpty();
        assertThat(collector.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/here");
            assertThat(request.headers())
                    .containsEntry("content-encoding", "gzip")
                    .containsEntry("content-type", "application/x-protobuf")
                    .containsEntry("authorization", "Bearer hush");
            assertThat(request.text()).doesNotContain("hush");
        });
        assertThat(collector.resource())
                .containsEntry("service.name", "warehouse-check")
                .containsEntry("deployment.environment.name", "prod")
                .containsEntry("team", "data");
    }

    @Test
    void a_service_may_be_named_among_the_resource_attributes() {
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=warehouse-check");

        run();

        assertThat(collector.resource()).containsEntry("service.name", "warehouse-check");
    }

    @Test
    void a_sampler_may_leave_out_runs() {
        environment.put("OTEL_TRACES_SAMPLER", "always_off");

        run();

        assertThat(collector.requests()).isEmpty();
    }

    @Test
    void a_collector_that_is_away_is_said_once_and_fails_nothing() {
        fill();
        String place = collector.endpoint();
        collector.close();
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=hush");
        environment.put("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10");

        assertThat(run().tablesMismatched()).isEqualTo(1);

        assertThat(warnings)
                .hasSize(2)
                .startsWith("Traces do not arrive at the collector at " + place
                        + ": it does not answer. Nothing else suffers from it.")
                .last()
                .asString()
                .matches("Traces are not complete: [0-9]+ spans have not arrived at the collector at " + place + "\\.");
    }

    @Test
    void a_collector_that_refuses_is_said_so() {
        collector.answering(401);
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=hush");

        run();

        assertThat(warnings)
                .containsExactly(
                        "Traces do not arrive at the collector at " + collector.endpoint()
                                + ": it refuses them. Its log says why; credentials belong in OTEL_EXPORTER_OTLP_HEADERS."
                                + " Nothing else suffers from it.",
                        "Traces are not complete: 4 spans have not arrived at the collector at " + collector.endpoint()
                                + ".");
    }

    @Test
    void a_collector_that_never_answers_is_waited_for_so_long_and_no_longer() {
        collector.hanging();

        Tracing tracing = tracing();
        tracing.begin(start("run-1")).orElseThrow().close();
        tracing.close(Duration.ofSeconds(1));

        assertThat(warnings)
                .satisfiesExactly(
                        slow -> assertThat(slow).contains("it has not answered within 1 s."),
                        lost -> assertThat(lost).startsWith("Traces are not complete: 1 span has not arrived"));
    }

    @Test
    void spans_for_which_the_queue_has_no_room_are_said_to_be_lost() {
        environment.put("OTEL_BSP_MAX_QUEUE_SIZE", "10");
        environment.put("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10");
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "3600000");
        collector.hanging();

        Tracing tracing = tracing();
        readSegments(tracing, "run-1", 300);
        assertThat(warnings).isEmpty();
        readSegments(tracing, "run-2", 3);
        // The first may have been on their way while others were waiting.
        assertThat(warnings)
                .singleElement()
                .asString()
                .matches("Traces are not complete: 2(8|9)[0-9] spans have not arrived at the collector at "
                        + collector.endpoint()
                        + "\\. Too many waited; OTEL_BSP_MAX_QUEUE_SIZE lets more of them wait\\.");
        tracing.close(Duration.ofMillis(200));

        assertThat(warnings).hasSize(3);
        assertThat(lost(warnings.get(0)) + lost(warnings.get(2)))
                .as("all spans of both runs")
                .isEqualTo(302 + 5);
    }

    @Test
    @Timeout(60)
    void spans_that_a_collector_refused_are_said_to_be_lost_when_the_next_run_begins() throws Exception {
        environment.put("OTEL_BSP_MAX_QUEUE_SIZE", "400");
        environment.put("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "302");
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "3600000");
        collector.answering(401);

        try (Tracing tracing = tracing()) {
            readSegments(tracing, "run-1", 300);
            while (warnings.isEmpty()) {
                Thread.sleep(20);
            }
            collector.answering(200);
            readSegments(tracing, "run-2", 3);
            assertThat(warnings)
                    .satisfiesExactly(
                            refused -> assertThat(refused).contains("it refuses them."),
                            lost -> assertThat(lost(lost)).isEqualTo(302));
        }

        assertThat(warnings).as("what is said again in the end").hasSize(2);
        assertThat(collector.spans()).hasSize(5);
    }

    @Test
    @Timeout(60)
    void a_queue_that_is_never_full_loses_nothing_and_nothing_is_said() throws Exception {
        environment.put("OTEL_BSP_MAX_QUEUE_SIZE", "400");
        environment.put("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "302");

        try (Tracing tracing = tracing()) {
            readSegments(tracing, "run-1", 300);
            while (collector.spans().size() < 302) {
                Thread.sleep(20);
            }
            readSegments(tracing, "run-2", 300);
        }

        assertThat(collector.spans()).hasSize(604);
        assertThat(warnings).isEmpty();
    }

    private static void readSegments(Tracing tracing, String id, int segments) {
        try (TracedRun run = tracing.begin(start(id)).orElseThrow()) {
            run.comparing(PAIR);
            for (int i = 0; i < segments; i++) {
                run.segmentRead(PAIR, segment(Ending.COMPLETE));
            }
            run.failed("Interrupted.");
        }
    }

    private static int lost(String warning) {
        return Integer.parseInt(warning.replaceFirst("^Traces are not complete: ([0-9]+) span.*", "$1"));
    }
}
