package dev.reconcile.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.finding.RowDifference;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.RowsReport;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.run.Reconciler;
import dev.reconcile.core.run.ShownValues;
import dev.reconcile.core.table.TablePair;
import java.time.Instant;

/** The lines of a {@link DetailsFile}, described by {@code docs/details.schema.json}. Each says first which it is. */
final class JsonDetails {

    /** Raised when a reader of the lines that there are now would no longer understand them. */
    private static final int FORMAT = 1;

    private JsonDetails() {}

    /** The first line. */
    static ObjectNode header(String runId, Instant start, int tables, ShownValues values) {
        ObjectNode tree = line("run");
        tree.put("format", FORMAT);
        tree.put("tool", "reconcile");
        tree.put("version", Reconciler.version());
        tree.put("run_id", runId);
        tree.put("started_at", JsonReports.timestamp(start));
        tree.put("tables", tables);
        tree.put("values", values == ShownValues.OF_DIFFERENCES);
        return tree;
    }

    /** The line of a row that differs. */
    static ObjectNode row(TablePair pair, RowDifference row) {
        ObjectNode tree = line("row");
        tree.put("source", pair.source().toString());
        tree.put("target", pair.target().toString());
        tree.setAll(JsonRows.tree(row));
        return tree;
    }

    /**
     * The line that tells how a table came out.
     *
     * @param lines how many lines of its rows there are
     * @param told of how many rows they tell
     */
    static ObjectNode table(TableReport table, long lines, long told) {
        RowsReport rows = table.rows();
        ObjectNode tree = line("table");
        tree.put("source", table.source());
        tree.put("target", table.target());
        tree.put("verdict", table.verdict().name());
        tree.put("row_lines", lines);
        tree.put("rows_without_line", rows == null ? null : (Long) (rows.different() + rows.unsettled() - told));
        tree.put("accepted_rows", rows == null ? null : (Long) rows.acceptedRows());
        tree.set("rows", rows == null ? JsonNodeFactory.instance.nullNode() : JsonRows.numbers(rows));
        return tree;
    }

    /** The last line. */
    static ObjectNode end(Report report, long lines) {
        ObjectNode tree = line("end");
        tree.put("run_id", report.runId());
        tree.put("ended_at", JsonReports.timestamp(report.timestamp()));
        tree.put("status", report.status().name());
        tree.put("complete", report.complete());
        tree.put("row_lines", lines);
        return tree;
    }

    private static ObjectNode line(String kind) {
        return JsonNodeFactory.instance.objectNode().put("line", kind);
    }
}
