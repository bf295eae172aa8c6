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

    /** The tables that a finding and a result name alike. */
    private record Pair(String source, String target) {}

    /**
     * All tables of a report in its order. A discrepancy belongs to the first table of its source and target that is no
     * match; one that belongs to none stands behind all others, with a table of its own, so that none is ever lost.
     */
    static List<TableFindings> of(Report report) {
        Map<Pair, List<Discrepancy>> byPair = new LinkedHashMap<>();
        for (Discrepancy discrepancy : report.discrepancies()) {
            byPair.computeIfAbsent(new Pair(discrepancy.source(), discrepancy.table()), pair -> new ArrayList<>())
                    .add(discrepancy);
        }
        List<TableFindings> all = new ArrayList<>();
        for (TableReport table : report.tables()) {
            List<Discrepancy> found =
                    table.verdict() == Verdict.MATCH ? null : byPair.remove(new Pair(table.source(), table.target()));
            all.add(new TableFindings(table, found == null ? List.of() : found));
        }
        byPair.forEach((pair, found) -> all.add(new TableFindings(
                TableReport.uncompared(pair.source(), pair.target(), Verdict.MISMATCH, "Something differs.", 0),
                found)));
        return all;
    }
}
