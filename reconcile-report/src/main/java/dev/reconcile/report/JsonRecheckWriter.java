package dev.reconcile.report;

import static dev.reconcile.report.JsonReports.array;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reconcile.core.report.RecheckReport;
import dev.reconcile.core.report.TableRecheck;
import java.io.IOException;
import java.util.Locale;

/**
 * Writes everything that a recheck says as one indented JSON object, described by {@code docs/recheck.schema.json}. Rows
 * look as in a run's report.
 */
public final class JsonRecheckWriter {

    /**
     * Writes the whole recheck.
     *
     * @param out left open
     * @throws IOException as {@code out} throws it
     */
    public void write(RecheckReport recheck, Appendable out) throws IOException {
        JsonLayout.write(tree(recheck), out);
    }

    private static ObjectNode tree(RecheckReport recheck) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("all_mended", recheck.allMended());
        tree.put("summary", recheck.summary());
        tree.put("findings", recheck.findings());
        tree.put("mended", recheck.mended());
        tree.put("still_different", recheck.different());
        tree.put("not_rechecked", recheck.unknown());
        tree.put("tables_matched", recheck.tablesMatched());
        tree.put("timestamp", JsonReports.timestamp(recheck.timestamp()));
        tree.put("version", recheck.version());
        tree.put("run_id", recheck.runId());
        tree.put("run_ended", JsonReports.timestamp(recheck.runEnded()));
        tree.put("run_complete", recheck.runComplete());
        tree.set("tables", array(recheck.tables(), JsonRecheckWriter::tree));
        return tree;
    }

    private static ObjectNode tree(TableRecheck table) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("source", table.source());
        tree.put("target", table.target());
        tree.put("mending", table.mending().name().toLowerCase(Locale.ROOT));
        tree.put("findings", table.findings());
        tree.put("mended", table.mended());
        tree.put("still_different", table.different());
        tree.put("not_rechecked", table.unknown());
        tree.set("reasons", array(table.reasons()));
        tree.set("rows", array(table.rows(), JsonRows::tree));
        tree.put("rows_left_out", table.rowsLeftOut());
        tree.set("reductions", array(table.reductions()));
        return tree;
    }
}
