package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.finding.Evidence;
import dev.reconcile.core.finding.Evidence.CollidingKeys;
import dev.reconcile.core.finding.Evidence.Contents;
import dev.reconcile.core.finding.Evidence.RowCounts;
import dev.reconcile.core.finding.Evidence.UnpairedColumn;
import dev.reconcile.core.finding.IssueType;
import dev.reconcile.core.finding.Severity;
import dev.reconcile.core.report.Report;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A report as JSON and back. What follows from other fields (the status, the numbers of tables, the summary) is written
 * for the reader's convenience and computed anew when a report is read.
 */
final class JsonReports {

    /** Always six digits, so that the texts of timestamps sort as the timestamps do. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private JsonReports() {}

    static ObjectNode tree(Report report) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("status", report.status().name());
        tree.put("total_tables", report.totalTables());
        tree.put("tables_matched", report.tablesMatched());
        tree.put("tables_mismatched", report.tablesMismatched());
        tree.put("tables_inconclusive", report.tablesInconclusive());
        tree.put("tables_errored", report.tablesErrored());
        tree.put("source_total_rows", report.sourceTotalRows());
        tree.put("target_total_rows", report.targetTotalRows());
        tree.put("timestamp", timestamp(report.timestamp()));
        tree.put("summary", report.summary());
        tree.set("discrepancies", array(report.discrepancies(), JsonReports::tree));
        tree.set("recommendations", array(report.recommendations()));
        tree.put("run_id", report.runId());
        tree.put("version", report.version());
        tree.put("duration_ms", report.durationMs());
        tree.put("complete", report.complete());
        tree.set("warnings", array(report.warnings()));
        tree.put("details_file", report.detailsFile());
        tree.set("tables", array(report.tables(), JsonTables::tree));
        return tree;
    }

    static Report report(JsonFields fields) {
        return new Report(
                fields.text("run_id"),
                fields.text("version"),
                timestamp(fields),
                fields.whole("duration_ms"),
                fields.truth("complete"),
                fields.objects("tables", JsonTables::table),
                fields.objects("discrepancies", JsonReports::discrepancy),
                fields.texts("recommendations"),
                fields.texts("warnings"),
                fields.textOrNull("details_file"));
    }

    private static ObjectNode tree(Discrepancy discrepancy) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("source", discrepancy.source());
        tree.put("table", discrepancy.table());
        tree.put("issue_type", discrepancy.issueType().name());
        tree.put("severity", discrepancy.severity().name());
        tree.set("details", tree(discrepancy.details()));
        tree.put("timestamp", timestamp(discrepancy.timestamp()));
        return tree;
    }

    private static Discrepancy discrepancy(JsonFields fields) {
        IssueType issueType = fields.word("issue_type", IssueType.class);
        return new Discrepancy(
                fields.text("source"),
                fields.text("table"),
                fields.word("severity", Severity.class),
                fields.object("details", details -> evidence(issueType, details)),
                timestamp(fields));
    }

    private static ObjectNode tree(Evidence evidence) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        if (evidence instanceof RowCounts counts) {
            tree.put("source_count", counts.sourceCount());
            tree.put("target_count", counts.targetCount());
            tree.put("missing_rows", counts.missingRows());
            tree.put("extra_rows", counts.extraRows());
            if (counts.acceptedMissing() + counts.acceptedExtra() > 0) {
                tree.put("accepted_missing_rows", counts.acceptedMissing());
                tree.put("accepted_extra_rows", counts.acceptedExtra());
            }
        } else if (evidence instanceof Contents contents) {
            tree.put("source_checksum", contents.sourceChecksum());
            tree.put("target_checksum", contents.targetChecksum());
            tree.put("buckets_compared", contents.bucketsCompared());
            tree.put("buckets_different", contents.bucketsDifferent());
        } else if (evidence instanceof UnpairedColumn unpaired) {
            tree.put("column", unpaired.column());
            tree.put("type", unpaired.type());
        } else if (evidence instanceof CollidingKeys colliding) {
            tree.set("columns", array(colliding.columns()));
            tree.put("keys", colliding.keys());
        } else {
            throw new IllegalArgumentException("No JSON is defined for " + evidence + ".");
        }
        return tree;
    }

    private static Evidence evidence(IssueType issueType, JsonFields fields) {
        return switch (issueType) {
            case ROW_COUNT_MISMATCH ->
                new RowCounts(
                        fields.whole("source_count"),
                        fields.whole("target_count"),
                        fields.whole("missing_rows"),
                        fields.whole("extra_rows"),
                        fields.wholeOrZero("accepted_missing_rows"),
                        fields.wholeOrZero("accepted_extra_rows"));
            case CHECKSUM_MISMATCH ->
                new Contents(
                        fields.text("source_checksum"),
                        fields.text("target_checksum"),
                        fields.count("buckets_compared"),
                        fields.count("buckets_different"));
            case SCHEMA_MISMATCH -> new UnpairedColumn(fields.text("column"), fields.text("type"));
            case KEY_COLLISION -> new CollidingKeys(fields.texts("columns"), fields.whole("keys"));
        };
    }

    /** A point in time as reports write it: {@code 2026-11-23T14:05:09.123456Z}. */
    static String timestamp(Instant time) {
        return TIMESTAMP.format(time);
    }

    private static Instant timestamp(JsonFields fields) {
        return fields.instant("timestamp");
    }

    static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> tree) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
        items.forEach(item -> array.add(tree.apply(item)));
        return array;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }
}
