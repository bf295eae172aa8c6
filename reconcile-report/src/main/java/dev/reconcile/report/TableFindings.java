package dev.reconcile.report;

import dev.reconcile.core.finding.Discrepancy;
import dev.reconcile.core.report.Report;
import dev.reconcile.core.report.TableReport;
import dev.reconcile.core.report.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table's result with what was found in it.
 *
 * @param table the result
 * @param discrepancies what was found, in the report's order; empty where nothing was
 */
record TableFindings(TableReport table, List<Discrepancy> discrepancies) {

    TableFindings {
        discrepancies = List.copyOf(discrepancies);
    }

    /**
     * All tables of a report in its order. A discrepancy belongs to the first table that differs and has its target's
     * name; one that belongs to none stands behind all others, with a table of its own, so that none is ever lost.
     */
    static List<TableFindings> of(Report report) {
        Map<String, List<Discrepancy>> byTable = new LinkedHashMap<>();
        for (Discrepancy discrepancy : report.discrepancies()) {
            byTable.computeIfAbsent(discrepancy.table(), name -> new ArrayList<>())
                    .add(discrepancy);
        }
        List<TableFindings> all = new ArrayList<>();
        for (TableReport table : report.tables()) {
            List<Discrepancy> found = table.verdict() == Verdict.MATCH ? null : byTable.remove(table.target());
            all.add(new TableFindings(table, found == null ? List.of() : found));
        }
        byTable.forEach((name, found) -> all.add(new TableFindings(
                TableReport.uncompared(name, name, Verdict.MISMATCH, "Something differs.", 0), found)));
        return all;
    }
}
