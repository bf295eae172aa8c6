package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.history.DueTimes;
import dev.reconcile.core.history.Finding;
import dev.reconcile.core.history.HistoryReport;
import dev.reconcile.core.history.LeftOut;
import dev.reconcile.core.history.PairName;
import dev.reconcile.core.history.RunEntry;
import dev.reconcile.core.history.SightedRow;
import dev.reconcile.core.history.TableEntry;
import dev.reconcile.core.history.TableState;
import dev.reconcile.core.history.Tick;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is remembered of runs as JSON: the one form of it, whoever asks. What is not known is null. */
public final class JsonHistory {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonHistory() {}

    /**
     * Writes all that a report holds as one indented object.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public static void write(HistoryReport report, Appendable out) throws IOException {
        ObjectNode tree = JSON.objectNode();
        tree.put("timestamp", JsonReports.timestamp(report.timestamp()));
        tree.put("table", report.table());
        ArrayNode tables = tree.putArray("tables");
        for (TableState state : report.states()) {
            ObjectNode node = state(state);
            node.put("open_findings", report.openFindings().getOrDefault(state.pair(), 0L));
            node.set("results", array(report.results().getOrDefault(state.pair(), List.of()), JsonHistory::result));
            tables.add(node);
        }
        if (report.table() == null) {
            tree.put("runs_total", report.runs().total());
            tree.set("runs", array(report.runs().items(), JsonHistory::run));
            tree.set("schedules", array(report.schedules(), JsonHistory::schedule));
        } else {
            tree.put("findings_total", report.findings().total());
            tree.set("findings", array(report.findings().items(), JsonHistory::finding));
        }
        JsonLayout.write(tree, out);
    }

    /** A run. */
    public static ObjectNode run(RunEntry run) {
        ObjectNode node = JSON.objectNode();
        node.put("id", run.id());
        node.put("job", run.start().job());
        node.put("trigger", word(run.start().trigger()));
        node.put("state", word(run.state()));
        node.put("status", run.status() == null ? null : run.status().name());
        node.put("started_at", time(run.start().start()));
        node.put("due_at", time(run.start().due()));
        node.put("ended_at", time(run.end()));
        node.put("resumes", run.start().resumes());
        node.put("summary", run.summary());
        node.put("tables", run.tables());
        node.put("tables_matched", run.matched());
        node.put("tables_mismatched", run.mismatched());
        node.put("tables_inconclusive", run.inconclusive());
        node.put("tables_errored", run.errored());
        return node;
    }

    /** What is known of a pair of tables. */
    public static ObjectNode state(TableState state) {
        ObjectNode node = pair(state.pair());
        node.put("verdict", state.verdict().name());
        node.put("condition", word(state.condition()));
        node.put("since", time(state.since()));
        node.put("severity", state.severity() == null ? null : state.severity().name());
        node.put("compared", state.depth() == null ? null : word(state.depth()));
        node.put("last_checked", time(state.lastChecked()));
        node.put("last_match", time(state.lastMatch()));
        LeftOut leftOut = state.leftOut();
        node.put("left_out_since", leftOut == null ? null : time(leftOut.since()));
        node.put("left_out_by", leftOut == null ? null : leftOut.run());
        node.set("last_result", result(state.last()));
        node.set("last_conclusive", state.lastConclusive() == null ? null : result(state.lastConclusive()));
        return node;
    }

    /** A result of a pair of tables. */
    public static ObjectNode result(TableEntry entry) {
        ObjectNode node = pair(entry.pair());
        node.put("run", entry.run());
        node.put("time", time(entry.time()));
        node.put("verdict", entry.verdict().name());
        node.put("severity", entry.severity() == null ? null : entry.severity().name());
        node.put("compared", entry.compared() == null ? null : word(entry.compared()));
        node.put("part", entry.part());
        node.set("narrowed_by", narrowings(entry));
        node.put("source_count", entry.sourceRows());
        node.put("target_count", entry.targetRows());
        node.put("missing_rows", entry.missing());
        node.put("extra_rows", entry.extra());
        node.put("changed_rows", entry.changed());
        node.put("accepted_rows", entry.accepted());
        node.put("reason", entry.reason());
        node.put("duration_ms", entry.milliseconds());
        return node;
    }

    private static @Nullable ArrayNode narrowings(TableEntry entry) {
        if (entry.narrowings() == null) {
            return null;
        }
        ArrayNode words = JSON.arrayNode();
        entry.narrowings().stream().sorted().forEach(narrowing -> words.add(word(narrowing)));
        return words;
    }

    /** A finding, with its key and what values are remembered of it. */
    public static ObjectNode finding(Finding finding) {
        ObjectNode node = findingWithoutRow(finding);
        ArrayNode key = JSON.arrayNode();
        for (SightedRow.Cell cell : finding.row().key()) {
            JsonValues.put(key.addObject().put("column", cell.column()), "type", "value", cell.value());
        }
        node.set("key", key);
        ArrayNode values = JSON.arrayNode();
        for (SightedRow.ChangedCell cell : finding.row().values()) {
            ObjectNode value = values.addObject().put("column", cell.column());
            JsonValues.put(value, "source_type", "source", cell.source());
            JsonValues.put(value, "target_type", "target", cell.target());
        }
        node.set("values", values);
        return node;
    }

    /** A finding without its key, for those who may not see rows. */
    public static ObjectNode findingWithoutRow(Finding finding) {
        ObjectNode node = JSON.objectNode();
        node.put("id", finding.id());
        node.setAll(pair(finding.pair()));
        node.put("kind", finding.row().kind().name());
        node.put("certain", finding.row().certain());
        ArrayNode columns = node.putArray("columns");
        finding.row().columns().forEach(columns::add);
        node.put("first_seen", time(finding.firstSeen()));
        node.put("first_run", finding.firstRun());
        node.put("last_seen", time(finding.lastSeen()));
        node.put("last_run", finding.lastRun());
        node.put("times_seen", finding.timesSeen());
        node.put("accepted_by", finding.accepted());
        Finding.End end = finding.end();
        node.put("resolved_at", end == null ? null : time(end.time()));
        node.put("resolved_by", end == null ? null : end.run());
        node.put("resolution", end == null ? null : word(end.resolution()));
        return node;
    }

    private static ObjectNode schedule(DueTimes times) {
        ObjectNode node = JSON.objectNode();
        node.put("job", times.job());
        node.put("paused", times.paused());
        node.set("ticks", array(times.times(), time -> {
            ObjectNode tick = tick(time.tick());
            tick.put("run_state", time.run() == null ? null : word(time.run()));
            return tick;
        }));
        return node;
    }

    /** The account of a time that was due. */
    public static ObjectNode tick(Tick tick) {
        ObjectNode node = JSON.objectNode();
        node.put("job", tick.job());
        node.put("due_at", time(tick.due()));
        node.put("outcome", word(tick.outcome()));
        node.put("noted_at", time(tick.noted()));
        node.put("run", tick.run());
        node.put("reason", tick.reason());
        return node;
    }

    private static ObjectNode pair(PairName pair) {
        return JSON.objectNode()
                .put("job", pair.job())
                .put("source", pair.source())
                .put("target", pair.target());
    }

    private static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> tree) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(item -> array.add(tree.apply(item)));
        return array;
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : JsonReports.timestamp(time);
    }
}
